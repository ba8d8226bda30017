import type { GeneratedFile } from '@amplication/domain';
import { code, lines } from '../../source/code.ts';
import { group, line, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';

/** `base/<entity>.controller.base.ts`: the REST routes of an entity. */
export function baseControllerFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.controllerBase.path, [paths.controllerBase.name]);
  const nest = (name: string): string => file.import(name, '@nestjs/common');
  const answer = (name: string, type: string): Doc =>
    code`@${file.import(name, '@nestjs/swagger')}(${objectOf([`type: ${type}`])})`;
  const serviceClass = file.importType(paths.service.name, paths.service.path);
  const dto = file.import(paths.dto.name, paths.dto.path);
  const page = file.import(paths.page.name, paths.page.path);
  const createInput = file.import(paths.createInput.name, paths.createInput.path);
  const updateInput = file.import(paths.updateInput.name, paths.updateInput.path);
  const listQuery = file.import(paths.listQuery.name, paths.listQuery.path);
  const pipe = `new ${file.import('ParseIdPipe', 'src/parse-id.pipe')}("${entity.idStrategy}")`;
  const id = code`@${nest('Param')}("id", ${pipe}) id: ${entity.idStrategy === 'auto-increment' ? 'number' : 'string'}`;
  const data = (type: string): Doc => group([`@${nest('Body')}()`, line, `data: ${type}`]);
  const method = (name: string, parameters: readonly Doc[], result: string, call: string): Doc => code`
    ${name}${parenthesised(parameters)}: Promise<${result}> {
      return this.service.${call};
    }
  `;
  const body = code`
    export abstract class ${paths.controllerBase.name} {
      constructor${parenthesised([`protected readonly service: ${serviceClass}`])} {}

      @${nest('Get')}()
      ${answer('ApiOkResponse', page)}
      ${method('list', [group([`@${nest('Query')}()`, line, `query: ${listQuery}`])], page, 'list(query)')}

      @${nest('Get')}(":id")
      ${answer('ApiOkResponse', dto)}
      ${method('get', [id], dto, 'get(id)')}

      @${nest('Post')}()
      ${answer('ApiCreatedResponse', dto)}
      ${method('create', [data(createInput)], dto, 'create(data)')}

      @${nest('Patch')}(":id")
      ${answer('ApiOkResponse', dto)}
      ${method('update', [id, data(updateInput)], dto, 'update(id, data)')}

      ${lines([`@${nest('Delete')}(":id")`, `@${nest('HttpCode')}(${nest('HttpStatus')}.NO_CONTENT)`, `@${file.import('ApiNoContentResponse', '@nestjs/swagger')}()`])}
      ${method('delete', [id], 'void', 'delete(id)')}
    }
  `;
  return entityFile(service, entity, `${paths.controllerBase.path}.ts`, 'base-controller', file.print(body));
}
