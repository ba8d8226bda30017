import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';
import { decorator } from './property-doc.ts';

/** `dto/<entity>.page.ts`: what a list answers. */
export function pageFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { dto, page } = entityPaths(entity);
  const file = new SourceFile(page.path, [page.name]);
  const ApiProperty = file.import('ApiProperty', '@nestjs/swagger');
  const PageBase = file.import('PageBase', 'src/list-query');
  const item = file.import(dto.name, dto.path);
  const body = code`
    export class ${page.name} extends ${PageBase} {
      ${decorator(ApiProperty, [`type: ${item}`, 'isArray: true'])}
      items!: ${item}[];
    }
  `;
  return entityFile(service, entity, `${page.path}.ts`, 'page', file.print(body));
}
