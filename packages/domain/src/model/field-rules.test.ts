import { describe, expect, it } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { assertFieldType } from './field-rules.ts';
import type { Field } from './service-model.ts';

const check =
  (type: Field['type'], flags: Partial<Pick<Field, 'unique' | 'required' | 'searchable'>> = {}) =>
  () =>
    assertFieldType({ name: 'size', unique: false, required: false, searchable: false, ...flags, type });
const [unique, required, searchable] = [{ unique: true }, { required: true }, { searchable: true }];
const text = (options: object) => check({ kind: 'single-line-text', ...options });
const lines = (options: object) => check({ kind: 'multi-line-text', ...options });
const whole = (options: object) => check({ kind: 'whole-number', ...options });
const decimal = (options: object) => check({ kind: 'decimal-number', precision: 4, scale: 2, ...options });
const float = (options: object) => check({ kind: 'float-number', ...options });
const choice = (options: object = {}) => check({ kind: 'option-set', options: [option('a'), option('b')], ...options });
const choices = (options: object = {}, flags: object = {}) =>
  check({ kind: 'multi-select-option-set', options: [option('a'), option('b')], ...options }, flags);
const option = (value: string) => ({ value, label: value });
const relation = { kind: 'relation', entityId: 'a', inverseFieldId: 'b' } as const;

