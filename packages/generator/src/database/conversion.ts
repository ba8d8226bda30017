import { isSerial, type ColumnType } from './database-schema.ts';
import type { Dialect } from './dialect.ts';

/** What a conversion depends on. */
export type TypeRules = Pick<Dialect, 'columnType' | 'textLength'>;

/** How a column's values get from one type to another. */
export type Conversion =
  | { readonly kind: 'none' }
  | { readonly kind: 'cast'; readonly lossy: boolean }
  /** No cast exists: the column is dropped and made anew. */
  | { readonly kind: 'replace' };

const NUMBERS: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint', 'decimal', 'double']);
const TIMES: ReadonlySet<string> = new Set(['timestamp', 'local-timestamp', 'date']);
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char']);
const DIGITS = { smallint: 5, integer: 10, bigint: 19 } as const;

/** What changing a column's type costs; options that come and go in an enum are a change of the enum, not of the column. */
export function conversionOf(from: ColumnType, to: ColumnType, rules: TypeRules): Conversion {
  if (from.kind === 'enum' && to.kind === 'enum') return { kind: from.list === to.list ? 'none' : 'replace' };
  // The database may keep these as it keeps others; they are another thing all the same.
  if (isSerial(from) || isSerial(to) || isList(from) || isList(to))
    return { kind: from.kind === to.kind ? 'none' : 'replace' };
  if (rules.columnType(from) === rules.columnType(to)) return { kind: 'none' };
  if (TEXTS.has(to.kind)) return { kind: 'cast', lossy: rules.textLength(from) > rules.textLength(to) };
  if (NUMBERS.has(from.kind) && NUMBERS.has(to.kind)) return { kind: 'cast', lossy: !widens(from, to) };
  if (TIMES.has(from.kind) && TIMES.has(to.kind)) return { kind: 'cast', lossy: to.kind === 'date' };
  return { kind: 'replace' };
}

function isList(type: ColumnType): boolean {
  return type.kind === 'text-list' || (type.kind === 'enum' && type.list);
}

function widens(from: ColumnType, to: ColumnType): boolean {
  const before = digitsOf(from);
  const after = digitsOf(to);
  return after.whole >= before.whole && after.scale >= before.scale;
}

/** A floating point number keeps 15 digits; what it holds itself fits into nothing else for certain. */
function digitsOf(type: ColumnType): { readonly whole: number; readonly scale: number } {
  if (type.kind === 'decimal') return { whole: type.precision - type.scale, scale: type.scale };
  if (type.kind === 'double') return { whole: 15, scale: 300 };
  return { whole: type.kind === 'smallint' || type.kind === 'bigint' ? DIGITS[type.kind] : DIGITS.integer, scale: 0 };
}
