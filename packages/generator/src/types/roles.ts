import type { SourceFile } from '../source/source-file.ts';
import { listOf, optionValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { oneColumn } from './one-column.ts';

const ROLES_VALUE = listOf({ graphql: 'String', openApi: optionValue('Role').openApi });

const NONE = { kind: 'list', items: [] } as const;

function toDeclared(file: SourceFile): Declared {
  const decorator = file.import('RolesProperty', 'src/core/properties/roles.property');
  return { decorator, arguments: [], api: ROLES_VALUE, options: [], type: 'string[]' };
}

/** Roles: names of the model's roles. */
export const rolesType: DataType<'roles'> = {
  columns: (field: FieldOf<'roles'>) =>
    oneColumn(field, { prismaType: 'String', list: true, type: { kind: 'text-list' }, default: NONE, fill: NONE }),
  answer: toDeclared,
  input: toDeclared,
  filters: (file, field) =>
    field.searchable
      ? [{ property: field.name, className: file.import('RolesFilter', 'src/core/filters/roles.filter') }]
      : [],
  sortable: false,
  sample: () => ({ value: '[]' }),
  refused: () => ['["no role"]', '"admin"'],
};