describe('the options of a field', () => {
  it.each<[string, () => void]>([
    ['a minimum below its maximum', check({ kind: 'whole-number', minimum: 0, maximum: 1 })],
    ['one bound only', check({ kind: 'decimal-number', precision: 4, scale: 2, minimum: 5 })],
    ['a minimum that is its maximum', check({ kind: 'whole-number', minimum: 7, maximum: 7 })],
    ['as many decimal places as digits', check({ kind: 'decimal-number', precision: 4, scale: 4 })],
    ['options that differ', check({ kind: 'option-set', options: [option('a'), option('b')] })],
    ['a unique e-mail address', check({ kind: 'email' }, { unique: true })],
    [
      'a required relation that cascades',
      check({ ...relation, cardinality: 'one', onDelete: 'cascade' }, { required: true }),
    ],
    ['an optional relation that is cleared', check({ ...relation, cardinality: 'one', onDelete: 'set-null' })],
    ['a list of relations', check({ ...relation, cardinality: 'many', onDelete: 'restrict' })],
    [
      'a 1-1 relation without the key',
      check({ ...relation, cardinality: 'one', holdsKey: false, onDelete: 'restrict' }),
    ],
    ['a shortest length that is the longest', text({ minLength: 3, maxLength: 3 })],
    ['a unique text of 500 characters', check({ kind: 'single-line-text', maxLength: 500 }, unique)],
    ['a unique text without a longest length', check({ kind: 'single-line-text' }, unique)],
    ['a text that its own pattern matches', text({ pattern: '[a-z]+-\\d', default: 'abc-1' })],
    ['lines with a default of two lines', lines({ default: 'one\ntwo', maxLength: 7 })],
    ['a whole number of 64 bits', whole({ size: '64-bit', default: 9_007_199_254_740_991 })],
    ['a big default where the bounds need 64 bits', whole({ maximum: 3_000_000_000, default: 2_500_000_000 })],
    ['the ends of 32 bits', whole({ size: '32-bit', minimum: -2_147_483_648, maximum: 2_147_483_647 })],
    ['a decimal with as many places as it has', decimal({ default: 12.34, minimum: -99.99, maximum: 99.99 })],
    ['a default within its bounds', float({ minimum: 0, maximum: 1, default: 0.5 })],
    ['a default that is an option', choice({ default: 'b' })],
    ['several defaults that are options', choices({ default: ['b', 'a'] })],
    ['no default at all of several', choices({ default: [] }, required)],
    ['a boolean with a default', check({ kind: 'boolean', default: false }, required)],
    ['a moment that is now', check({ kind: 'date-time', default: 'now' })],
    ['an optional file', check({ kind: 'file', maxBytes: 1, mediaTypes: ['image/*'] })],
    ['a username', check({ kind: 'username' }, { ...unique, ...required, ...searchable })],
    ['a password', check({ kind: 'password', minLength: 8 }, required)],
    ['roles', check({ kind: 'roles' }, required)],
    ['a searchable place', check({ kind: 'geographic-location' }, searchable)],
  ])('may be %s', (_what, attempt) => {
    expect(attempt).not.toThrow();
  });

  it.each<[string, string, () => void]>([
    ['a minimum above its maximum', 'type.minimum', check({ kind: 'whole-number', minimum: 2, maximum: 1 })],
    [
      'such bounds of a decimal',
      'type.minimum',
      check({ kind: 'decimal-number', precision: 4, scale: 2, minimum: 1, maximum: 0.5 }),
    ],
    ['more decimal places than digits', 'type.scale', check({ kind: 'decimal-number', precision: 2, scale: 3 })],
    ['a value that is one of GraphQL', 'type.options', check({ kind: 'option-set', options: [option('null')] })],
    ['another of them', 'type.options', check({ kind: 'multi-select-option-set', options: [option('true')] })],
    ['one value twice', 'type.options', check({ kind: 'option-set', options: [option('red'), option('red')] })],
    [
      'one value in two letter cases',
      'type.options',
      check({ kind: 'option-set', options: [option('red'), option('Red')] }),
    ],
    ['a unique boolean', 'unique', check({ kind: 'boolean' }, { unique: true })],
    ['unique JSON', 'unique', check({ kind: 'json' }, { unique: true })],
    [
      'a required relation that is cleared',
      'onDelete',
      check({ ...relation, cardinality: 'one', onDelete: 'set-null' }, { required: true }),
    ],
    [
      'a required list',
      'required',
      check({ ...relation, cardinality: 'many', onDelete: 'restrict' }, { required: true }),
    ],
    ['a unique list', 'unique', check({ ...relation, cardinality: 'many', onDelete: 'restrict' }, { unique: true })],
    [
      'a required side without the key',
      'required',
      check({ ...relation, cardinality: 'one', holdsKey: false, onDelete: 'restrict' }, required),
    ],
    [
      'a list with the key',
      'type.holdsKey',
      check({ ...relation, cardinality: 'many', holdsKey: true, onDelete: 'restrict' }),
    ],
    ['a shortest length above the longest', 'type.minLength', text({ minLength: 4, maxLength: 3 })],
    ['such lengths of lines', 'type.minLength', lines({ minLength: 4, maxLength: 3 })],
    ['a unique text of 501 characters', 'type.maxLength', check({ kind: 'single-line-text', maxLength: 501 }, unique)],
    ['unique lines of 501', 'type.maxLength', check({ kind: 'multi-line-text', maxLength: 501 }, unique)],
    ['no regular expression', 'type.pattern', text({ pattern: '[a-' })],
    ['a regular expression of another dialect', 'type.pattern', text({ pattern: '(?<a' })],
    ['a default that the pattern does not match whole', 'type.default', text({ pattern: '[a-z]', default: 'ab' })],
    ['a default that is too short', 'type.default', text({ minLength: 3, default: 'ab' })],
    ['a default that is too long', 'type.default', lines({ maxLength: 1, default: 'ab' })],
    ['a default of two lines', 'type.default', text({ default: 'a\nb' })],
    ['a default with NUL', 'type.default', lines({ default: 'a\0' })],
    ['a default of half a surrogate pair', 'type.default', lines({ default: '\ud800' })],
    ['a whole number beyond JSON', 'type.default', whole({ default: 2 ** 53 })],
    ['a bound beyond 32 bits', 'type.maximum', whole({ size: '32-bit', maximum: 2_147_483_648 })],
    ['a default beyond 32 bits without a size', 'type.default', whole({ default: 2_147_483_648 })],
    ['a default below its minimum', 'type.default', whole({ minimum: 1, default: 0 })],
    ['a decimal default with too many places', 'type.default', decimal({ default: 1.005 })],
    ['a decimal bound with too many digits', 'type.maximum', decimal({ maximum: 100 })],
    ['a decimal default outside of its bounds', 'type.default', decimal({ maximum: 5, default: 6 })],
    ['a float with crossed bounds', 'type.minimum', float({ minimum: 1, maximum: 0 })],
    ['a float default outside of its bounds', 'type.default', float({ maximum: 0, default: 0.1 })],
    ['a default that is no option', 'type.default', choice({ default: 'c' })],
    ['an option by its label', 'type.default', choice({ default: 'A' })],
    ['several defaults of which one is no option', 'type.default', choices({ default: ['a', 'c'] })],
    ['one option twice as a default', 'type.default', choices({ default: ['a', 'a'] })],
    [
      'two options of one id',
      'type.options',
      check({
        kind: 'option-set',
        options: [
          { ...option('a'), id: '1' },
          { ...option('b'), id: '1' },
        ],
      }),
    ],
    ['several options of one value', 'type.options', choices({ options: [option('a'), option('A')] })],
    ['a unique number with a default', 'type.default', check({ kind: 'whole-number', default: 1 }, unique)],
    ['a unique moment that is now', 'type.default', check({ kind: 'date-time', default: 'now' }, unique)],
    ['a unique multi-select', 'unique', choices({}, unique)],
    ['a unique place', 'unique', check({ kind: 'geographic-location' }, unique)],
    ['a unique file', 'unique', check({ kind: 'file' }, unique)],
    ['a unique password', 'unique', check({ kind: 'password' }, { ...unique, ...required })],
    ['unique roles', 'unique', check({ kind: 'roles' }, { ...unique, ...required })],
    ['a searchable password', 'searchable', check({ kind: 'password' }, { ...searchable, ...required })],
    ['a searchable file', 'searchable', check({ kind: 'file' }, searchable)],
    ['a required file', 'required', check({ kind: 'file' }, required)],
    ['an optional username', 'required', check({ kind: 'username' }, unique)],
    ['a username that two may have', 'unique', check({ kind: 'username' }, required)],
    ['an optional password', 'required', check({ kind: 'password' })],
    ['optional roles', 'required', check({ kind: 'roles' })],
  ])('may not be %s', (_what, path, attempt) => {
    const { code, message, problems } = refusalOf(attempt);
    expect({ code, path: problems[0]?.path }).toEqual({ code: 'invalid_field', path });
    expect(message).toContain('"size"');
  });

  it('are refused in a sentence that says what to do', () => {
    expect(refusalOf(check({ kind: 'file' }, required)).message).toBe(
      '"size": A file field cannot be required: it is uploaded once the record is there.',
    );
    expect(refusalOf(decimal({ default: 123 })).message).toBe(
      '"size": 123 is not a number of 4 digits, 2 of them after the point.',
    );
    expect(refusalOf(whole({ default: -3_000_000_000 })).message).toBe(
      '"size": -3000000000 does not fit into 32 bits: choose a size of 64.',
    );
    expect(refusalOf(choice({ default: 'c' })).message).toBe('"size": "c" is none of the options.');
  });
});
