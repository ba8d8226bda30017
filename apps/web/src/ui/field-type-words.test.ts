import { expect, it } from 'vitest';
import { fieldTypeSchema, type FieldType } from '@amplication/domain';
import { toKindLabel, toTypeOptions } from './field-type-words.ts';

const options = [
  { value: 'red', label: 'Red' },
  { value: 'blue', label: 'Blue' },
];
const relation = { kind: 'relation', entityId: 'e', inverseFieldId: 'f', onDelete: 'cascade' } as const;

it('has a name of its own for each data type', () => {
  const labels = fieldTypeSchema.options.map(({ shape }) => toKindLabel(shape.kind.value));
  expect(new Set(labels).size).toBe(labels.length);
});

it.each<[string, FieldType]>([
  ['counted up in 64 bits', { kind: 'id', strategy: 'auto-increment-64' }],
  ['', { kind: 'single-line-text' }],
  [
    '2 to 4 characters, matches [a-z]+, default abc',
    { kind: 'single-line-text', minLength: 2, maxLength: 4, pattern: '[a-z]+', default: 'abc' },
  ],
  ['at least 2 characters', { kind: 'multi-line-text', minLength: 2 }],
  ['64-bit, at least 0, default 0', { kind: 'whole-number', size: '64-bit', minimum: 0, default: 0 }],
  ['6 digits, 2 of them after the point, at most 9', { kind: 'decimal-number', precision: 6, scale: 2, maximum: 9 }],
  ['0 to 1, default 0.5', { kind: 'float-number', minimum: 0, maximum: 1, default: 0.5 }],
  ['local date and time, default now', { kind: 'date-time', format: 'local', default: 'now' }],
  ['a day', { kind: 'date-time', format: 'date' }],
  ['default no', { kind: 'boolean', default: false }],
  ['Red, Blue, default Blue', { kind: 'option-set', options, default: 'blue' }],
  ['Red, Blue, default Red, Blue', { kind: 'multi-select-option-set', options, default: ['red', 'blue'] }],
  ['at most 2.5 MiB, image/* or text/csv', { kind: 'file', maxBytes: 2_621_440, mediaTypes: ['image/*', 'text/csv'] }],
  ['at most 900 bytes', { kind: 'file', maxBytes: 900 }],
  ['at least 16 characters', { kind: 'password', minLength: 16 }],
  ['one Artist, deleted with it', { ...relation, cardinality: 'one' }],
  ['one Artist, which has the key', { ...relation, cardinality: 'one', holdsKey: false }],
  ['many of Artist', { ...relation, cardinality: 'many' }],
  ['', { kind: 'username' }],
])('says of a data type: %j', (words, type) => {
  expect(toTypeOptions(type, () => 'Artist')).toBe(words);
});
