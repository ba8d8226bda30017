import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import type { Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { columnsOf, propertyOf, type ColumnView, type EntityView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';
import { decorator, nullableProperty } from './property-doc.ts';
import { valueTypeOf } from './value-type.ts';

/** `dto/<entity>.dto.ts`: what the API answers for one record. */
export function dtoFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { dto } = entityPaths(entity);
  const file = new SourceFile(dto.path, [dto.name]);
  const properties = columnsOf(entity).map((column) => property(file, column));
  const body = code`
    export class ${dto.name} {
      ${paragraphs(properties)}
    }
  `;
  return entityFile(service, entity, `${dto.path}.ts`, 'dto', file.print(body));
}

function property(file: SourceFile, column: ColumnView): Doc {
  const { type, api } = valueTypeOf(file, column, false);
  const ApiProperty = file.import('ApiProperty', '@nestjs/swagger');
  const nullable = column.required ? [] : ['nullable: true'];
  const name = `${propertyOf(column)}!`;
  const declared = column.required || type === 'unknown' ? `${name}: ${type};` : nullableProperty(name, type);
  return lines([decorator(ApiProperty, [...api, ...nullable]), declared]);
}
