import { entry } from './answers.ts';
import { JSON_VALUE } from './api-value.ts';
import type { DataType } from './data-type.ts';
import { oneColumn } from './one-column.ts';

/** Json. */
export const jsonType: DataType<'json'> = {
  columns: (field) => oneColumn(field, { prismaType: 'Json', type: { kind: 'jsonb' }, fill: { kind: 'empty-object' } }),
  answer: (file) => ({
    decorator: file.import('JsonProperty', 'src/core/properties/json.property'),
    arguments: [],
    api: JSON_VALUE,
    options: [],
    type: 'unknown',
  }),
  input: (file) => ({
    decorator: file.import('JsonProperty', 'src/core/properties/json.property'),
    arguments: [],
    api: JSON_VALUE,
    options: [],
    type: `${file.importType('Prisma', 'src/prisma/client/client')}.InputJsonValue`,
  }),
  filters: () => [],
  sortable: false,
  toData: (file, field) =>
    field.required ? undefined : [entry(file, field.name, 'toJsonInput', [`data.${field.name}`])],
  sample: () => ({ value: '[]' }),
  refused: () => ['"\\u0000"', '["\\u0000"]'],
};
