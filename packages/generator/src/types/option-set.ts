import type { SourceFile } from '../source/source-file.ts';
import { optionValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { importEnum, optionFilter } from './filters.ts';
import { oneColumn } from './one-column.ts';
import { enumColumn } from './option-columns.ts';

function toDeclared(file: SourceFile, { enumName }: FieldOf<'option-set'>): Declared {
  const options = importEnum(file, enumName);
  return {
    decorator: file.import('OptionProperty', 'src/core/properties/option.property'),
    arguments: [options, `"${enumName}"`],
    api: optionValue(enumName),
    options: [],
    type: options,
  };
}

/** Option Set. */
export const optionSetType: DataType<'option-set'> = {
  columns: (field) => {
    const value = field.type.default;
    return oneColumn(field, {
      prismaType: field.enumName,
      type: enumColumn(field),
      default: value === undefined ? undefined : { kind: 'option', option: value },
      fill: { kind: 'option', option: value ?? field.type.options[0]?.value ?? '' },
    });
  },
  answer: toDeclared,
  input: toDeclared,
  filters: (file, field) =>
    field.required
      ? optionFilter(file, field, 'OptionFilter', 'option')
      : optionFilter(file, field, 'OptionalOptionFilter', 'optional-option'),
  sortable: true,
  sample: ({ type }) => ({ value: `"${type.options[0]?.value ?? ''}"` }),
  refused: () => ['"no option"', '1'],
};
