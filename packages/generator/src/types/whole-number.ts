import type { SourceFile } from '../source/source-file.ts';
import { toNumber } from './answers.ts';
import { INTEGER_MAX, INTEGER_MIN, wholeNumberValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { searchable } from './filters.ts';
import { nearestToZero, numberOf, oneColumn } from './one-column.ts';

type WholeNumber = FieldOf<'whole-number'>;
type Range = Pick<WholeNumber['type'], 'size' | 'minimum' | 'maximum'>;

/** Whether a whole number has 64 bits: because the model says so, or because its bounds leave 32. */
export function isLong({ size, minimum, maximum }: Range): boolean {
  const isOutside = (bound: number | undefined): boolean =>
    bound !== undefined && (bound < INTEGER_MIN || bound > INTEGER_MAX);
  return size === '64-bit' || isOutside(minimum) || isOutside(maximum);
}

/** The smallest and largest value: the model's bounds within what the column (or JSON) can hold. */
function rangeOf(field: WholeNumber): { readonly minimum: number; readonly maximum: number } {
  const { minimum, maximum } = field.type;
  if (isLong(field.type)) {
    return { minimum: minimum ?? Number.MIN_SAFE_INTEGER, maximum: maximum ?? Number.MAX_SAFE_INTEGER };
  }
  return { minimum: minimum ?? INTEGER_MIN, maximum: maximum ?? INTEGER_MAX };
}

function toDeclared(file: SourceFile, field: WholeNumber): Declared {
  const { minimum, maximum } = rangeOf(field);
  return {
    decorator: file.import('WholeNumberProperty', 'src/core/properties/whole-number.property'),
    arguments: [],
    api: wholeNumberValue(minimum, maximum),
    options: [
      ...(minimum === INTEGER_MIN ? [] : [`minimum: ${minimum}`]),
      ...(maximum === INTEGER_MAX ? [] : [`maximum: ${maximum}`]),
    ],
    type: 'number',
  };
}

/** Whole Number, of 32 or 64 bits. */
export const wholeNumberType: DataType<'whole-number'> = {
  columns: (field) => {
    const value = field.type.default;
    const kind = isLong(field.type) ? 'bigint' : field.nativeType === 'SmallInt' ? 'smallint' : 'integer';
    return oneColumn(field, {
      prismaType: isLong(field.type) ? 'BigInt' : 'Int',
      type: { kind },
      default: value === undefined ? undefined : numberOf(value),
      fill: numberOf(value ?? nearestToZero(field.type)),
    });
  },
  answer: toDeclared,
  input: toDeclared,
  filters: (file, field) =>
    isLong(field.type)
      ? searchable('LongNumber', 'long-number')(file, field)
      : searchable('WholeNumber', 'whole-number')(file, field),
  sortable: true,
  toAnswer: (file, field) => (isLong(field.type) ? toNumber(file, field.name) : undefined),
  sample: (field) => {
    const { minimum, maximum } = rangeOf(field);
    if (!field.unique) return { value: String(nearestToZero({ minimum, maximum })) };
    const span = Math.min(maximum - Math.max(0, minimum) + 1, 2 ** 40);
    const start = Math.max(0, minimum);
    if (start > maximum) return { value: String(maximum) };
    const end = String(start + Math.max(1, span));
    const imports = [['randomInt', 'node:crypto']] as const;
    // One short argument stays with its function, which moves down instead.
    if (start === 0) return { value: `randomInt(${end})`, imports };
    return { value: 'randomInt', parameters: [String(start), end], imports };
  },
  refused: (field) => {
    const { minimum, maximum } = rangeOf(field);
    const outside = [minimum - 1, maximum + 1].filter((value) => Number.isSafeInteger(value));
    return ['0.5', '"1"', ...outside.map(String)];
  },
};
