import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { parenthesised } from '../../source/doc.ts';
import { stringLiteral } from '../../source/literal.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';

/** `<entity>.controller.ts`, the thin layer that belongs to the user. */
export function controllerFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.controller.path, [paths.controller.name]);
  const Controller = file.import('Controller', '@nestjs/common');
  const ApiTags = file.import('ApiTags', '@nestjs/swagger');
  const base = file.import(paths.controllerBase.name, paths.controllerBase.path);
  const provider = file.import(paths.service.name, paths.service.path);
  const route = parenthesised([stringLiteral(entity.route)]);
  const body = code`
    @${ApiTags}${route}
    @${Controller}${route}
    export class ${paths.controller.name} extends ${base} {
      constructor${parenthesised([`service: ${provider}`])} {
        super(service);
      }
    }
  `;
  return entityFile(service, entity, `${paths.controller.path}.ts`, 'controller', file.print(body));
}
