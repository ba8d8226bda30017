import { pairTables, type ColumnPair, type TablePair } from './table-pairs.ts';
import { getColumn, isSerial, toSqlType, type Column, type DatabaseSchema, type Table } from './database-schema.ts';
import { changeEnum } from './enum-sql.ts';
import { planRenames, type Rename } from './rename-plan.ts';
import { addForeignKey, columnSql, createEnum, createIndex, createTable, primaryKeySql } from './table-sql.ts';

/**
 * The SQL that turns the database of one model into that of another, or nothing when they are equal. Tables and columns are told apart by
 * id: a new name is a rename. Each step that loses data says so in a line `-- destructive: …`; each that depends on the data, `-- check: …`.
 */
export function migrationSql(previous: DatabaseSchema, next: DatabaseSchema): string | undefined {
  const pairs = pairTables(previous, next);
  const pairById: Pairs = new Map(pairs.map((pair) => [pair.after.id, pair]));
  const steps = [
    ...dropForeignKeys(previous, pairById),
    ...pairs.flatMap(dropIndexes),
    ...pairs.filter(isKeyTurned).map(dropPrimaryKey),
    ...dropTables(previous, next),
    ...pairs.flatMap(dropColumns),
    ...pairs.flatMap(leaveEnums),
    ...dropEnums(previous, next),
    ...renameAll(previous, next, pairs),
    ...createEnums(previous, next, pairById),
    ...createdTables(previous, next).map(createTable),
    ...pairs.flatMap(addColumns),
    ...pairs.filter(isKeyTurned).map(({ after }) => `ALTER TABLE "${after.name}" ADD ${primaryKeySql(after)};`),
    ...pairs.flatMap(alterColumns),
    ...next.tables.flatMap((table) => createIndexes(table, pairById.get(table.id))),
    ...next.tables.flatMap((table) => addForeignKeys(table, next, pairById.get(table.id))),
  ];
  return steps.length === 0 ? undefined : `${steps.join('\n\n')}\n`;
}

type Pairs = ReadonlyMap<string, TablePair>;

function dropForeignKeys(previous: DatabaseSchema, pairById: Pairs): readonly string[] {
  return previous.tables.flatMap((table) => {
    const kept = pairById.get(table.id)?.keptForeignKeys ?? new Set<string>();
    return table.foreignKeys
      .filter((key) => !kept.has(key.columnId))
      .map((key) => `ALTER TABLE "${table.name}" DROP CONSTRAINT "${key.name}";`);
  });
}

/** Those that do not go with one of their columns. */
function dropIndexes({ before, columns, keptIndexes }: TablePair): readonly string[] {
  const staying = new Set(columns.filter(isKept).map((pair) => pair.before.id));
  return before.indexes
    .filter((index) => !keptIndexes.has(index.id) && index.columnIds.every((id) => staying.has(id)))
    .map((index) => `DROP INDEX "${index.name}";`);
}

/** The two columns behind an n-n relation change places when an entity's new name sorts otherwise. */
function isKeyTurned({ before, after, columns }: TablePair): boolean {
  const [old, now] = [before.primaryKey.columnIds, after.primaryKey.columnIds];
  return old.length > 1 && old.join() !== now.join() && columns.every(isKept);
}

function dropPrimaryKey({ before }: TablePair): string {
  return `ALTER TABLE "${before.name}" DROP CONSTRAINT "${before.primaryKey.name}";`;
}

function dropTables(previous: DatabaseSchema, next: DatabaseSchema): readonly string[] {
  return missingFrom(previous.tables, next.tables).map(
    (table) => `-- destructive: removes the table "${table.name}" and all of its rows\nDROP TABLE "${table.name}";`,
  );
}

function dropColumns({ before, columns, dropped }: TablePair): readonly string[] {
  const replaced = columns.filter((pair) => pair.conversion.kind === 'replace');
  return [
    ...dropped.map((column) => ({ name: column.name, why: 'removes the column' })),
    ...replaced.map((pair) => ({
      name: pair.before.name,
      why: `cannot turn ${toSqlType(pair.before.type)} into ${toSqlType(pair.after.type)}: makes anew the column`,
    })),
  ].map(
    ({ name, why }) =>
      `-- destructive: ${why} "${name}" of "${before.name}", and its values are lost\nALTER TABLE "${before.name}" DROP COLUMN "${name}";`,
  );
}

/** Before renames, because an enum can only go when no column uses it. */
function leaveEnums({ before, columns }: TablePair): readonly string[] {
  return columns
    .filter((pair) => pair.conversion.kind === 'cast' && pair.before.type.kind === 'enum')
    .map((pair) => castColumn(before.name, pair.before.name, pair));
}

function dropEnums(previous: DatabaseSchema, next: DatabaseSchema): readonly string[] {
  return missingFrom(previous.enums, next.enums).map((type) => `DROP TYPE "${type.name}";`);
}

