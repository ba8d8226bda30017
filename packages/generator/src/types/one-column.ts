import type { ColumnType } from '../database/database-schema.ts';
import type { ScalarView } from '../view/service-view.ts';
import type { ColumnSpec } from './data-type.ts';

/** The column of a field that has one. */
export function oneColumn(
  field: Pick<ScalarView, 'name' | 'nativeType'>,
  spec: Omit<ColumnSpec, 'part' | 'property'>,
): readonly ColumnSpec[] {
  const native = field.nativeType;
  return [{ ...spec, part: '', property: field.name, ...(native === undefined ? {} : { native }) }];
}

/** A text as SQL writes it. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A text as Prisma's schema writes it. */
export function prismaText(value: string): string {
  return JSON.stringify(value);
}

/** A number without an exponent: 1e-7 is 0.0000001. */
export function plainNumber(value: number): string {
  const [mantissa = '', exponentText] = String(value).split('e');
  if (exponentText === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [before = '', after = ''] = mantissa.replace('-', '').split('.');
  const point = before.length + Number(exponentText);
  const digits = before + after;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/** The number of a range that is nearest to nothing. */
export function nearestToZero(range: {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}): number {
  return Math.min(Math.max(0, range.minimum ?? 0), range.maximum ?? Infinity);
}

/** A column type with no options. */
export function plainType(kind: Exclude<ColumnType['kind'], 'decimal' | 'enum' | 'varchar' | 'char'>): ColumnType {
  return { kind };
}
