import { assertNever } from '@amplication/domain';
import {
  columnsOf,
  propertyOf,
  type ColumnView,
  type EntityView,
  type IdStrategy,
  type ScalarType,
  type ServiceView,
} from '../view/service-view.ts';
import { shortIdentifier } from '../view/short-identifier.ts';
import type { Column, ColumnType, DatabaseSchema, EnumType, ForeignKey, Index, Table } from './database-schema.ts';

const INTEGER_MIN = -2_147_483_648;
const INTEGER_MAX = 2_147_483_647;
/** Longer text does not fit into a B-tree entry. */
const LONGEST_INDEXED_TEXT = 500;

/** The tables, columns, indexes and keys of a model; the Prisma schema and the migrations are both made from it. */
export function toDatabaseSchema(service: ServiceView): DatabaseSchema {
  return { tables: service.entities.map(toTable), enums: service.entities.flatMap(toEnums) };
}

/** Whether a whole number's bounds leave 32 bits, so that it needs 64. */
export function isBigInteger(type: {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}): boolean {
  return [type.minimum, type.maximum].some(
    (bound) => bound !== undefined && (bound < INTEGER_MIN || bound > INTEGER_MAX),
  );
}

/** The smallest and largest value that a whole number may have: the model's bounds within what its column (or JSON) can hold. */
export function wholeNumberRange(type: {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}): {
  readonly minimum: number;
  readonly maximum: number;
} {
  const big = isBigInteger(type);
  return {
    minimum: type.minimum ?? (big ? Number.MIN_SAFE_INTEGER : INTEGER_MIN),
    maximum: type.maximum ?? (big ? Number.MAX_SAFE_INTEGER : INTEGER_MAX),
  };
}

/** Name of a column in the database; only a name beyond PostgreSQL's limit differs from the property's. */
export function columnNameOf(column: ColumnView): string {
  return shortIdentifier(propertyOf(column));
}

/** The one index that serves a column, if it needs one: unique, a foreign key, or searchable and short enough. */
export function indexOf(entity: EntityView, column: ColumnView): Index | undefined {
  if (column.kind === 'scalar' && column.type.kind === 'id') return undefined;
  const base = `${entity.name}_${columnNameOf(column)}`;
  if (column.unique) return { columnId: column.id, unique: true, name: shortIdentifier(base, '_key') };
  const wanted = column.kind === 'to-one' || (column.searchable && isIndexable(column.type));
  return wanted ? { columnId: column.id, unique: false, name: shortIdentifier(base, '_idx') } : undefined;
}

/** Name of the constraint behind a foreign key. */
export function foreignKeyNameOf(entity: EntityView, column: ColumnView): string {
  return shortIdentifier(`${entity.name}_${columnNameOf(column)}`, '_fkey');
}

/** Name of an enum in the database. */
export function enumTypeName(enumName: string): string {
  return shortIdentifier(enumName);
}

/** Name of the constraint behind a primary key. */
export function primaryKeyNameOf(entity: EntityView): string {
  return shortIdentifier(entity.name, '_pkey');
}

function toTable(entity: EntityView): Table {
  const columns = columnsOf(entity);
  return {
    id: entity.id,
    name: entity.name,
    columns: columns.map(toColumn),
    primaryKey: { name: primaryKeyNameOf(entity), columnId: entity.idField.id },
    indexes: columns.flatMap((column) => indexOf(entity, column) ?? []),
    foreignKeys: columns.flatMap((column): ForeignKey[] =>
      column.kind === 'to-one'
        ? [
            {
              columnId: column.id,
              name: foreignKeyNameOf(entity, column),
              targetId: column.targetId,
              onDelete: column.onDelete,
            },
          ]
        : [],
    ),
  };
}

function toColumn(column: ColumnView): Column {
  return {
    id: column.id,
    name: columnNameOf(column),
    type: column.kind === 'to-one' ? keyType(column.targetKey) : scalarType(column.type, column.enumName),
    nullable: !column.required,
    default: column.kind === 'scalar' && column.type.kind === 'created-at' ? 'CURRENT_TIMESTAMP' : undefined,
    fill: column.kind === 'to-one' || (column.unique && column.type.kind !== 'id') ? undefined : fillOf(column.type),
  };
}

function fillOf(type: ScalarType): string {
  switch (type.kind) {
    case 'id':
      return type.strategy === 'uuid' ? 'gen_random_uuid()' : 'gen_random_uuid()::text';
    case 'single-line-text':
    case 'multi-line-text':
    case 'email':
      return "''";
    case 'whole-number':
    case 'decimal-number':
      return String(Math.min(Math.max(0, type.minimum ?? 0), type.maximum ?? Infinity));
    case 'date-time':
    case 'created-at':
    case 'updated-at':
      return 'CURRENT_TIMESTAMP';
    case 'boolean':
      return 'false';
    case 'json':
      return "'{}'";
    case 'option-set':
      return `'${type.options[0]?.value ?? ''}'`;
    default:
      return assertNever(type);
  }
}

function keyType(strategy: IdStrategy): ColumnType {
  return strategy === 'auto-increment' ? { kind: 'integer' } : { kind: strategy === 'uuid' ? 'uuid' : 'text' };
}

function scalarType(type: ScalarType, enumName: string): ColumnType {
  switch (type.kind) {
    case 'id':
      return type.strategy === 'auto-increment' ? { kind: 'serial' } : keyType(type.strategy);
    case 'single-line-text':
    case 'multi-line-text':
    case 'email':
      return { kind: 'text' };
    case 'whole-number':
      return { kind: isBigInteger(type) ? 'bigint' : 'integer' };
    case 'decimal-number':
      return { kind: 'decimal', precision: type.precision, scale: type.scale };
    case 'date-time':
    case 'created-at':
    case 'updated-at':
      return { kind: 'timestamp' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'json':
      return { kind: 'jsonb' };
    case 'option-set':
      return { kind: 'enum', name: enumTypeName(enumName), values: type.options.map((option) => option.value) };
    default:
      return assertNever(type);
  }
}

function toEnums(entity: EntityView): readonly EnumType[] {
  return entity.fields.flatMap((field) =>
    field.kind === 'scalar' && field.type.kind === 'option-set'
      ? [{ id: field.id, name: enumTypeName(field.enumName), values: field.type.options.map((option) => option.value) }]
      : [],
  );
}

function isIndexable(type: ScalarType): boolean {
  switch (type.kind) {
    case 'single-line-text':
    case 'multi-line-text':
      return type.maxLength !== undefined && type.maxLength <= LONGEST_INDEXED_TEXT;
    case 'json':
    case 'id':
      return false;
    default:
      return true;
  }
}
