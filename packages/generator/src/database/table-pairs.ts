import { conversionOf, type Conversion, type TypeRules } from './conversion.ts';
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
  readonly columnById: ReadonlyMap<string, ColumnPair>;
  readonly dropped: readonly Column[];
  readonly added: readonly Column[];
  /** Ids of indexes, and columns of foreign keys, that go on under their old or a new name. */
  readonly keptIndexes: ReadonlySet<string>;
  readonly keptForeignKeys: ReadonlySet<string>;
}

/** What stays of a table depends on what its database can change. */
export interface PairRules extends TypeRules {
  /** Whether a foreign key whose columns stay as they are can stay, too. */
  readonly keepsForeignKey: (
    before: ForeignKey,
    after: ForeignKey,
    pair: Omit<TablePair, 'keptForeignKeys'>,
  ) => boolean;
}

/** True for a column that keeps its values. */
export function isKept(pair: ColumnPair): boolean {
  return pair.conversion.kind !== 'replace';
}

/** Joins two schemas by id. */
export function pairTables(previous: DatabaseSchema, next: DatabaseSchema, rules: PairRules): readonly TablePair[] {
  const columnPairs = new Map(
    bothOf(previous.tables, next.tables).map(({ before, after }) => [
      after.id,
      new Map(bothOf(before.columns, after.columns).map((pair) => [pair.after.id, toColumnPair(pair, rules)])),
    ]),
  );
  const keyConversion = (tableId: string): Conversion['kind'] | undefined => {
    const [key = ''] = next.tableById.get(tableId)?.primaryKey.columnIds ?? [];
    return columnPairs.get(tableId)?.get(key)?.conversion.kind;
  };
  return bothOf(previous.tables, next.tables).map(({ before, after }) => {
    const targets = new Map(after.foreignKeys.map((key) => [key.columnId, key.targetId]));
    const columns = [...(columnPairs.get(after.id)?.values() ?? [])].map((pair): ColumnPair => {
      const target = targets.get(pair.after.id);
      // New keys on the other side: no old value here can point at one of them.
      return target !== undefined && keyConversion(target) === 'replace'
        ? { ...pair, conversion: { kind: 'replace' } }
        : pair;
    });
    const columnById = new Map(columns.map((pair) => [pair.after.id, pair]));
    const pair = {
      before,
      after,
      columns,
      columnById,
      dropped: before.columns.filter(({ id }) => !after.columnById.has(id)),
      added: after.columns.filter(({ id }) => !before.columnById.has(id)),
      keptIndexes: keptIndexes(before, after, columnById),
    };
    return { ...pair, keptForeignKeys: keptForeignKeys(pair, keyConversion, rules) };
  });
}

function keptIndexes(before: Table, after: Table, columns: ReadonlyMap<string, ColumnPair>): ReadonlySet<string> {
  const earlier = new Map(before.indexes.map((index) => [index.id, index]));
  const kept = after.indexes.filter((index) => {
    const old = earlier.get(index.id);
    return (
      old?.unique === index.unique &&
      old.columnIds.join() === index.columnIds.join() &&
      index.columnIds.every((id) => columns.get(id)?.conversion.kind !== 'replace')
    );
  });
  return new Set(kept.map(({ id }) => id));
}

function keptForeignKeys(
  pair: Omit<TablePair, 'keptForeignKeys'>,
  keyConversion: (tableId: string) => Conversion['kind'] | undefined,
  rules: PairRules,
): ReadonlySet<string> {
  const earlier = new Map(pair.before.foreignKeys.map((key) => [key.columnId, key]));
  const isSame = (key: ForeignKey): boolean => {
    const old = earlier.get(key.columnId);
    return (
      old?.targetId === key.targetId &&
      old.onDelete === key.onDelete &&
      pair.columnById.get(key.columnId)?.conversion.kind === 'none' &&
      keyConversion(key.targetId) === 'none' &&
      rules.keepsForeignKey(old, key, pair)
    );
  };
  return new Set(pair.after.foreignKeys.filter(isSame).map((key) => key.columnId));
}

function toColumnPair(
  { before, after }: { readonly before: Column; readonly after: Column },
  rules: TypeRules,
): ColumnPair {
  return { before, after, conversion: conversionOf(before.type, after.type, rules) };
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
