import type { ColumnType } from '../database/database-schema.ts';
import { keyTypeName, type IdStrategy } from '../view/service-view.ts';
import { toNumber } from './answers.ts';
import { idValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { importFilter } from './filters.ts';
import { oneColumn } from './one-column.ts';
import type { SourceFile } from '../source/source-file.ts';

/** As long as Prisma makes them where nobody says more. */
const CUID = { kind: 'text', longest: 191 } as const satisfies ColumnType;

/** What each strategy is in Prisma and in the database: as an id, and as a key that points at one. */
export const ID_STRATEGIES = {
  uuid: { prismaType: 'String', prismaDefault: 'uuid()', id: { kind: 'uuid' }, key: { kind: 'uuid' } },
  cuid: { prismaType: 'String', prismaDefault: 'cuid()', id: CUID, key: CUID },
  'auto-increment': {
    prismaType: 'Int',
    prismaDefault: 'autoincrement()',
    id: { kind: 'serial' },
    key: { kind: 'integer' },
  },
  'auto-increment-64': {
    prismaType: 'BigInt',
    prismaDefault: 'autoincrement()',
    id: { kind: 'bigserial' },
    key: { kind: 'bigint' },
  },
} as const satisfies Record<
  IdStrategy,
  {
    readonly prismaType: string;
    readonly prismaDefault: string;
    readonly id: ColumnType;
    readonly key: ColumnType;
  }
>;

const FILTERS = {
  uuid: ['Uuid', 'uuid'],
  cuid: ['Cuid', 'cuid'],
  'auto-increment': ['WholeNumber', 'whole-number'],
  'auto-increment-64': ['LongNumber', 'long-number'],
} as const;

/** An id, or a key that points at one, as a property. */
export function declareId(file: SourceFile, strategy: IdStrategy): Declared {
  return {
    decorator: file.import('IdProperty', 'src/core/properties/id.property'),
    arguments: [`"${strategy}"`],
    api: idValue(strategy),
    options: [],
    type: keyTypeName(strategy),
  };
}

/** Imports the filter for ids of a kind. */
export function importIdFilter(file: SourceFile, strategy: IdStrategy, optional: boolean): string {
  const [name, from] = FILTERS[strategy];
  return importFilter(file, name, from, optional);
}

/** Id. */
export const idType: DataType<'id'> = {
  columns: (field: FieldOf<'id'>) => {
    const { prismaType, prismaDefault, id } = ID_STRATEGIES[field.type.strategy];
    return oneColumn(field, { prismaType, prismaDefault, type: id, fill: { kind: 'new-id' } });
  },
  answer: (file, { type }) => declareId(file, type.strategy),
  input: () => undefined,
  filters: (file, field) => [{ property: field.name, className: importIdFilter(file, field.type.strategy, false) }],
  sortable: true,
  toAnswer: (file, { name, type }) => (type.strategy === 'auto-increment-64' ? toNumber(file, name) : undefined),
  sample: () => undefined,
  refused: () => [],
};
