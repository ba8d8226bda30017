import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import type { Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { filterName } from '../../view/names.ts';
import { columnsOf, propertyOf, type EntityView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { filtersOf, type Filter } from './filters.ts';
import { entityPaths } from './paths.ts';
import { decorator, textArray } from './property-doc.ts';
import { valueTypeOf } from './value-type.ts';

/** `dto/<entity>-list.query.ts`: the query parameters of a list. */
export function listQueryFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { listQuery } = entityPaths(entity);
  const file = new SourceFile(listQuery.path, [listQuery.name]);
  const base = file.import('ListQuery', 'src/list-query');
  const sortable = columnsOf(entity)
    .filter((column) => !(column.kind === 'scalar' && column.type.kind === 'json'))
    .map(propertyOf);
  const ApiPropertyOptional = file.import('ApiPropertyOptional', '@nestjs/swagger');
  const IsOptional = file.import('IsOptional', 'class-validator');
  const orderBy = lines([
    decorator(ApiPropertyOptional, ['type: String', `example: "${sortable[0] ?? ''}:asc"`]),
    `@${IsOptional}()`,
    code`@${file.import('IsOrderBy', 'src/validation')}(${textArray(sortable)})`,
    'orderBy?: string;',
  ]);
  const body = code`
    export class ${listQuery.name} extends ${base} {
      ${paragraphs([orderBy, ...filtersOf(entity).map((filter) => property(file, filter))])}
    }
  `;
  return entityFile(service, entity, `${listQuery.path}.ts`, 'list-query', file.print(body));
}

function property(file: SourceFile, { column, text }: Filter): Doc {
  const ApiPropertyOptional = file.import('ApiPropertyOptional', '@nestjs/swagger');
  const IsOptional = file.import('IsOptional', 'class-validator');
  const name = filterName(propertyOf(column));
  const head = (api: readonly Doc[]): readonly Doc[] => [decorator(ApiPropertyOptional, api), `@${IsOptional}()`];
  if (text) {
    return lines([
      ...head(['type: String', 'description: "Part of the value, in any case"']),
      `@${file.import('IsText', 'src/validation')}()`,
      `${name}?: string;`,
    ]);
  }
  if (column.kind === 'scalar' && column.type.kind === 'boolean') {
    return lines([
      ...head(['type: Boolean']),
      `@${file.import('IsBooleanText', 'src/validation')}()`,
      `${name}?: boolean;`,
    ]);
  }
  const { type, api, checks } = valueTypeOf(file, column, true);
  const parsed = type === 'number' ? [`@${file.import('ToNumber', 'src/validation')}()`] : [];
  return lines([...head(api), ...parsed, ...checks, `${name}?: ${type};`]);
}
