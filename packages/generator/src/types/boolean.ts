import type { SourceFile } from '../source/source-file.ts';
import { BOOLEAN_VALUE } from './api-value.ts';
import type { DataType, Declared } from './data-type.ts';
import { searchable } from './filters.ts';
import { oneColumn } from './one-column.ts';

function toDeclared(file: SourceFile): Declared {
  const decorator = file.import('BooleanProperty', 'src/core/properties/boolean.property');
  return { decorator, arguments: [], api: BOOLEAN_VALUE, options: [], type: 'boolean' };
}

/** Boolean. */
export const booleanType: DataType<'boolean'> = {
  columns: (field) => {
    const value = field.type.default;
    return oneColumn(field, {
      prismaType: 'Boolean',
      type: { kind: 'boolean' },
      default: value === undefined ? undefined : { kind: 'boolean', value },
      fill: { kind: 'boolean', value: value ?? false },
    });
  },
  answer: toDeclared,
  input: toDeclared,
  filters: searchable('Boolean', 'boolean'),
  sortable: true,
  sample: () => ({ value: 'true' }),
  refused: () => ['"true"', '1'],
};
