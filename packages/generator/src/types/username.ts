import type { SourceFile } from '../source/source-file.ts';
import { textValue } from './api-value.ts';
import type { DataType, Declared } from './data-type.ts';
import { searchable } from './filters.ts';
import { textColumn } from './one-column.ts';

/** The longest name that sign-in accepts. */
const LONGEST = 100;

function toDeclared(file: SourceFile): Declared {
  return {
    decorator: file.import('TextProperty', 'src/core/properties/text.property'),
    arguments: [],
    api: textValue({ minLength: 1, maxLength: LONGEST }),
    options: ['minLength: 1', `maxLength: ${LONGEST}`],
    type: 'string',
  };
}

/** Username. */
export const usernameType: DataType<'username'> = {
  columns: (field) => textColumn(field, LONGEST),
  answer: toDeclared,
  input: toDeclared,
  filters: searchable('Text', 'text'),
  sortable: true,
  sample: () => ({ value: 'randomUUID()', imports: [['randomUUID', 'node:crypto']] }),
  refused: () => ['""', `"x".repeat(${LONGEST + 1})`],
};
