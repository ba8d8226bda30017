/** A value that a column has by default, or that rows get which are there already; each database and Prisma spell it their own way. */
export type ColumnValue =
  | { readonly kind: 'text'; readonly text: string }
  /** With a point at most: no exponent. */
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'now' }
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'empty-object' }
  | { readonly kind: 'new-id' };
