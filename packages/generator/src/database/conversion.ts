import { toSqlType, type ColumnType } from './database-schema.ts';

/** How a column's values get from one type to another. */
export type Conversion =
  | { readonly kind: 'none' }
  | { readonly kind: 'cast'; readonly lossy: boolean }
  /** No cast exists: the column is dropped and made anew. */
  | { readonly kind: 'replace' };

const NUMBERS = ['integer', 'bigint', 'decimal'];

/** What changing a column's type costs; options that come and go in an enum are a change of the enum, not of the column. */
export function conversionOf(from: ColumnType, to: ColumnType): Conversion {
  if (from.kind === 'enum' && to.kind === 'enum') return { kind: 'none' };
  if (toSqlType(from) === toSqlType(to)) return { kind: 'none' };
  if (from.kind === 'serial' || to.kind === 'serial') return { kind: 'replace' };
  if (to.kind === 'text') return { kind: 'cast', lossy: false };
  if (NUMBERS.includes(from.kind) && NUMBERS.includes(to.kind)) return { kind: 'cast', lossy: !widens(from, to) };
  return { kind: 'replace' };
}

function widens(from: ColumnType, to: ColumnType): boolean {
  const before = digitsOf(from);
  const after = digitsOf(to);
  return after.whole >= before.whole && after.scale >= before.scale;
}

function digitsOf(type: ColumnType): { readonly whole: number; readonly scale: number } {
  if (type.kind === 'decimal') return { whole: type.precision - type.scale, scale: type.scale };
  return { whole: type.kind === 'bigint' ? 19 : 10, scale: 0 };
}
