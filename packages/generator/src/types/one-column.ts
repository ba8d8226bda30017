import type { ColumnValue } from '../database/column-value.ts';
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

/** The column of a text of at most so many characters, unless the model chose a native type. */
export function textColumn(
  field: Pick<ScalarView, 'name' | 'nativeType'>,
  longest: number | undefined,
  byDefault?: string,
): readonly ColumnSpec[] {
  return oneColumn(field, {
    prismaType: 'String',
    type: textType(field.nativeType, longest),
    default: byDefault === undefined ? undefined : { kind: 'text', text: byDefault },
    fill: { kind: 'text', text: byDefault ?? '' },
  });
}

function textType(native: string | undefined, longest: number | undefined): ColumnType {
  const match = /^(VarChar|Char)\((\d+)\)$/u.exec(native ?? '');
  if (match === null) return { kind: 'text', longest: native === undefined ? longest : undefined };
  return { kind: match[1] === 'Char' ? 'char' : 'varchar', length: Number(match[2]) };
}

/** A number as a column's value. */
export function numberOf(value: number): ColumnValue {
  return { kind: 'number', digits: plainNumber(value) };
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
