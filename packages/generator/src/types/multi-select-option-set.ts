import type { SourceFile } from '../source/source-file.ts';
import { listOf, optionValue } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { importEnum, optionFilter } from './filters.ts';
import { oneColumn } from './one-column.ts';
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
    const value = { kind: 'list', items: field.type.default ?? [] } as const;
    return oneColumn(field, {
      prismaType: field.enumName,
      list: true,
      type: enumColumn(field, true),
      default: value,
      fill: value,
    });
  },
  answer: toDeclared,
  input: toDeclared,
  filters: (file, field) => optionFilter(file, field, 'OptionsFilter', 'options'),
  sortable: false,
  sample: ({ type }) => ({ value: `["${type.options[0]?.value ?? ''}"]` }),
  refused: () => ['"no list"', '["no option"]'],
};
