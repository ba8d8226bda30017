import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { headed, parenthesised } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { graphqlType } from './api-decorators.ts';
import { entityPaths } from './paths.ts';

/** `dto/<entity>.page.ts`: what a list answers. */
export function pageFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { dto, page } = entityPaths(entity);
  const file = new SourceFile(page.path, [page.name]);
  const ItemsProperty = file.import('ItemsProperty', 'src/core/properties/items.property');
  const Page = file.import('Page', 'src/core/list-query');
  const item = file.import(dto.name, dto.path);
  const body = code`
    ${graphqlType(service, file, 'ObjectType', page.name, page.name)}
    export class ${page.name} extends ${Page} {
      @${ItemsProperty}${parenthesised([headed('() =>', item)])}
      items!: ${item}[];
    }
  `;
  return entityFile(service, entity, `${page.path}.ts`, 'page', file.print(body));
}
