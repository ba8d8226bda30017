import { textValue } from './api-value.ts';
import type { DataType, Declared } from './data-type.ts';
import { searchable } from './filters.ts';
import { oneColumn } from './one-column.ts';
import { toTextColumn } from './text.ts';
import type { SourceFile } from '../source/source-file.ts';

function toDeclared(file: SourceFile): Declared {
  const decorator = file.import('EmailProperty', 'src/core/properties/email.property');
  return { decorator, arguments: [], api: textValue({ format: 'email', maxLength: 254 }), options: [], type: 'string' };
}

/** Email. */
export const emailType: DataType<'email'> = {
  columns: (field) => oneColumn(field, { prismaType: 'String', sqlType: toTextColumn(field.nativeType), fill: "''" }),
  answer: toDeclared,
  input: toDeclared,
  filters: searchable('Text', 'text'),
  sortable: true,
  sample: () => ({ value: '`${randomUUID()}@example.com`', imports: [['randomUUID', 'node:crypto']] }),
  refused: () => ['"no address"', '1'],
};
