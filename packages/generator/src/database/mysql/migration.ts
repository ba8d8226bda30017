import { isSerial, type Column, type DatabaseSchema, type EnumType, type Table } from '../database-schema.ts';
import {
  addForeignKeys,
  castNote,
  columnList,
  columnRename,
  createIndexes,
  createTable,
  dropColumns,
  dropForeignKeys,
  dropTables,
  emptyNote,
  fillNote,
  indexRenames,
  isKeyTurned,
  missingFrom,
  replaceNote,
  requiredNote,
  tableRenames,
  type Pairs,
} from '../migration-steps.ts';
import { planRenames } from '../rename-plan.ts';
import { isKept, pairTables, type ColumnPair, type PairRules, type TablePair } from '../table-pairs.ts';
import { columnSql, columnType, defaultSql, quote, textLength } from './columns.ts';
import { moveListedOptions, moveOptions, withOptions, type OptionColumn } from './options.ts';

const WORDS = { quote, columnType };
const RULES: PairRules = { columnType, textLength, keepsForeignKey };
const same = (name: string): string => name.toLowerCase();

/** Without regard to case, and with accents told from each other no more than people would; both databases have it. */
const TABLE_OPTIONS = ' DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';

/** The options of each enum, before and after. */
type Options = ReadonlyMap<string, Pick<OptionColumn, 'before' | 'after'>>;

/** The statements that turn one schema into another. Each is for good at once: no transaction takes back a change of a table. */
export function migration(previous: DatabaseSchema, next: DatabaseSchema): readonly string[] {
  const pairs = pairTables(previous, next, RULES);
  const pairById: Pairs = new Map(pairs.map((pair) => [pair.after.id, pair]));
  const options = optionsOf(previous.enums, next.enums);
  const rekeyed = pairs.filter(losesKey);
  return [
    ...dropForeignKeys(previous, pairById, ({ name }, key) => `${alter(name)} DROP FOREIGN KEY ${quote(key.name)};`),
    ...pairs.flatMap(dropIndexes),
    ...rekeyed.map(({ before }) => `${alter(before.name)} DROP PRIMARY KEY;`),
    ...dropTables(WORDS, previous, next),
    ...pairs.flatMap((pair) => dropColumns(WORDS, pair)),
    ...renameAll(pairs),
    ...missingFrom(next.tables, previous.tables).map((table) =>
      createTable(WORDS, table, [...table.columns.map(columnSql), '', primaryKeySql(table)], TABLE_OPTIONS),
    ),
    ...pairs.flatMap((pair) => pair.columns.flatMap((column) => changeColumn(pair.after, column, options))),
    ...pairs.flatMap(({ after, added }) => added.flatMap((column) => addColumn(after, column))),
    ...rekeyed.map(({ after }) => `${alter(after.name)} ADD ${primaryKeySql(after)};`),
    ...createIndexes(WORDS, next, pairById),
    ...addForeignKeys(WORDS, next, pairById),
  ];
}

function alter(table: string): string {
  return `ALTER TABLE ${quote(table)}`;
}

function primaryKeySql(table: Table): string {
  return `PRIMARY KEY (${columnList(WORDS, table, table.primaryKey.columnIds)})`;
}

function optionsOf(previous: readonly EnumType[], next: readonly EnumType[]): Options {
  const earlier = new Map(previous.map((type) => [type.id, type]));
  return new Map(
    next.flatMap((after) => {
      const before = earlier.get(after.id);
      return before === undefined ? [] : [[after.id, { before, after }] as const];
    }),
  );
}

/** A constraint has one name for ever, and needs an index that begins with its column. */
function keepsForeignKey(
  before: Table['foreignKeys'][number],
  after: Table['foreignKeys'][number],
  pair: Omit<TablePair, 'keptForeignKeys'>,
): boolean {
  const { columnId } = after;
  const column = pair.columnById.get(columnId);
  const hasIndex =
    pair.after.indexes.some(({ id, columnIds }) => columnIds[0] === columnId && pair.keptIndexes.has(id)) ||
    (pair.after.primaryKey.columnIds[0] === columnId && !losesKey(pair));
  return before.name === after.name && hasIndex && column?.before.nullable === column?.after.nullable;
}

/** Whether a key of two columns is made anew: they change places, or one of them is made anew. */
function losesKey(pair: Omit<TablePair, 'keptForeignKeys'>): boolean {
  return pair.before.primaryKey.columnIds.length > 1 && (isKeyTurned(pair) || !pair.columns.every(isKept));
}

/** All that do not go on, before one of their columns goes: an index of several would stay with the others. */
function dropIndexes({ before, keptIndexes }: TablePair): readonly string[] {
  return before.indexes
    .filter(({ id }) => !keptIndexes.has(id))
    .map(({ name }) => `DROP INDEX ${quote(name)} ON ${quote(before.name)};`);
}

