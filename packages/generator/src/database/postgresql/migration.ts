import { isSerial, type Column, type DatabaseSchema, type Table } from '../database-schema.ts';
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
import { planRenames, type Rename } from '../rename-plan.ts';
import { isKept, pairTables, type ColumnPair, type TablePair } from '../table-pairs.ts';
import { columnSql, columnType, quote, textLength } from './columns.ts';
import { changeEnum, createEnum } from './enums.ts';

const WORDS = { quote, columnType };
const RULES = { columnType, textLength, keepsForeignKey: () => true };

/** The statements that turn one schema into another; they run in one transaction. */
export function migration(previous: DatabaseSchema, next: DatabaseSchema): readonly string[] {
  const pairs = pairTables(previous, next, RULES);
  const pairById: Pairs = new Map(pairs.map((pair) => [pair.after.id, pair]));
  return [
    ...dropForeignKeys(previous, pairById, (table, { name }) => dropConstraint(table, name)),
    ...pairs.flatMap(dropIndexes),
    ...pairs.filter(isKeyTurned).map(({ before }) => dropConstraint(before, before.primaryKey.name)),
    ...dropTables(WORDS, previous, next),
    ...pairs.flatMap((pair) => [...dropColumns(WORDS, pair), ...dropReplaced(pair)]),
    ...pairs.flatMap(leaveEnums),
    ...missingFrom(previous.enums, next.enums).map((type) => `DROP TYPE "${type.name}";`),
    ...renameAll(previous, next, pairs),
    ...createEnums(previous, next, pairById),
    ...missingFrom(next.tables, previous.tables).map((table) =>
      createTable(WORDS, table, [...table.columns.map(columnSql), '', primaryKeySql(table)]),
    ),
    ...pairs.flatMap(addColumns),
    ...pairs.filter(isKeyTurned).map(({ after }) => addPrimaryKey(after)),
    ...pairs.flatMap(alterColumns),
    ...createIndexes(WORDS, next, pairById),
    ...addForeignKeys(WORDS, next, pairById),
  ];
}

function dropConstraint(table: Table, name: string): string {
  return `ALTER TABLE "${table.name}" DROP CONSTRAINT "${name}";`;
}

function primaryKeySql(table: Table): string {
  return `CONSTRAINT "${table.primaryKey.name}" PRIMARY KEY (${columnList(WORDS, table, table.primaryKey.columnIds)})`;
}

function addPrimaryKey(table: Table): string {
  return `ALTER TABLE "${table.name}" ADD ${primaryKeySql(table)};`;
}

/** Those that do not go with one of their columns. */
function dropIndexes({ before, columns, keptIndexes }: TablePair): readonly string[] {
  const staying = new Set(columns.filter(isKept).map((pair) => pair.before.id));
  return before.indexes
    .filter((index) => !keptIndexes.has(index.id) && index.columnIds.every((id) => staying.has(id)))
    .map((index) => `DROP INDEX "${index.name}";`);
}

function dropReplaced({ before, columns }: TablePair): readonly string[] {
  return columns
    .filter((pair) => !isKept(pair))
    .map(
      (pair) =>
        `${replaceNote(WORDS, before, pair.before.name, pair)}ALTER TABLE "${before.name}" DROP COLUMN "${pair.before.name}";`,
    );
}

/** Before renames, because an enum can only go when no column uses it. */
function leaveEnums({ before, columns }: TablePair): readonly string[] {
  return columns
    .filter((pair) => pair.conversion.kind === 'cast' && pair.before.type.kind === 'enum')
    .map((pair) => castColumn(before.name, pair.before.name, pair));
}

function renameAll(previous: DatabaseSchema, next: DatabaseSchema, pairs: readonly TablePair[]): readonly string[] {
  const earlier = new Map(previous.enums.map((type) => [type.id, type]));
  const enums = next.enums.flatMap((after): Rename[] => {
    const before = earlier.get(after.id);
    return before === undefined
      ? []
      : [{ from: before.name, to: after.name, toSql: (from, to) => `ALTER TYPE "${from}" RENAME TO "${to}";` }];
  });
  const columns = pairs.flatMap((pair) =>
    planRenames(pair.columns.filter(isKept).map((column) => columnRename(WORDS, pair.after, column))),
  );
  const keys = pairs.flatMap((pair) => planRenames(foreignKeyRenames(pair)));
  return [
    ...planRenames([...tableRenames(WORDS, pairs), ...enums]),
    ...columns,
    ...planRenames(pairs.flatMap(allIndexRenames)),
    ...keys,
  ];
}

