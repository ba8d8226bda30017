import { describe, expect, it } from 'vitest';
import { assertFieldType, fieldTypeSchema, type FieldType } from '@amplication/domain';
import type { FieldView } from './entity-view.ts';
import { toFixedFlag, toFlags } from './field-flags.ts';
import { toDefaultPath, toFaults, toFieldValues, toInverseName } from './field-values.ts';
import { toValueType } from './to-value-type.ts';

const values = toFieldValues(undefined);
const field = (type: FieldType): FieldView => ({
  id: 'f',
  name: 'size',
  displayName: 'Size',
  required: false,
  unique: false,
  searchable: false,
  type,
});
const options = [
  { id: '1', value: 'red', label: 'Red' },
  { id: '2', value: 'blue', label: 'Blue' },
];

describe('a field in the form', () => {
  it.each<FieldType>([
    { kind: 'id', strategy: 'auto-increment-64' },
    { kind: 'single-line-text' },
    { kind: 'single-line-text', minLength: 2, maxLength: 4, pattern: '[a-z]+', default: 'abc' },
    { kind: 'multi-line-text', minLength: 2, maxLength: 90, default: 'one\ntwo' },
    { kind: 'email' },
    { kind: 'whole-number', size: '64-bit', minimum: 0, maximum: 9, default: 0 },
    { kind: 'decimal-number', precision: 6, scale: 1, minimum: -0.5, maximum: 9.5, default: 1.5 },
    { kind: 'float-number', minimum: -0.5, default: 0.25 },
    { kind: 'date-time' },
    { kind: 'date-time', format: 'local', default: 'now' },
    { kind: 'boolean', default: false },
    { kind: 'boolean' },
    { kind: 'json' },
    { kind: 'option-set', options, default: 'blue' },
    { kind: 'option-set', options },
    { kind: 'multi-select-option-set', options, default: ['red', 'blue'] },
    { kind: 'geographic-location' },
    { kind: 'file', maxBytes: 1_000, mediaTypes: ['image/*'] },
    { kind: 'file' },
    { kind: 'username' },
    { kind: 'password', minLength: 16 },
    { kind: 'roles' },
    { kind: 'created-at' },
    { kind: 'updated-at' },
  ])('is saved as it was: $kind', (type) => {
    expect(toValueType(toFieldValues(field(type)))).toEqual(type);
  });

  it('has a form for every type', () => {
    for (const { shape } of fieldTypeSchema.options) {
      const { value: kind } = shape.kind;
      if (kind === 'relation') continue;
      const named = { ...values, type: { ...values.type, kind, options } } as unknown as typeof values;
      expect(fieldTypeSchema.parse(toValueType(named)).kind).toBe(kind);
    }
  });

  it('forgets nothing of a type that is chosen again', () => {
    const before = toFieldValues(field({ kind: 'single-line-text', pattern: '[a-z]', default: 'a' }));
    const number = { ...before, type: { ...before.type, kind: 'whole-number' as const } };
    expect(toValueType(number)).toEqual({ kind: 'whole-number' });
    expect(toValueType({ ...number, type: { ...number.type, kind: 'single-line-text' } })).toEqual({
      kind: 'single-line-text',
      pattern: '[a-z]',
      default: 'a',
    });
  });

  it('lets an option be renamed, with the default that it is', () => {
    const before = toFieldValues(field({ kind: 'option-set', options, default: 'red' }));
    const [red, ...others] = before.type.options;
    if (red === undefined) throw new Error('It has options.');
    const renamed = { ...before, type: { ...before.type, options: [{ ...red, value: 'crimson' }, ...others] } };
    expect(toValueType(renamed)).toEqual({
      kind: 'option-set',
      options: [{ id: '1', value: 'crimson', label: 'Red' }, options[1]],
      default: 'crimson',
    });
  });

  it('tells an option that was stored without an id by its value', () => {
    const before = toFieldValues(field({ kind: 'option-set', options: [{ value: 'red', label: 'Red' }] }));
    expect(before.type.options).toEqual([{ key: 'red', id: 'red', value: 'red', label: 'Red' }]);
  });

  it('has no default where its option was removed', () => {
    const before = toFieldValues(field({ kind: 'multi-select-option-set', options, default: ['red', 'blue'] }));
    const without = { ...before, type: { ...before.type, options: before.type.options.slice(1) } };
    expect(toValueType(without)).toMatchObject({ default: ['blue'] });
  });

  it('counts sizes in MiB', () => {
    const file = { ...values, type: { ...values.type, kind: 'file' as const, maxBytes: 1.5 } };
    expect(toValueType(file)).toEqual({ kind: 'file', maxBytes: 1_572_864 });
  });
});

describe('what is missing in the form of a field', () => {
  it('is nothing for most types', () => {
    expect(toFaults(values)).toEqual({});
  });

  it('is the other entity of a relation', () => {
    expect(toFaults({ ...values, type: { ...values.type, kind: 'relation' } })).toEqual({
      entityId: 'Choose an entity.',
    });
  });

  it.each(['option-set', 'multi-select-option-set'] as const)(
    'is the value of each option without one; its label is made from the value: %s',
    (kind) => {
      const rows = [
        { key: 'a', value: 'open', label: '' },
        { key: 'b', value: ' ', label: 'Closed' },
      ];
      const typed = { ...values, type: { ...values.type, kind, options: rows } };
      expect(toFaults(typed)).toEqual({ 'type.options.1.value': 'Give it a value.' });
      expect(toValueType(typed)).toMatchObject({ options: [{ value: 'open', label: 'open' }, {}] });
    },
  );

  it('is a number that was cleared', () => {
    expect(toFaults({ ...values, type: { ...values.type, kind: 'decimal-number', scale: '' } })).toEqual({
      'type.scale': 'Give a number.',
    });
  });
});

describe('the flags of a type', () => {
  it('are those that the rules of the model leave', () => {
    for (const { shape } of fieldTypeSchema.options) {
      const { value: kind } = shape.kind;
      if (kind === 'relation') continue;
      const type = toValueType({ ...values, type: { ...values.type, kind, options } } as unknown as typeof values);
      for (const chosen of [true, false]) {
        const flags = toFlags(kind, { required: chosen, unique: chosen, searchable: chosen });
        expect(() => assertFieldType({ name: 'size', type, ...flags })).not.toThrow();
      }
    }
  });

  it('are free where no rule fixes them', () => {
    expect(toFixedFlag('email', 'unique')).toBeUndefined();
    expect(toFlags('file', { required: true, unique: true, searchable: true })).toEqual({
      required: false,
      unique: false,
      searchable: false,
    });
    expect(toFlags('username', { required: false, unique: false, searchable: false })).toMatchObject({
      required: true,
      unique: true,
    });
  });
});

it('shows what is wrong with a default at the input of its kind', () => {
  expect([toDefaultPath('float-number'), toDefaultPath('option-set'), toDefaultPath('email')]).toEqual([
    'defaults.number',
    'defaults.option',
    undefined,
  ]);
});

it('names the other side of a relation after how many there are', () => {
  expect(toInverseName('InvoiceLine', 'many-to-one')).toBe('invoiceLines');
  expect(toInverseName('InvoiceLine', 'many-to-many')).toBe('invoiceLines');
  expect(toInverseName('InvoiceLine', 'one-to-one')).toBe('invoiceLine');
});
