import { getColumn, type DatabaseSchema, type ForeignKey, type Index, type Table } from './database-schema.ts';
import type { Dialect } from './dialect.ts';
import type { Rename } from './rename-plan.ts';
import { isKept, type ColumnPair, type TablePair } from './table-pairs.ts';

/** What is the same in the migrations of all databases: statements of the SQL standard, and what they tell a reviewer. */
type Words = Pick<Dialect, 'quote' | 'columnType'>;

export type Pairs = ReadonlyMap<string, TablePair>;

const ON_DELETE = { restrict: 'RESTRICT', cascade: 'CASCADE', 'set-null': 'SET NULL' } as const;

/** Names of columns, between commas. */
export function columnList(words: Words, table: Table, columnIds: readonly string[]): string {
  return columnIds.map((id) => words.quote(getColumn(table, id).name)).join(', ');
}

/** `CREATE TABLE` with these lines; an empty one stands apart. Indexes and foreign keys follow once all tables are there. */
export function createTable(words: Words, table: Table, rows: readonly string[], options = ''): string {
  const body = rows.map((row, index) => (row === '' ? '' : `    ${row}${index === rows.length - 1 ? '' : ','}`));
  return `CREATE TABLE ${words.quote(table.name)} (\n${body.join('\n')}\n)${options};`;
}

/** `CREATE [UNIQUE] INDEX`. */
export function createIndex(words: Words, table: Table, index: Index): string {
  const unique = index.unique ? 'UNIQUE ' : '';
  const { quote } = words;
  return `CREATE ${unique}INDEX ${quote(index.name)} ON ${quote(table.name)}(${columnList(words, table, index.columnIds)});`;
}

/** Each foreign key that does not go on, told by `drop`. */
export function dropForeignKeys(
  previous: DatabaseSchema,
  pairs: Pairs,
  drop: (table: Table, key: ForeignKey) => string,
): readonly string[] {
  return previous.tables.flatMap((table) => {
    const kept = pairs.get(table.id)?.keptForeignKeys ?? new Set<string>();
    return table.foreignKeys.filter((key) => !kept.has(key.columnId)).map((key) => drop(table, key));
  });
}

/** Tables that are gone. */
export function dropTables({ quote }: Words, previous: DatabaseSchema, next: DatabaseSchema): readonly string[] {
  return missingFrom(previous.tables, next.tables).map(
    (table) =>
      `-- destructive: removes the table "${table.name}" and all of its rows\nDROP TABLE ${quote(table.name)};`,
  );
}

/** Columns that are gone. */
export function dropColumns({ quote }: Words, { before, dropped }: TablePair): readonly string[] {
  return dropped.map(
    ({ name }) =>
      `${lossNote('removes the column', name, before)}ALTER TABLE ${quote(before.name)} DROP COLUMN ${quote(name)};`,
  );
}

/** Tells that a column's values are lost because no cast exists. */
export function replaceNote({ columnType }: Words, table: Table, name: string, { before, after }: ColumnPair): string {
  const why = `cannot turn ${columnType(before.type)} into ${columnType(after.type)}: makes anew the column`;
  return lossNote(why, name, table);
}

function lossNote(why: string, column: string, table: Table): string {
  return `-- destructive: ${why} "${column}" of "${table.name}", and its values are lost\n`;
}

/** Tells that a cast may lose something. */
export function castNote({ columnType }: Words, { before, after, conversion }: ColumnPair): string {
  return conversion.kind === 'cast' && conversion.lossy
    ? `-- destructive: values of ${columnType(before.type)} that do not fit ${columnType(after.type)} are rounded or stop the migration\n`
    : '';
}

/** Tells what rows get that are there already: on one line, whatever the value holds. */
export function fillNote(rows: string, fill: string, column: string): string {
  return `-- check: rows ${rows} get ${fill.replaceAll('\n', ' ')} in "${column}"\n`;
}

/** Tells that a column must be added while there are no rows. */
export function emptyNote(table: string, column: string): string {
  return `-- check: works only while "${table}" has no rows, because nothing can stand in for "${column}"\n`;
}

