import { textValue } from './api-value.ts';
import type { DataType, Declared } from './data-type.ts';
import { searchable } from './filters.ts';
import { textColumn } from './one-column.ts';
import type { SourceFile } from '../source/source-file.ts';

/** As email.property.ts has it. */
const LONGEST = 254;

function toDeclared(file: SourceFile): Declared {
  const decorator = file.import('EmailProperty', 'src/core/properties/email.property');
  return {
    decorator,
    arguments: [],
    api: textValue({ format: 'email', maxLength: LONGEST }),
    options: [],
    type: 'string',
  };
}

/** Email. */
export const emailType: DataType<'email'> = {
  columns: (field) => textColumn(field, LONGEST),
  answer: toDeclared,
  input: toDeclared,
  filters: searchable('Text', 'text'),
  sortable: true,
  sample: () => ({ value: '`${randomUUID()}@example.com`', imports: [['randomUUID', 'node:crypto']] }),
  refused: () => ['"no address"', '1'],
};
