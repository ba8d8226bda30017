/** The tables that a model asks for, with the stable ids that tell a rename from a removal and an addition. */
export interface DatabaseSchema {
  readonly tables: readonly Table[];
  readonly enums: readonly EnumType[];
}
export interface Table {
  /** The entity's id. */
  readonly id: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: { readonly name: string; readonly columnId: string };
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
}
export interface Column {
  /** The field's id. */
  readonly id: string;
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** SQL of the column's default, if it has one. */
  readonly default: string | undefined;
  /** SQL of the neutral value that existing rows get when the column becomes required; nothing could stand in for a key or a unique value. */
  readonly fill: string | undefined;
}
export type ColumnType =
  | { readonly kind: 'text' | 'uuid' | 'serial' | 'integer' | 'bigint' | 'timestamp' | 'boolean' | 'jsonb' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly string[] };
export interface Index {
  readonly columnId: string;
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
  readonly values: readonly string[];
}

/** The column of this id; an id that is not there is a fault of ours. */
export function getColumn(table: Table, id: string): Column {
  const column = table.columns.find((candidate) => candidate.id === id);
  if (column === undefined) throw new Error(`The table ${table.name} has no column ${id}.`);
  return column;
}

/** The column type as PostgreSQL spells it. */
export function toSqlType(type: ColumnType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'enum':
      return `"${type.name}"`;
    case 'timestamp':
      return 'TIMESTAMPTZ(3)';
    case 'text':
    case 'uuid':
    case 'serial':
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'jsonb':
      return type.kind.toUpperCase();
  }
}
