import type { ColumnValue } from '../database/column-value.ts';
import type { ColumnType } from '../database/database-schema.ts';
import type { Doc } from '../source/doc.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { ScalarType, ScalarView } from '../view/service-view.ts';
import type { ApiValue } from './api-value.ts';

export type ScalarKind = ScalarType['kind'];
export type FieldOf<Kind extends ScalarKind> = Omit<ScalarView, 'type'> & {
  readonly type: Extract<ScalarType, { kind: Kind }>;
};

/** One column of a field. */
export interface ColumnSpec {
  /** Tells several columns of one field apart; empty for the only one. */
  readonly part: string;
  readonly property: string;
  readonly prismaType: string;
  /** Whether the column holds a list of it. */
  readonly list?: boolean;
  /** Prisma's native type, where the model chose one: `VarChar(80)`. */
  readonly native?: string;
  /** A default that only Prisma knows: `uuid()`. */
  readonly prismaDefault?: string;
  readonly default?: ColumnValue | undefined;
  readonly type: ColumnType;
  /** A neutral value for rows that are there already; nothing could stand in for a unique value. */
  readonly fill: ColumnValue;
}

/** A property of a class: the decorator that declares it, and its TypeScript type without null. */
export interface Declared {
  readonly decorator: string;
  readonly arguments: readonly string[];
  /** How the two APIs describe it. */
  readonly api: ApiValue;
  /** Options beside `optional` and `nullable`. */
  readonly options: readonly Doc[];
  readonly type: string;
}

/** What a list can be filtered by. */
export interface Filter {
  readonly property: string;
  /** The filter's class, which `file` imports or declares. */
  readonly className: string;
  /** The class that it extends, where it belongs to this field alone and is declared beside the entity's filter. */
  readonly extends?: Doc;
}

/** A value for tests. */
export interface Sample {
  /** TypeScript of the value in a request. */
  readonly value: Doc;
  /** Arguments, where the value is a function to be called. */
  readonly parameters?: readonly string[];
  /** Names that the value needs, by module. */
  readonly imports?: readonly (readonly [name: string, from: string])[];
}

/** All that the generator knows of one data type of fields. */
export interface DataType<Kind extends ScalarKind = ScalarKind> {
  columns(field: FieldOf<Kind>): readonly ColumnSpec[];
  /** How answers hold it; nothing where they do not. */
  answer(file: SourceFile, field: FieldOf<Kind>): Declared | undefined;
  /** How requests set it; nothing where they cannot. */
  input(file: SourceFile, field: FieldOf<Kind>): Declared | undefined;
  filters(file: SourceFile, field: FieldOf<Kind>): readonly Filter[];
  /** Whether lists can be ordered by it. */
  readonly sortable: boolean;
  /** The entry of an answer, made from `record`; absent: as it is. */
  toAnswer?(file: SourceFile, field: FieldOf<Kind>): Doc | undefined;
  /** The entries for the database, made from `data`; absent: as they are. */
  toData?(file: SourceFile, field: FieldOf<Kind>): readonly Doc[] | undefined;
  /** True where the database has no column of the property's name. */
  readonly hasOwnNames?: boolean;
  /** A value that a request may send; nothing where requests cannot. */
  sample(field: FieldOf<Kind>): Sample | undefined;
  /** TypeScript of values that the service must refuse: none, or two at least. */
  refused(field: FieldOf<Kind>): readonly string[];
}
