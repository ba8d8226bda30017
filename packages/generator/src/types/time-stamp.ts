import type { SourceFile } from '../source/source-file.ts';
import { DATE_TIME_VALUE } from './api-value.ts';
import type { ColumnSpec, DataType, Declared } from './data-type.ts';
import { searchable } from './filters.ts';
import { oneColumn } from './one-column.ts';
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

const NOW = { kind: 'now' } as const;

function columns(field: ScalarView, defaults: Pick<ColumnSpec, 'default'>): readonly ColumnSpec[] {
  return oneColumn(field, { prismaType: 'DateTime', type: { kind: 'timestamp' }, ...defaults, fill: NOW });
}

/** Created At: set once, by the database. */
export const createdAtType: DataType<'created-at'> = {
  ...stamp,
  columns: (field) => columns(field, { default: NOW }),
};

/** Updated At: set by Prisma with every change. */
export const updatedAtType: DataType<'updated-at'> = { ...stamp, columns: (field) => columns(field, {}) };
