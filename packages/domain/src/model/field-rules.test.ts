import { describe, expect, it } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { assertFieldType } from './field-rules.ts';
import type { Field } from './service-model.ts';

const check =
  (type: Field['type'], flags: Partial<Pick<Field, 'unique' | 'required'>> = {}) =>
  () =>
    assertFieldType({ name: 'size', unique: false, required: false, ...flags, type });
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
  ])('may not be %s', (_what, path, attempt) => {
    const { code, message, problems } = refusalOf(attempt);
    expect({ code, path: problems[0]?.path }).toEqual({ code: 'invalid_field', path });
    expect(message).toContain('"size"');
  });
});
