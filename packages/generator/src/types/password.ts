import { headedCall } from '../source/doc.ts';
import { type ApiValue } from './api-value.ts';
import type { DataType } from './data-type.ts';
import { textColumn } from './one-column.ts';

/** As long as OWASP wants a password that is the only factor. */
const SHORTEST = 12;
/** As password.property.ts has it. */
const LONGEST = 128;
/** More than the hash of today takes, for that of tomorrow. */
const LONGEST_HASH = 255;

function passwordValue(minLength: number): ApiValue {
  const openApi = { type: 'string', format: 'password', writeOnly: true, minLength, maxLength: LONGEST };
  return { graphql: 'String', openApi };
}

/** Password: stored as a hash, and in no answer. */
export const passwordType: DataType<'password'> = {
  columns: (field) => textColumn(field, LONGEST_HASH),
  answer: () => undefined,
  input: (file, { type }) => ({
    decorator: file.import('PasswordProperty', 'src/core/properties/password.property'),
    arguments: [],
    api: passwordValue(type.minLength ?? SHORTEST),
    options: [`minLength: ${type.minLength ?? SHORTEST}`],
    type: 'string',
  }),
  filters: () => [],
  sortable: false,
  toData: (file, { name }) => [
    headedCall(`${name}:`, `await ${file.import('hashPassword', 'src/core/password')}`, [`data.${name}`]),
  ],
  sample: ({ type }) => ({
    value: `randomUUID()${(type.minLength ?? SHORTEST) > 36 ? `.padEnd(${type.minLength}, "x")` : ''}`,
    imports: [['randomUUID', 'node:crypto']],
  }),
  refused: () => ['"short"', '1'],
};
