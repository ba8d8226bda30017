import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import type { Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { columnsOf, propertyOf, type ColumnView, type EntityView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';
import { decorator, nullableProperty } from './property-doc.ts';
import { valueTypeOf } from './value-type.ts';

/** `dto/create-<entity>.input.ts`: what a request to create a record may hold, with its checks. */
export function createInputFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { createInput } = entityPaths(entity);
  const file = new SourceFile(createInput.path, [createInput.name]);
  const properties = writableColumns(entity).map((column) => property(file, column));
  const body =
    properties.length === 0
      ? code`export class ${createInput.name} {}`
      : code`
        export class ${createInput.name} {
          ${paragraphs(properties)}
        }
      `;
  return entityFile(service, entity, `${createInput.path}.ts`, 'create-input', file.print(body));
}

/** What a person may set: all but the id and the two time stamps. */
export function writableColumns(entity: EntityView): readonly ColumnView[] {
  const automatic = ['id', 'created-at', 'updated-at'];
  return columnsOf(entity).filter((column) => column.kind === 'to-one' || !automatic.includes(column.type.kind));
}

function property(file: SourceFile, column: ColumnView): Doc {
  const { type, api, checks } = valueTypeOf(file, column, true);
  const name = propertyOf(column);
  if (column.required) {
    const ApiProperty = file.import('ApiProperty', '@nestjs/swagger');
    return lines([decorator(ApiProperty, api), ...checks, `${name}!: ${type};`]);
  }
  const ApiPropertyOptional = file.import('ApiPropertyOptional', '@nestjs/swagger');
  const IsOptional = file.import('IsOptional', 'class-validator');
  return lines([
    decorator(ApiPropertyOptional, [...api, 'nullable: true']),
    `@${IsOptional}()`,
    ...checks,
    nullableProperty(`${name}?`, type),
  ]);
}
