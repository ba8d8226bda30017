import type { SourceFile } from '../source/source-file.ts';
import { DATE_TIME_VALUE } from './api-value.ts';
import type { ColumnSpec, DataType, Declared } from './data-type.ts';
import { searchable } from './filters.ts';
import { oneColumn, plainType } from './one-column.ts';
import type { ScalarView } from '../view/service-view.ts';

function toDeclared(file: SourceFile): Declared {
  const decorator = file.import('DateTimeProperty', 'src/core/properties/date-time.property');
  return { decorator, arguments: [], api: DATE_TIME_VALUE, options: [], type: 'Date' };
}

const stamp = {
  answer: toDeclared,
  input: () => undefined,
  filters: searchable('DateTime', 'date-time'),
  sortable: true,
  sample: () => undefined,
  refused: () => [],
} as const;

function columns(field: ScalarView, defaults: Pick<ColumnSpec, 'prismaDefault' | 'sqlDefault'>): readonly ColumnSpec[] {
  const native = 'Timestamptz(3)';
  return oneColumn(field, {
    prismaType: 'DateTime',
    native,
    sqlType: plainType('timestamp'),
    ...defaults,
    fill: 'CURRENT_TIMESTAMP',
  });
}

/** Created At: set once, by the database. */
export const createdAtType: DataType<'created-at'> = {
  ...stamp,
  columns: (field) => columns(field, { prismaDefault: 'now()', sqlDefault: 'CURRENT_TIMESTAMP' }),
};

/** Updated At: set by Prisma with every change. */
export const updatedAtType: DataType<'updated-at'> = { ...stamp, columns: (field) => columns(field, {}) };
