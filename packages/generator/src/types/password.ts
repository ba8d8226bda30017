import { call } from './answers.ts';
import type { DataType } from './data-type.ts';
import { oneColumn, plainType } from './one-column.ts';

/** As long as OWASP wants a password that is the only factor. */
const SHORTEST = 12;

/** Password: stored as a hash, and in no answer. */
export const passwordType: DataType<'password'> = {
  columns: (field) => oneColumn(field, { prismaType: 'String', sqlType: plainType('text'), fill: "''" }),
  answer: () => undefined,
  input: (file, { type }) => ({
    decorator: file.import('PasswordProperty', 'src/core/properties/password.property'),
    arguments: [],
    options: [`minLength: ${type.minLength ?? SHORTEST}`],
    type: 'string',
  }),
  filters: () => [],
  sortable: false,
  toData: (file, { name }) => [[`${name}: await `, call(file, 'hashPassword', [`data.${name}`], 'src/core/password')]],
  sample: ({ type }) => ({
    value: `randomUUID()${(type.minLength ?? SHORTEST) > 36 ? `.padEnd(${type.minLength}, "x")` : ''}`,
    imports: [['randomUUID', 'node:crypto']],
  }),
  refused: () => ['"short"', '1'],
};
