import type { SourceFile } from '../source/source-file.ts';
import { floatValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { searchable } from './filters.ts';
import { nearestToZero, numberOf, oneColumn } from './one-column.ts';

function toDeclared(file: SourceFile, { type }: FieldOf<'float-number'>): Declared {
  return {
    decorator: file.import('FloatProperty', 'src/core/properties/float.property'),
    arguments: [],
    api: floatValue(type.minimum, type.maximum),
    options: [
      ...(type.minimum === undefined ? [] : [`minimum: ${numberLiteral(type.minimum)}`]),
      ...(type.maximum === undefined ? [] : [`maximum: ${numberLiteral(type.maximum)}`]),
    ],
    type: 'number',
  };
}

/** Decimal Number in floating point. */
export const floatNumberType: DataType<'float-number'> = {
  columns: (field) => {
    const value = field.type.default;
    return oneColumn(field, {
      prismaType: 'Float',
      type: { kind: 'double' },
      default: value === undefined ? undefined : numberOf(value),
      fill: numberOf(value ?? nearestToZero(field.type)),
    });
  },
  answer: toDeclared,
  input: toDeclared,
  filters: searchable('Float', 'float'),
  sortable: true,
  sample: (field) =>
    field.unique && field.type.minimum === undefined && field.type.maximum === undefined
      ? { value: 'randomInt(2 ** 40) / 8', imports: [['randomInt', 'node:crypto']] }
      : { value: numberLiteral(nearestToZero(field.type)) },
  refused: ({ type }) => [
    '"1"',
    'true',
    ...(type.minimum === undefined ? [] : [numberLiteral(type.minimum - Math.max(1, Math.abs(type.minimum)))]),
    ...(type.maximum === undefined ? [] : [numberLiteral(type.maximum + Math.max(1, Math.abs(type.maximum)))]),
  ],
};

function numberLiteral(value: number): string {
  return String(value).replace('e+', 'e');
}
