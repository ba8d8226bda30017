import type { ColumnValue } from '../column-value.ts';
import type { Column, ColumnType, PlainKind } from '../database-schema.ts';

const PLAIN_TYPES: Readonly<Record<PlainKind, string>> = {
  'text-list': 'TEXT[]',
  uuid: 'UUID',
  serial: 'SERIAL',
  bigserial: 'BIGSERIAL',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE PRECISION',
  timestamp: 'TIMESTAMPTZ(3)',
  'local-timestamp': 'TIMESTAMP(3)',
  date: 'DATE',
  boolean: 'BOOLEAN',
  jsonb: 'JSONB',
};
const NATIVE_TYPES: Readonly<Partial<Record<ColumnType['kind'], string>>> = {
  uuid: 'Uuid',
  timestamp: 'Timestamptz(3)',
  'local-timestamp': 'Timestamp(3)',
  date: 'Date',
};

/** A name in quotes. */
export function quote(name: string): string {
  return `"${name}"`;
}

/** The type of a column. Texts are as long as they want: a bound costs nothing there and would be in the way of another. */
export function columnType(type: ColumnType): string {
  switch (type.kind) {
    case 'text':
      return 'TEXT';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'enum':
      return `${quote(type.name)}${type.list ? '[]' : ''}`;
    case 'varchar':
    case 'char':
      return `${type.kind.toUpperCase()}(${type.length})`;
    default:
      return PLAIN_TYPES[type.kind];
  }
}

/** Prisma's word for the type of a column, where Prisma would choose another. */
export function nativeType(type: ColumnType): string | undefined {
  return type.kind === 'decimal' ? `Decimal(${type.precision}, ${type.scale})` : NATIVE_TYPES[type.kind];
}

/** The most characters of a text column. */
export function textLength(type: ColumnType): number {
  return 'length' in type ? type.length : Infinity;
}

/** A value. */
export function valueSql(value: ColumnValue, type: ColumnType): string {
  switch (value.kind) {
    case 'text':
      return `'${value.text.replaceAll("'", "''")}'`;
    case 'number':
      return value.digits;
    case 'boolean':
      return String(value.value);
    case 'now':
      return 'CURRENT_TIMESTAMP';
    case 'option':
      return `'${value.option}'`;
    case 'list':
      return `ARRAY[${value.items.map((item) => `'${item}'`).join(', ')}]::${columnType(type)}`;
    case 'empty-object':
      return "'{}'";
    case 'new-id':
      return type.kind === 'uuid' ? 'gen_random_uuid()' : 'gen_random_uuid()::text';
  }
}

/** A column as `CREATE TABLE` and `ADD COLUMN` declare it. */
export function columnSql(column: Column): string {
  const nullable = column.nullable ? '' : ' NOT NULL';
  const byDefault = column.default === undefined ? '' : ` DEFAULT ${column.default}`;
  return `${quote(column.name)} ${columnType(column.type)}${nullable}${byDefault}`;
}
