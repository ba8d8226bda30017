import {
  getColumn,
  toSqlType,
  type Column,
  type EnumType,
  type ForeignKey,
  type Index,
  type Table,
} from './database-schema.ts';

const ON_DELETE = { restrict: 'RESTRICT', cascade: 'CASCADE', 'set-null': 'SET NULL' } as const;

/** `CREATE TABLE` with its columns and primary key; indexes and foreign keys follow once all tables are there. */
export function createTable(table: Table): string {
  const rows = [...table.columns.map(columnSql), '', primaryKeySql(table)];
  const body = rows.map((row, index) => (row === '' ? '' : `    ${row}${index === rows.length - 1 ? '' : ','}`));
  return `CREATE TABLE "${table.name}" (\n${body.join('\n')}\n);`;
}

/** The primary key as `CREATE TABLE` and `ADD` declare it. */
export function primaryKeySql(table: Table): string {
  return `CONSTRAINT "${table.primaryKey.name}" PRIMARY KEY (${columnList(table, table.primaryKey.columnIds)})`;
}

/** `CREATE [UNIQUE] INDEX`. */
export function createIndex(table: Table, index: Index): string {
  const unique = index.unique ? 'UNIQUE ' : '';
  return `CREATE ${unique}INDEX "${index.name}" ON "${table.name}"(${columnList(table, index.columnIds)});`;
}

function columnList(table: Table, columnIds: readonly string[]): string {
  return columnIds.map((id) => `"${getColumn(table, id).name}"`).join(', ');
}

/** The constraint behind a relation. */
export function addForeignKey(table: Table, key: ForeignKey, target: Table): string {
  const columns = `FOREIGN KEY (${columnList(table, [key.columnId])}) REFERENCES "${target.name}"(${columnList(target, target.primaryKey.columnIds)})`;
  return `ALTER TABLE "${table.name}" ADD CONSTRAINT "${key.name}" ${columns} ON DELETE ${ON_DELETE[key.onDelete]} ON UPDATE CASCADE;`;
}

/** `CREATE TYPE … AS ENUM`. */
export function createEnum({ name, values }: Pick<EnumType, 'name' | 'values'>): string {
  return `CREATE TYPE "${name}" AS ENUM (${values.map(({ value }) => `'${value}'`).join(', ')});`;
}

/** A column as `CREATE TABLE` and `ADD COLUMN` declare it. */
export function columnSql(column: Column): string {
  const nullable = column.nullable ? '' : ' NOT NULL';
  const byDefault = column.default === undefined ? '' : ` DEFAULT ${column.default}`;
  return `"${column.name}" ${toSqlType(column.type)}${nullable}${byDefault}`;
}