function renameAll(pairs: readonly TablePair[]): readonly string[] {
  return [
    ...planRenames(tableRenames(WORDS, pairs), same),
    ...pairs.flatMap(({ after, columns }) =>
      planRenames(
        columns.map((column) => columnRename(WORDS, after, column)),
        same,
      ),
    ),
    ...pairs.flatMap((pair) =>
      planRenames(
        indexRenames(pair, (from, to) => `${alter(pair.after.name)} RENAME INDEX ${quote(from)} TO ${quote(to)};`),
        same,
      ),
    ),
  ];
}

function changeColumn(table: Table, pair: ColumnPair, options: Options): readonly string[] {
  if (!isKept(pair)) return replaceColumn(table, pair);
  const { before, after } = pair;
  const change = options.get(after.id);
  const isMoved = before.type.kind === 'enum' && after.type.kind === 'enum' && change !== undefined;
  const column = { table: table.name, name: after.name };
  const { steps, note } = isMoved
    ? moveRows(table, pair, { ...column, ...change })
    : { steps: [], note: castNote(WORDS, pair) };
  const isRequired = before.nullable && !after.nullable;
  const isSame = columnType(before.type) === columnType(after.type);
  if (isSame && before.nullable === after.nullable && before.default === after.default) return steps;
  if (!isRequired) return [...steps, `${note}${modify(table, after)}`];
  if (after.fill === undefined)
    return [...steps, `${note}${requiredNote(table.name, after.name)}${modify(table, after)}`];
  const name = quote(after.name);
  return [
    ...steps,
    // The value may be one of the new type only.
    ...(isSame ? [] : [`${note}${modify(table, { ...after, nullable: true, default: undefined })}`]),
    `${fillNote('without a value', after.fill, after.name)}UPDATE ${quote(table.name)} SET ${name} = ${after.fill} WHERE ${name} IS NULL;`,
    modify(table, after),
  ];
}

function moveRows(
  table: Table,
  { before, after }: ColumnPair,
  column: OptionColumn,
): { readonly steps: readonly string[]; readonly note: string } {
  if (after.type.kind === 'enum' && after.type.list) return { steps: moveListedOptions(column), note: '' };
  return moveOptions(column, (values) =>
    modify(table, { ...before, name: after.name, default: undefined, type: withOptions(before.type, values) }),
  );
}

function modify(table: Table, column: Column): string {
  return `${alter(table.name)} MODIFY COLUMN ${columnSql(column)};`;
}

/** In one statement, because a table needs a column, and a column that counts up a key. */
function replaceColumn(table: Table, pair: ColumnPair): readonly string[] {
  const { after } = pair;
  const note = replaceNote(WORDS, table, after.name, pair);
  const isKey = table.primaryKey.columnIds.join() === after.id;
  const drop = `${alter(table.name)} ${isKey ? 'DROP PRIMARY KEY, ' : ''}DROP COLUMN ${quote(after.name)}`;
  const key = isKey ? `, ADD ${primaryKeySql(table)}` : '';
  if (after.nullable || after.default !== undefined || isSerial(after.type))
    return [`${note}${drop}, ADD COLUMN ${columnSql(after)}${key};`];
  const [add, ...rest] = fillColumn(table, after, key);
  return [`${note}${drop}, ${add}`, ...rest];
}

function addColumn(table: Table, column: Column): readonly string[] {
  const start = `${alter(table.name)} `;
  if (column.nullable || column.default !== undefined) return [`${start}ADD COLUMN ${columnSql(column)};`];
  if (column.fill === undefined) {
    const [add, ...rest] = fillColumn(table, column, '');
    return [`${emptyNote(table.name, column.name)}${start}${add}`, ...rest];
  }
  const note = fillNote('that are there', column.fill, column.name);
  return [
    `${note}${start}ADD COLUMN ${columnSql(column)} ${defaultSql(column.type, column.fill)};`,
    `${start}ALTER COLUMN ${quote(column.name)} DROP DEFAULT;`,
  ];
}

/** Adds an empty column and requires it once rows have a value of their own: MySQL itself would make one up. */
function fillColumn(table: Table, column: Column, key: string): readonly [string, ...string[]] {
  const [name, fill] = [quote(column.name), column.fill];
  return [
    `ADD COLUMN ${columnSql({ ...column, nullable: true })};`,
    ...(fill === undefined ? [] : [`UPDATE ${quote(table.name)} SET ${name} = ${fill};`]),
    `${alter(table.name)} MODIFY COLUMN ${columnSql(column)}${key};`,
  ];
}
