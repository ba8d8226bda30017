import type { DatabaseKind } from '@amplication/domain';

/** The tables that a model asks for, with the stable ids that tell a rename from a removal and an addition. */
export interface DatabaseSchema {
  readonly kind: DatabaseKind;
  readonly tables: readonly Table[];
  readonly tableById: ReadonlyMap<string, Table>;
  readonly enums: readonly EnumType[];
}
export interface Table {
  /** The entity's id; of the table behind an n-n relation, one made from its fields'. */
  readonly id: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly columnById: ReadonlyMap<string, Column>;
  readonly primaryKey: { readonly name: string; readonly columnIds: readonly string[] };
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
}
export interface Column {
  /** The field's id, with the part that a field of several columns has. */
  readonly id: string;
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** SQL of the column's default, if it has one. */
  readonly default: string | undefined;
  /** SQL of the neutral value that existing rows get when the column becomes required; nothing could stand in for a key or a unique value. */
  readonly fill: string | undefined;
}
/** A type that has no options. */
export type PlainKind =
  | 'text-list'
  | 'uuid'
  | 'serial'
  | 'bigserial'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'double'
  | 'timestamp'
  | 'local-timestamp'
  | 'date'
  | 'boolean'
  | 'jsonb';
/** What a column holds; each database has a type of its own for it. */
export type ColumnType =
  | { readonly kind: PlainKind }
  /** `longest`: the most characters that the service lets in, where there is such a bound. */
  | { readonly kind: 'text'; readonly longest?: number | undefined }
  | { readonly kind: 'varchar' | 'char'; readonly length: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'enum'; readonly name: string; readonly list: boolean; readonly values: readonly string[] };
export interface Index {
  /** The field's id, or the composite key's. */
  readonly id: string;
  readonly columnIds: readonly string[];
  readonly name: string;
  readonly unique: boolean;
}
export interface ForeignKey {
  readonly columnId: string;
  readonly name: string;
  readonly targetId: string;
  readonly onDelete: 'restrict' | 'cascade' | 'set-null';
}
export interface EnumType {
  /** The field's id. */
  readonly id: string;
  readonly name: string;
  /** In their order; an id tells a renamed option from a new one. */
  readonly values: readonly { readonly id: string; readonly value: string }[];
  /** The table of the one column that has this type. */
  readonly tableId: string;
}

/** A schema with its tables by id. */
export function toSchema(kind: DatabaseKind, tables: readonly Table[], enums: readonly EnumType[]): DatabaseSchema {
  return { kind, tables, tableById: new Map(tables.map((table) => [table.id, table])), enums };
}

/** The column of this id; an id that is not there is a fault of ours. */
export function getColumn(table: Table, id: string): Column {
  const column = table.columnById.get(id);
  if (column === undefined) throw new Error(`The table ${table.name} has no column ${id}.`);
  return column;
}

/** True for a column whose values the database counts up. */
export function isSerial(type: ColumnType): boolean {
  return type.kind === 'serial' || type.kind === 'bigserial';
}