function renameAll(previous: DatabaseSchema, next: DatabaseSchema, pairs: readonly TablePair[]): readonly string[] {
  const tables = pairs.map((pair): Rename => ({
    from: pair.before.name,
    to: pair.after.name,
    toSql: (from, to) => `ALTER TABLE "${from}" RENAME TO "${to}";`,
  }));
  const earlier = new Map(previous.enums.map((type) => [type.id, type]));
  const enums = next.enums.flatMap((after): Rename[] => {
    const before = earlier.get(after.id);
    return before === undefined
      ? []
      : [{ from: before.name, to: after.name, toSql: (from, to) => `ALTER TYPE "${from}" RENAME TO "${to}";` }];
  });
  const columns = pairs.flatMap((pair) =>
    planRenames(pair.columns.filter(isKept).map((column) => renameColumn(pair.after, column))),
  );
  const keys = pairs.flatMap((pair) => planRenames(foreignKeyRenames(pair)));
  return [...planRenames([...tables, ...enums]), ...columns, ...planRenames(pairs.flatMap(indexRenames)), ...keys];
}

function renameColumn(table: Table, { before, after }: ColumnPair): Rename {
  return {
    from: before.name,
    to: after.name,
    toSql: (from, to) => `ALTER TABLE "${table.name}" RENAME COLUMN "${from}" TO "${to}";`,
  };
}

/** A primary key's constraint is renamed with its index. */
function indexRenames(pair: TablePair): readonly Rename[] {
  const { before, after, keptIndexes, columnById } = pair;
  const toSql = (from: string, to: string): string => `ALTER INDEX "${from}" RENAME TO "${to}";`;
  const keepsKey = before.primaryKey.columnIds.every((id) => {
    const column = columnById.get(id);
    return column !== undefined && isKept(column);
  });
  const primary =
    keepsKey && !isKeyTurned(pair) ? [{ from: before.primaryKey.name, to: after.primaryKey.name, toSql }] : [];
  const names = new Map(before.indexes.map(({ id, name }) => [id, name]));
  const others = after.indexes.filter((index) => keptIndexes.has(index.id));
  return [...primary, ...others.map((index) => ({ from: names.get(index.id) ?? index.name, to: index.name, toSql }))];
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
  const key = isKeyNew ? [`ALTER TABLE "${after.name}" ADD ${primaryKeySql(after)};`] : [];
  return [...all.flatMap((column) => addColumn(after, column)), ...key];
}

function addColumn(table: Table, column: Column): readonly string[] {
  const add = `ALTER TABLE "${table.name}" ADD COLUMN ${columnSql(column)}`;
  if (column.nullable || column.default !== undefined || isSerial(column.type)) return [`${add};`];
  if (column.fill === undefined) {
    return [
      `-- check: works only while "${table.name}" has no rows, because nothing can stand in for "${column.name}"\n${add};`,
    ];
  }
  return [
    `-- check: rows that are there get ${column.fill} in "${column.name}"\n${add} DEFAULT ${column.fill};`,
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
  if (fill === undefined)
    return [`-- check: works only while no row of "${table.name}" is empty in "${after.name}"\n${alter}`];
  return [
    `-- check: rows without a value get ${fill} in "${after.name}"\nUPDATE "${table.name}" SET "${after.name}" = ${fill} WHERE "${after.name}" IS NULL;`,
    alter,
  ];
}

function castColumn(table: string, column: string, { before, after, conversion }: ColumnPair): string {
  const type = toSqlType(after.type);
  const lossy = conversion.kind === 'cast' && conversion.lossy;
  const note = lossy
    ? `-- destructive: values of ${toSqlType(before.type)} that do not fit ${type} are rounded or stop the migration\n`
    : '';
  return `${note}ALTER TABLE "${table}" ALTER COLUMN "${column}" TYPE ${type} USING "${column}"::${type};`;
}

function createIndexes(table: Table, pair: TablePair | undefined): readonly string[] {
  return table.indexes
    .filter((index) => pair?.keptIndexes.has(index.id) !== true)
    .map((index) => {
      const names = index.columnIds.map((id) => `"${getColumn(table, id).name}"`).join(', ');
      const isRisky = index.unique && pair !== undefined;
      const note = isRisky
        ? `-- check: works only while no two rows of "${table.name}" share a value of ${names}\n`
        : '';
      return `${note}${createIndex(table, index)}`;
    });
}

function addForeignKeys(table: Table, next: DatabaseSchema, pair: TablePair | undefined): readonly string[] {
  return table.foreignKeys.flatMap((key) => {
    const target = next.tableById.get(key.targetId);
    return target === undefined || pair?.keptForeignKeys.has(key.columnId) === true
      ? []
      : [addForeignKey(table, key, target)];
  });
}

function createdTables(previous: DatabaseSchema, next: DatabaseSchema): readonly Table[] {
  return missingFrom(next.tables, previous.tables);
}

function isKept(pair: ColumnPair): boolean {
  return pair.conversion.kind !== 'replace';
}

function missingFrom<Item extends { readonly id: string }>(
  items: readonly Item[],
  others: readonly Item[],
): readonly Item[] {
  const ids = new Set(others.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}
