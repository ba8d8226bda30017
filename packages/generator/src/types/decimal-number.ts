import { stringLiteral } from '../source/literal.ts';
import type { SourceFile } from '../source/source-file.ts';
import { entry } from './answers.ts';
import { type ApiValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { searchable } from './filters.ts';
import { nearestToZero, numberOf, oneColumn, plainNumber } from './one-column.ts';

type Decimal = FieldOf<'decimal-number'>;

function decimalValue({ precision, scale, minimum, maximum }: Decimal['type']): ApiValue {
  const digits = `a decimal number of at most ${precision} digits, ${scale} of them after the point`;
  const from = minimum === undefined ? '' : `, at least ${plainNumber(minimum)}`;
  const to = maximum === undefined ? '' : `, at most ${plainNumber(maximum)}`;
  return { graphql: 'String', openApi: { type: 'string', format: 'decimal', description: digits + from + to } };
}

function toInput(file: SourceFile, { type }: Decimal): Declared {
  return {
    decorator: file.import('DecimalProperty', 'src/core/properties/decimal.property'),
    arguments: [],
    api: decimalValue(type),
    options: [
      `precision: ${type.precision}`,
      `scale: ${type.scale}`,
      ...(type.minimum === undefined ? [] : [`minimum: "${plainNumber(type.minimum)}"`]),
      ...(type.maximum === undefined ? [] : [`maximum: "${plainNumber(type.maximum)}"`]),
    ],
    type: 'string',
  };
}

/** Decimal Number with a fixed number of digits. */
export const decimalNumberType: DataType<'decimal-number'> = {
  columns: (field) => {
    const { precision, scale, default: value } = field.type;
    return oneColumn(field, {
      prismaType: 'Decimal',
      type: { kind: 'decimal', precision, scale },
      default: value === undefined ? undefined : numberOf(value),
      fill: numberOf(value ?? nearestToZero(field.type)),
    });
  },
  answer: toInput,
  input: toInput,
  filters: searchable('Decimal', 'decimal'),
  sortable: true,
  toAnswer: (file, { name, type }) => entry(file, name, 'toDecimalText', [`record.${name}`, String(type.scale)]),
  sample: (field) => {
    const value = plainNumber(nearestToZero(field.type));
    if (!field.unique) return { value: stringLiteral(value) };
    const whole = Math.min(9, field.type.precision - field.type.scale);
    const largest = Math.min(10 ** whole, Math.floor(field.type.maximum ?? Infinity));
    const smallest = Math.max(0, Math.ceil(field.type.minimum ?? 0));
    return largest > smallest
      ? { value: 'String', parameters: [`randomInt(${smallest}, ${largest})`], imports: [['randomInt', 'node:crypto']] }
      : { value: stringLiteral(value) };
  },
  refused: ({ type }) => [
    '"text"',
    `"0.${'0'.repeat(type.scale)}1"`,
    `"1${'0'.repeat(type.precision - type.scale)}"`,
    ...(type.minimum === undefined || type.minimum < 0
      ? []
      : [`"-1${'0'.repeat(Math.max(0, type.precision - type.scale - 1))}"`]),
  ],
};
