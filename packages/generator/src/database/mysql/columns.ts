import { LONGEST_INDEXED_TEXT } from '@amplication/domain';
import type { ColumnValue } from '../column-value.ts';
import { isSerial, type Column, type ColumnType, type PlainKind } from '../database-schema.ts';

const PLAIN_TYPES: Readonly<Record<PlainKind, string>> = {
  'text-list': 'JSON',
  uuid: 'CHAR(36)',
  serial: 'INTEGER',
  bigserial: 'BIGINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  // Both are kept in UTC: a TIMESTAMP would end in 2038.
  timestamp: 'DATETIME(3)',
  'local-timestamp': 'DATETIME(3)',
  date: 'DATE',
  boolean: 'BOOLEAN',
  jsonb: 'JSON',
};
const NO_DEFAULT: ReadonlySet<string> = new Set(['LONGTEXT', 'JSON']);

/** A name in backticks. */
export function quote(name: string): string {
  return `\`${name}\``;
}

/** The type of a column. A text that may be indexed has a length: no index can hold another. */
export function columnType(type: ColumnType): string {
  const length = textLength(type);
  switch (type.kind) {
    case 'text':
      return length === Infinity ? 'LONGTEXT' : `VARCHAR(${length})`;
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'enum':
      return type.list ? 'JSON' : `ENUM(${type.values.map((value) => `'${value}'`).join(', ')})`;
    case 'varchar':
    case 'char':
      return `${type.kind.toUpperCase()}(${type.length})`;
    default:
      return PLAIN_TYPES[type.kind];
  }
}

/** Prisma's word for the type of a column, where Prisma would choose another. */
export function nativeType(type: ColumnType): string | undefined {
  switch (type.kind) {
    case 'text':
      return textLength(type) === Infinity ? 'LongText' : `VarChar(${textLength(type)})`;
    case 'decimal':
      return `Decimal(${type.precision}, ${type.scale})`;
    case 'uuid':
      return 'Char(36)';
    case 'date':
      return 'Date';
    default:
      return undefined;
  }
}

/** The most characters of a text column. */
export function textLength(type: ColumnType): number {
  if ('length' in type) return type.length;
  if (type.kind === 'uuid') return 36;
  const longest = type.kind === 'text' ? type.longest : undefined;
  return longest === undefined || longest > LONGEST_INDEXED_TEXT ? Infinity : longest;
}

/** A value. */
export function valueSql(value: ColumnValue, type: ColumnType): string {
  switch (value.kind) {
    case 'text':
      return textSql(value.text);
    case 'number':
      return value.digits;
    case 'boolean':
      return String(value.value);
    case 'now':
      return type.kind === 'date' ? 'CURRENT_DATE' : 'CURRENT_TIMESTAMP(3)';
    case 'option':
      return `'${value.option}'`;
    case 'list':
      return textSql(JSON.stringify(value.items));
    case 'empty-object':
      return "'{}'";
    case 'new-id':
      return 'UUID()';
  }
}

/** A text, in which a backslash begins an escape. */
export function textSql(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A column as `CREATE TABLE`, `ADD COLUMN` and `MODIFY COLUMN` declare it. */
export function columnSql(column: Column): string {
  const { type, nullable } = column;
  const byDefault = column.default === undefined ? '' : ` ${defaultSql(type, column.default)}`;
  const counter = isSerial(type) ? ' AUTO_INCREMENT' : '';
  return `${quote(column.name)} ${columnType(type)} ${nullable ? 'NULL' : 'NOT NULL'}${counter}${byDefault}`;
}

/** Long values have no literal default, but one that is computed; so has a day. */
export function defaultSql(type: ColumnType, value: string): string {
  const isComputed = NO_DEFAULT.has(columnType(type)) || value === 'CURRENT_DATE';
  return `DEFAULT ${isComputed ? `(${value})` : value}`;
}