/** Tells that a column must be filled before it can be required. */
export function requiredNote(table: string, column: string): string {
  return `-- check: works only while no row of "${table}" is empty in "${column}"\n`;
}

/** Tells that an option goes which rows may hold. */
export function optionsNote(removed: readonly string[], table: string, column: string, then: string): string {
  const list = removed.map((value) => `'${value}'`).join(', ');
  return removed.length === 0
    ? ''
    : `-- destructive: removes ${list} from the options of "${table}"."${column}"; rows that hold one of them ${then}\n`;
}

/** New names of tables. */
export function tableRenames({ quote }: Words, pairs: readonly TablePair[]): readonly Rename[] {
  return pairs.map(({ before, after }) => ({
    from: before.name,
    to: after.name,
    toSql: (from, to) => `ALTER TABLE ${quote(from)} RENAME TO ${quote(to)};`,
  }));
}

/** The new name of a column, once its table has its own. */
export function columnRename({ quote }: Words, table: Table, { before, after }: ColumnPair): Rename {
  return {
    from: before.name,
    to: after.name,
    toSql: (from, to) => `ALTER TABLE ${quote(table.name)} RENAME COLUMN ${quote(from)} TO ${quote(to)};`,
  };
}

/** New names of indexes that go on. */
export function indexRenames(
  { before, after, keptIndexes }: TablePair,
  toSql: (from: string, to: string) => string,
): readonly Rename[] {
  const names = new Map(before.indexes.map(({ id, name }) => [id, name]));
  return after.indexes
    .filter(({ id }) => keptIndexes.has(id))
    .map(({ id, name }) => ({ from: names.get(id) ?? name, to: name, toSql }));
}

/** The two columns behind an n-n relation change places when an entity's new name sorts otherwise. */
export function isKeyTurned({ before, after, columns }: Omit<TablePair, 'keptForeignKeys'>): boolean {
  const [old, now] = [before.primaryKey.columnIds, after.primaryKey.columnIds];
  return old.length > 1 && old.join() !== now.join() && columns.every(isKept);
}

/** Indexes that are new, or made anew. */
export function createIndexes(words: Words, next: DatabaseSchema, pairs: Pairs): readonly string[] {
  return next.tables.flatMap((table) => {
    const pair = pairs.get(table.id);
    return table.indexes
      .filter((index) => pair?.keptIndexes.has(index.id) !== true)
      .map((index) => {
        const names = index.columnIds.map((id) => `"${getColumn(table, id).name}"`).join(', ');
        const isRisky = index.unique && pair !== undefined;
        const note = isRisky
          ? `-- check: works only while no two rows of "${table.name}" share a value of ${names}\n`
          : '';
        return `${note}${createIndex(words, table, index)}`;
      });
  });
}

/** Constraints of relations that are new, or made anew. */
export function addForeignKeys(words: Words, next: DatabaseSchema, pairs: Pairs): readonly string[] {
  return next.tables.flatMap((table) =>
    table.foreignKeys.flatMap((key) => {
      const target = next.tableById.get(key.targetId);
      return target === undefined || pairs.get(table.id)?.keptForeignKeys.has(key.columnId) === true
        ? []
        : [addForeignKey(words, table, key, target)];
    }),
  );
}

function addForeignKey(words: Words, table: Table, key: ForeignKey, target: Table): string {
  const { quote } = words;
  const columns = `FOREIGN KEY (${columnList(words, table, [key.columnId])}) REFERENCES ${quote(target.name)}(${columnList(words, target, target.primaryKey.columnIds)})`;
  return `ALTER TABLE ${quote(table.name)} ADD CONSTRAINT ${quote(key.name)} ${columns} ON DELETE ${ON_DELETE[key.onDelete]} ON UPDATE CASCADE;`;
}

/** Things of one list whose ids are not in another. */
export function missingFrom<Item extends { readonly id: string }>(
  items: readonly Item[],
  others: readonly Item[],
): readonly Item[] {
  const ids = new Set(others.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}
