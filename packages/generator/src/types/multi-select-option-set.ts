import type { SourceFile } from '../source/source-file.ts';
import { listOf, optionValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { importEnum, optionFilter } from './filters.ts';
import { oneColumn } from './one-column.ts';
import { shortIdentifier } from '../view/short-identifier.ts';
import { enumColumn } from './option-columns.ts';

function toDeclared(file: SourceFile, { enumName }: FieldOf<'multi-select-option-set'>): Declared {
  const options = importEnum(file, enumName);
  return {
    decorator: file.import('OptionsProperty', 'src/core/properties/option.property'),
    arguments: [options, `"${enumName}"`],
    api: listOf(optionValue(enumName)),
    options: [],
    type: `${options}[]`,
  };
}

/** Multi Select Option Set. Nothing chosen is an empty list, never null. */
export const multiSelectOptionSetType: DataType<'multi-select-option-set'> = {
  columns: (field) => {
    const value = field.type.default ?? [];
    return oneColumn(field, {
      prismaType: field.enumName,
      list: true,
      sqlType: enumColumn(field, true),
      prismaDefault: `[${value.join(', ')}]`,
      sqlDefault: toArray(field, value),
      fill: toArray(field, value),
    });
  },
  answer: toDeclared,
  input: toDeclared,
  filters: (file, field) => optionFilter(file, field, 'OptionsFilter', 'options'),
  sortable: false,
  sample: ({ type }) => ({ value: `["${type.options[0]?.value ?? ''}"]` }),
  refused: () => ['"no list"', '["no option"]'],
};

function toArray({ enumName }: FieldOf<'multi-select-option-set'>, values: readonly string[]): string {
  return `ARRAY[${values.map((value) => `'${value}'`).join(', ')}]::"${shortIdentifier(enumName)}"[]`;
}