/** A primary key's constraint is renamed with its index. */
function allIndexRenames(pair: TablePair): readonly Rename[] {
  const { before, after, columnById } = pair;
  const toSql = (from: string, to: string): string => `ALTER INDEX "${from}" RENAME TO "${to}";`;
  const keepsKey = before.primaryKey.columnIds.every((id) => {
    const column = columnById.get(id);
    return column !== undefined && isKept(column);
  });
  const primary =
    keepsKey && !isKeyTurned(pair) ? [{ from: before.primaryKey.name, to: after.primaryKey.name, toSql }] : [];
  return [...primary, ...indexRenames(pair, toSql)];
}

function foreignKeyRenames({ before, after, keptForeignKeys }: TablePair): readonly Rename[] {
  const names = new Map(before.foreignKeys.map(({ columnId, name }) => [columnId, name]));
  return after.foreignKeys
    .filter((key) => keptForeignKeys.has(key.columnId))
    .map((key) => ({
      from: names.get(key.columnId) ?? key.name,
      to: key.name,
      toSql: (from, to) => `ALTER TABLE "${after.name}" RENAME CONSTRAINT "${from}" TO "${to}";`,
    }));
}

function createEnums(previous: DatabaseSchema, next: DatabaseSchema, pairById: Pairs): readonly string[] {
  const earlier = new Map(previous.enums.map((type) => [type.id, type]));
  return next.enums.flatMap((type) => {
    const before = earlier.get(type.id);
    if (before === undefined) return [createEnum(type)];
    const pair = pairById.get(type.tableId);
    const column = pair?.columnById.get(type.id);
    const isThere = pair !== undefined && column !== undefined && isKept(column);
    return changeEnum(before, type, isThere ? { table: pair.after.name, ...column } : undefined);
  });
}

function addColumns({ after, columns, added }: TablePair): readonly string[] {
  const replaced = columns.filter((pair) => !isKept(pair)).map((pair) => pair.after);
  const all = [...added, ...replaced];
  const isKeyNew = all.some(({ id }) => after.primaryKey.columnIds.includes(id));
  return [...all.flatMap((column) => addColumn(after, column)), ...(isKeyNew ? [addPrimaryKey(after)] : [])];
}

function addColumn(table: Table, column: Column): readonly string[] {
  const add = `ALTER TABLE "${table.name}" ADD COLUMN ${columnSql(column)}`;
  if (column.nullable || column.default !== undefined || isSerial(column.type)) return [`${add};`];
  if (column.fill === undefined) return [`${emptyNote(table.name, column.name)}${add};`];
  return [
    `${fillNote('that are there', column.fill, column.name)}${add} DEFAULT ${column.fill};`,
    `ALTER TABLE "${table.name}" ALTER COLUMN "${column.name}" DROP DEFAULT;`,
  ];
}

function alterColumns({ after, columns }: TablePair): readonly string[] {
  return columns.filter(isKept).flatMap((pair) => {
    const alter = `ALTER TABLE "${after.name}" ALTER COLUMN "${pair.after.name}"`;
    const steps: string[] = [];
    if (pair.before.default !== undefined && pair.after.default === undefined) steps.push(`${alter} DROP DEFAULT;`);
    if (pair.conversion.kind === 'cast' && pair.before.type.kind !== 'enum')
      steps.push(castColumn(after.name, pair.after.name, pair));
    if (pair.after.default !== undefined && pair.after.default !== pair.before.default)
      steps.push(`${alter} SET DEFAULT ${pair.after.default};`);
    if (pair.before.nullable && !pair.after.nullable) steps.push(...requireColumn(after, pair));
    if (!pair.before.nullable && pair.after.nullable) steps.push(`${alter} DROP NOT NULL;`);
    return steps;
  });
}

function requireColumn(table: Table, { before, after }: ColumnPair): readonly string[] {
  const alter = `ALTER TABLE "${table.name}" ALTER COLUMN "${after.name}" SET NOT NULL;`;
  // A value that was added to an enum cannot be used before its transaction has ended.
  const usable =
    before.type.kind === 'enum' && !before.type.list
      ? before.type.values.find((value) => after.type.kind !== 'enum' || after.type.values.includes(value))
      : undefined;
  const fill = after.fill !== undefined && usable !== undefined ? `'${usable}'` : after.fill;
  if (fill === undefined) return [`${requiredNote(table.name, after.name)}${alter}`];
  return [
    `${fillNote('without a value', fill, after.name)}UPDATE "${table.name}" SET "${after.name}" = ${fill} WHERE "${after.name}" IS NULL;`,
    alter,
  ];
}

function castColumn(table: string, column: string, pair: ColumnPair): string {
  const type = columnType(pair.after.type);
  return `${castNote(WORDS, pair)}ALTER TABLE "${table}" ALTER COLUMN "${column}" TYPE ${type} USING "${column}"::${type};`;
}
