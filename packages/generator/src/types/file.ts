import { entry } from './answers.ts';
import { objectValue } from './api-value.ts';
import type { DataType } from './data-type.ts';
import { oneColumn } from './one-column.ts';

/** File: its description in the record, its bytes in the storage. */
export const fileType: DataType<'file'> = {
  columns: (field) => oneColumn(field, { prismaType: 'Json', type: { kind: 'jsonb' }, fill: { kind: 'empty-object' } }),
  answer: (file) => ({
    decorator: file.import('FileProperty', 'src/core/properties/file.property'),
    arguments: [],
    api: objectValue('StoredFile'),
    options: [],
    type: file.importType('StoredFile', 'src/core/storage/stored-file'),
  }),
  input: () => undefined,
  filters: () => [],
  sortable: false,
  toAnswer: (file, { name }) => entry(file, name, 'toStoredFile', [`record.${name}`], 'src/core/storage/stored-file'),
  sample: () => undefined,
  refused: () => [],
};
