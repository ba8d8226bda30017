import type { ColumnValue } from '../../database/column-value.ts';
import type { Dialect } from '../../database/dialect.ts';
import type { ColumnSpec } from '../../types/data-type.ts';

/** What Prisma's schema says of a column. */
export interface PrismaColumn {
  /** With `[]` or `?`. */
  readonly type: string;
  readonly default: string | undefined;
  readonly native: string | undefined;
}

/** A column in Prisma's words; a list is JSON where the database has none. */
export function toPrismaColumn(spec: ColumnSpec, required: boolean, dialect: Dialect): PrismaColumn {
  const isJson = spec.list === true && !dialect.hasLists;
  const mark = spec.list === true ? '[]' : required ? '' : '?';
  const byDefault = spec.default === undefined ? spec.prismaDefault : defaultOf(spec.default);
  return {
    type: isJson ? 'Json' : `${spec.prismaType}${mark}`,
    default: isJson && spec.default?.kind === 'list' ? jsonText(spec.default.items) : byDefault,
    native: spec.native ?? dialect.nativeType(spec.type),
  };
}

function jsonText(items: readonly string[]): string {
  return JSON.stringify(JSON.stringify(items));
}

function defaultOf(value: ColumnValue): string | undefined {
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.text);
    case 'number':
      return value.digits;
    case 'boolean':
      return String(value.value);
    case 'now':
      return 'now()';
    case 'option':
      return value.option;
    case 'list':
      return `[${value.items.join(', ')}]`;
    case 'empty-object':
    case 'new-id':
      return undefined;
  }
}
