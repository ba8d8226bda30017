import { pairTables, type ColumnPair, type TablePair } from './table-pairs.ts';
import { toSqlType, type DatabaseSchema, type EnumType, type Index, type Table } from './database-schema.ts';
import { changeEnum } from './enum-sql.ts';
import { planRenames, type Rename } from './rename-plan.ts';
import { addForeignKey, columnSql, createEnum, createIndex, createTable } from './table-sql.ts';

/**
 * The SQL that turns the database of one model into that of another, or nothing when they are equal. Tables and columns are told apart by
 * id: a new name is a rename. Each step that loses data says so in a line `-- destructive: …`; each that depends on the data, `-- check: …`.
 */
export function migrationSql(previous: DatabaseSchema, next: DatabaseSchema): string | undefined {
  const pairs = pairTables(previous, next);
  const steps = [
    ...dropForeignKeys(previous, pairs),
    ...pairs.flatMap(dropIndexes),
    ...dropTables(previous, next),
    ...pairs.flatMap(dropColumns),
    ...pairs.flatMap(leaveEnums),
    ...dropEnums(previous, next),
    ...renameAll(previous, next, pairs),
    ...createEnums(previous, next),
    ...createdTables(previous, next).map(createTable),
    ...pairs.flatMap(addColumns),
    ...pairs.flatMap(alterColumns),
    ...next.tables.flatMap((table) => createIndexes(table, pairs)),
    ...next.tables.flatMap((table) => addForeignKeys(table, next, pairs)),
  ];
  return steps.length === 0 ? undefined : `${steps.join('\n\n')}\n`;
}

function dropForeignKeys(previous: DatabaseSchema, pairs: readonly TablePair[]): readonly string[] {
  return previous.tables.flatMap((table) => {
    const kept = pairs.find((pair) => pair.before.id === table.id)?.keptForeignKeys ?? new Set<string>();
    return table.foreignKeys
      .filter((key) => !kept.has(key.columnId))
      .map((key) => `ALTER TABLE "${table.name}" DROP CONSTRAINT "${key.name}";`);
  });
}

function dropIndexes({ before, columns, keptIndexes }: TablePair): readonly string[] {
  const staying = new Set(columns.filter((pair) => pair.conversion.kind !== 'replace').map((pair) => pair.before.id));
  return before.indexes
    .filter((index) => staying.has(index.columnId) && !keptIndexes.has(index.columnId))
    .map((index) => `DROP INDEX "${index.name}";`);
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
  const enums = next.enums.flatMap((after): Rename[] => {
    const before = previous.enums.find((candidate) => candidate.id === after.id);
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
function indexRenames({ before, after, keptIndexes, columns }: TablePair): readonly Rename[] {
  const toSql = (from: string, to: string): string => `ALTER INDEX "${from}" RENAME TO "${to}";`;
  const keepsKey = columns.some((pair) => isKept(pair) && pair.before.id === before.primaryKey.columnId);
  const primary = keepsKey ? [{ from: before.primaryKey.name, to: after.primaryKey.name, toSql }] : [];
  const others = after.indexes.filter((index) => keptIndexes.has(index.columnId));
  return [
    ...primary,
    ...others.map((index) => ({ from: named(before.indexes, index.columnId), to: index.name, toSql })),
  ];
}

function foreignKeyRenames({ before, after, keptForeignKeys }: TablePair): readonly Rename[] {
  return after.foreignKeys
    .filter((key) => keptForeignKeys.has(key.columnId))
    .map((key) => ({
      from: named(before.foreignKeys, key.columnId),
      to: key.name,
      toSql: (from, to) => `ALTER TABLE "${after.name}" RENAME CONSTRAINT "${from}" TO "${to}";`,
    }));
}

function createEnums(previous: DatabaseSchema, next: DatabaseSchema): readonly string[] {
  return next.enums.flatMap((type) => {
    const before = previous.enums.find((candidate) => candidate.id === type.id);
    return before === undefined ? [createEnum(type)] : changeEnum(before, type, columnOfEnum(next, type));
  });
}

function columnOfEnum(schema: DatabaseSchema, type: EnumType): { readonly table: string; readonly column: string } {
  for (const table of schema.tables) {
    const column = table.columns.find((candidate) => candidate.id === type.id);
    if (column !== undefined) return { table: table.name, column: column.name };
  }
  throw new Error(`No column has the type ${type.name}.`);
}

function addColumns({ after, columns, added }: TablePair): readonly string[] {
  const replaced = columns.filter((pair) => pair.conversion.kind === 'replace').map((pair) => pair.after);
  return [...added, ...replaced].flatMap((column) => {
    const add = `ALTER TABLE "${after.name}" ADD COLUMN ${columnSql(column)}`;
    const key =
      column.id === after.primaryKey.columnId
        ? [`ALTER TABLE "${after.name}" ADD CONSTRAINT "${after.primaryKey.name}" PRIMARY KEY ("${column.name}");`]
        : [];
    if (column.nullable || column.default !== undefined || column.type.kind === 'serial') return [`${add};`, ...key];
    if (column.fill === undefined) {
      return [
        `-- check: works only while "${after.name}" has no rows, because nothing can stand in for "${column.name}"\n${add};`,
        ...key,
      ];
    }
    return [
      `-- check: rows that are there get ${column.fill} in "${column.name}"\n${add} DEFAULT ${column.fill};`,
      `ALTER TABLE "${after.name}" ALTER COLUMN "${column.name}" DROP DEFAULT;`,
      ...key,
    ];
  });
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
    before.type.kind === 'enum'
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

function createIndexes(table: Table, pairs: readonly TablePair[]): readonly string[] {
  const kept = pairs.find((pair) => pair.after.id === table.id)?.keptIndexes ?? new Set<string>();
  return table.indexes.filter((index: Index) => !kept.has(index.columnId)).map((index) => createIndex(table, index));
}

function addForeignKeys(table: Table, next: DatabaseSchema, pairs: readonly TablePair[]): readonly string[] {
  const kept = pairs.find((pair) => pair.after.id === table.id)?.keptForeignKeys ?? new Set<string>();
  return table.foreignKeys.flatMap((key) => {
    const target = next.tables.find((candidate) => candidate.id === key.targetId);
    return target === undefined || kept.has(key.columnId) ? [] : [addForeignKey(table, key, target)];
  });
}

function createdTables(previous: DatabaseSchema, next: DatabaseSchema): readonly Table[] {
  return missingFrom(next.tables, previous.tables);
}

function isKept(pair: ColumnPair): boolean {
  return pair.conversion.kind !== 'replace';
}

function named(items: readonly { readonly columnId: string; readonly name: string }[], columnId: string): string {
  return items.find((item) => item.columnId === columnId)?.name ?? columnId;
}

function missingFrom<Item extends { readonly id: string }>(
  items: readonly Item[],
  others: readonly Item[],
): readonly Item[] {
  const ids = new Set(others.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}
