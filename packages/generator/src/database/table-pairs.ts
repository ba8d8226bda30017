import { conversionOf, type Conversion } from './conversion.ts';
import type { Column, DatabaseSchema, ForeignKey, Table } from './database-schema.ts';

export interface ColumnPair {
  readonly before: Column;
  readonly after: Column;
  readonly conversion: Conversion;
}

/** A table that is in both schemas, with what stays of it. */
export interface TablePair {
  readonly before: Table;
  readonly after: Table;
  readonly columns: readonly ColumnPair[];
  readonly dropped: readonly Column[];
  readonly added: readonly Column[];
  /** Columns whose index (foreign key) goes on, under its old or a new name. */
  readonly keptIndexes: ReadonlySet<string>;
  readonly keptForeignKeys: ReadonlySet<string>;
}

/** Joins two schemas by id. */
export function pairTables(previous: DatabaseSchema, next: DatabaseSchema): readonly TablePair[] {
  const columnPairs = new Map(
    bothOf(previous.tables, next.tables).map(({ before, after }) => [
      after.id,
      bothOf(before.columns, after.columns).map(toColumnPair),
    ]),
  );
  const keyConversion = (tableId: string): Conversion['kind'] | undefined => {
    const table = next.tables.find((candidate) => candidate.id === tableId);
    return columnPairs.get(tableId)?.find((pair) => pair.after.id === table?.primaryKey.columnId)?.conversion.kind;
  };
  return bothOf(previous.tables, next.tables).map(({ before, after }) => {
    const columns = (columnPairs.get(after.id) ?? []).map((pair): ColumnPair => {
      const key = after.foreignKeys.find((candidate) => candidate.columnId === pair.after.id);
      // New keys on the other side: no old value here can point at one of them.
      return key !== undefined && keyConversion(key.targetId) === 'replace'
        ? { ...pair, conversion: { kind: 'replace' } }
        : pair;
    });
    return {
      before,
      after,
      columns,
      dropped: before.columns.filter((column) => !after.columns.some(({ id }) => id === column.id)),
      added: after.columns.filter((column) => !before.columns.some(({ id }) => id === column.id)),
      keptIndexes: keptIndexes(before, after, columns),
      keptForeignKeys: keptForeignKeys(before, after, columns, keyConversion),
    };
  });
}

function keptIndexes(before: Table, after: Table, columns: readonly ColumnPair[]): ReadonlySet<string> {
  const kept = after.indexes.filter((index) => {
    const old = before.indexes.find((candidate) => candidate.columnId === index.columnId);
    return old?.unique === index.unique && conversionIn(columns, index.columnId) !== 'replace';
  });
  return new Set(kept.map((index) => index.columnId));
}

function keptForeignKeys(
  before: Table,
  after: Table,
  columns: readonly ColumnPair[],
  keyConversion: (tableId: string) => Conversion['kind'] | undefined,
): ReadonlySet<string> {
  const isSame = (key: ForeignKey): boolean => {
    const old = before.foreignKeys.find((candidate) => candidate.columnId === key.columnId);
    return (
      old?.targetId === key.targetId &&
      old.onDelete === key.onDelete &&
      conversionIn(columns, key.columnId) === 'none' &&
      keyConversion(key.targetId) === 'none'
    );
  };
  return new Set(after.foreignKeys.filter(isSame).map((key) => key.columnId));
}

function conversionIn(columns: readonly ColumnPair[], columnId: string): Conversion['kind'] | undefined {
  return columns.find((pair) => pair.after.id === columnId)?.conversion.kind;
}

function toColumnPair({ before, after }: { readonly before: Column; readonly after: Column }): ColumnPair {
  return { before, after, conversion: conversionOf(before.type, after.type) };
}

function bothOf<Item extends { readonly id: string }>(
  previous: readonly Item[],
  next: readonly Item[],
): readonly { readonly before: Item; readonly after: Item }[] {
  const old = new Map(previous.map((item) => [item.id, item]));
  return next.flatMap((after) => {
    const before = old.get(after.id);
    return before === undefined ? [] : [{ before, after }];
  });
}
