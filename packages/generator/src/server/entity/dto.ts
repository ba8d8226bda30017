import type { GeneratedFile } from '@amplication/domain';
import { code, paragraphs } from '../../source/code.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { graphqlType } from './api-decorators.ts';
import { answerProperties } from './columns.ts';
import { entityPaths } from './paths.ts';
import { property } from './property-doc.ts';

/** `dto/<entity>.dto.ts`: what the API answers for one record. */
export function dtoFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { dto } = entityPaths(entity);
  const file = new SourceFile(dto.path, [dto.name]);
  const properties = answerProperties(file, entity).map(({ name, declared, absence }) =>
    property(name, declared, absence, absence.optional === true ? '?' : '!'),
  );
  const body = code`
    ${graphqlType(service, file, 'ObjectType', entity.name, dto.name)}
    export class ${dto.name} {
      ${paragraphs(properties)}
    }
  `;
  return entityFile(service, entity, `${dto.path}.ts`, 'dto', file.print(body));
}
