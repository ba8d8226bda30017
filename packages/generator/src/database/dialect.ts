import { assertNever, type DatabaseKind } from '@amplication/domain';
import type { ColumnValue } from './column-value.ts';
import type { ColumnType, DatabaseSchema } from './database-schema.ts';
import { mysql } from './mysql/dialect.ts';
import { postgresql } from './postgresql/dialect.ts';

/** What one kind of database calls things, and how it gets from one schema to another. */
export interface Dialect {
  /** A name as its SQL quotes it. */
  quote(name: string): string;
  /** Two names that it takes for one are the same here. */
  sameName(name: string): string;
  /** Whether primary keys have names of their own. */
  readonly namesPrimaryKeys: boolean;
  /** Whether texts differ that differ in case only. */
  readonly tellsCases: boolean;
  /** Whether a column can hold a list; elsewhere lists are JSON. */
  readonly hasLists: boolean;
  /** A column's type in its SQL. */
  columnType(type: ColumnType): string;
  /** Prisma's native type; nothing where Prisma would choose it, too. */
  nativeType(type: ColumnType): string | undefined;
  /** The most characters that a column of texts holds; infinite where nothing is known. */
  textLength(type: ColumnType): number;
  /** A value in its SQL. */
  value(value: ColumnValue, type: ColumnType): string;
  /** The statements that turn one schema into another, in the order in which it can take them. */
  migration(previous: DatabaseSchema, next: DatabaseSchema): readonly string[];
}

/** How a kind of database is spoken to. */
export function dialectOf(kind: DatabaseKind): Dialect {
  switch (kind) {
    case 'postgresql':
      return postgresql;
    case 'mysql':
      return mysql;
    default:
      return assertNever(kind);
  }
}
