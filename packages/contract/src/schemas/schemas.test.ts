import { describe, expect, it } from 'vitest';
import { routes } from '../index.ts';
import { commitInput } from './build.ts';
import { gitSettingsInput } from './git.ts';
import {
  entityInput,
  entityPatch,
  fieldInput,
  fieldPatch,
  relationInput,
  roleInput,
  serviceInput,
  servicePatch,
  valueTypeSchema,
} from './model.ts';
import { authId, line, name, pageQuery, text } from './shared.ts';

const id = '00000000-0000-4000-8000-000000000001';

describe('the type of a new field', () => {
  it.each([
    { kind: 'single-line-text', maxLength: 60 },
    { kind: 'multi-line-text' },
    { kind: 'email' },
    { kind: 'whole-number', minimum: 0 },
    { kind: 'decimal-number', precision: 10, scale: 2 },
    { kind: 'float-number', minimum: -0.5, default: 0.5 },
    { kind: 'date-time' },
    { kind: 'boolean' },
    { kind: 'json' },
    { kind: 'option-set', options: [{ value: 'red', label: 'Red' }] },
    { kind: 'multi-select-option-set', options: [{ id: '1', value: 'red', label: 'Red' }], default: ['red'] },
    { kind: 'geographic-location' },
    { kind: 'file', maxBytes: 1_000, mediaTypes: ['image/*'] },
    { kind: 'username' },
    { kind: 'password', minLength: 16 },
    { kind: 'roles' },
    { kind: 'created-at' },
    { kind: 'updated-at' },
  ])('may be $kind', (type) => {
    expect(valueTypeSchema.parse(type)).toEqual(type);
  });

  it.each([
    ['an id', { kind: 'id', strategy: 'uuid' }],
    ['a relation', { kind: 'relation', entityId: id, inverseFieldId: id, cardinality: 'one', onDelete: 'cascade' }],
    ['of no kind', { kind: 'colour' }],
    ['nothing', undefined],
    ['of length 0', { kind: 'single-line-text', maxLength: 0 }],
    ['half a whole number', { kind: 'whole-number', minimum: 0.5 }],
    ['beyond what a number holds', { kind: 'whole-number', maximum: 2 ** 53 }],
    ['unbounded by infinity', { kind: 'decimal-number', precision: 10, scale: 2, maximum: Number.POSITIVE_INFINITY }],
    ['without options', { kind: 'option-set', options: [] }],
    ['a file of no size', { kind: 'file', maxBytes: 0 }],
    ['a file of no media type', { kind: 'file', mediaTypes: ['picture'] }],
    ['a password of 7 characters', { kind: 'password', minLength: 7 }],
    ['a moment that is always then', { kind: 'date-time', default: 'then' }],
    ['of an option with a space', { kind: 'option-set', options: [{ value: 'dark red', label: 'Dark red' }] }],
    ['of an option with two lines', { kind: 'option-set', options: [{ value: 'red', label: 'Dark\nred' }] }],
  ])('may not be %s', (_what, type) => {
    expect(valueTypeSchema.safeParse(type).success).toBe(false);
  });
});

describe('what a person sends', () => {
  it('may leave out what has a default', () => {
    expect(fieldInput.parse({ name: ' title ', type: { kind: 'email' } })).toEqual({
      name: 'title',
      required: false,
      unique: false,
      searchable: false,
      type: { kind: 'email' },
    });
    expect(relationInput.parse({ name: 'artist', entityId: id, inverse: { name: 'albums' } })).toMatchObject({
      relation: 'many-to-one',
      required: false,
      onDelete: 'restrict',
    });
    expect(serviceInput.parse({ name: 'Store' })).toEqual({ name: 'Store', description: '', auth: true });
    expect(servicePatch.parse({})).toEqual({});
    expect(entityPatch.parse({ uniqueKeys: [{ fieldIds: ['a', 'b'] }] })).toEqual({
      uniqueKeys: [{ fieldIds: ['a', 'b'] }],
    });
    expect(roleInput.parse({ name: 'sales-manager' })).toEqual({ name: 'sales-manager' });
    expect(commitInput.parse({})).toEqual({ message: '', strategy: 'pending-changes' });
    expect(fieldPatch.parse({})).toEqual({});
  });

  it.each([
    ['a name that is empty', entityInput, { name: '  ' }],
    ['a name that is too long', entityInput, { name: 'a'.repeat(101) }],
    ['a name of two lines', serviceInput, { name: 'a\nb' }],
    ['a description with NUL', serviceInput, { name: 'a', description: 'a\0b' }],
    ['half a surrogate pair', serviceInput, { name: 'a', description: '\ud800' }],
    ['an entity that is no id', relationInput, { name: 'artist', entityId: 'artist', inverse: { name: 'albums' } }],
    ['a relation without its other side', relationInput, { name: 'artist', entityId: id }],
    [
      'an unknown rule on delete',
      relationInput,
      { name: 'a', entityId: id, inverse: { name: 'b' }, onDelete: 'ignore' },
    ],
    ['a relation of no kind', relationInput, { name: 'a', entityId: id, inverse: { name: 'b' }, relation: 'some' }],
    ['a database of no kind', servicePatch, { database: 'oracle' }],
    ['half of the APIs', servicePatch, { apis: { rest: true } }],
    ['an entity that signs in and is no id', servicePatch, { authEntityId: 'user' }],
    ['a folder of no name', servicePatch, { adminDirectory: ' ' }],
    ['a key of one field', entityPatch, { indexes: [{ fieldIds: ['a'] }] }],
    ['some of the permissions', entityPatch, { permissions: { view: { kind: 'public' } } }],
    ['a role with a capital', roleInput, { name: 'Admin' }],
    ['an unknown strategy', commitInput, { strategy: 'some-services' }],
    ['a service that is no id', commitInput, { strategy: 'specific-services', serviceIds: ['x'] }],
    ['a repository that is no number', gitSettingsInput, { gitOrganizationId: id, externalRepositoryId: '7' }],
    ['a repository 0', gitSettingsInput, { gitOrganizationId: id, externalRepositoryId: 0 }],
  ])('may not be %s', (_what, schema, input) => {
    expect(schema.safeParse(input).success).toBe(false);
  });

  it('is text that can be stored', () => {
    expect(line.parse('  größe 日本 😀 ')).toBe('größe 日本 😀');
    expect(text.parse('one\n\ttwo')).toBe('one\n\ttwo');
    expect([line.safeParse('a\tb').success, line.safeParse('a\u0085b').success, name.safeParse('\0').success]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is an id of the sign-in library, and nothing longer or stranger', () => {
    expect(authId.parse('Zk3_-9')).toBe('Zk3_-9');
    expect(['', 'a b', '../a', 'a\0', 'a'.repeat(101)].filter((value) => authId.safeParse(value).success)).toEqual([]);
  });

  it('is a page of 1 to 100, told as text in the address', () => {
    expect(pageQuery.parse({ limit: '20' })).toEqual({ limit: 20 });
    expect(['0', '101', '1.5', 'many'].filter((limit) => pageQuery.safeParse({ limit }).success)).toEqual([]);
  });

  it('signs up with a password of at least 10 characters', () => {
    const input = { name: 'A user', email: 'ada@example.com', password: '0123456789' };
    expect(routes.signUp.body.safeParse(input).success).toBe(true);
    expect(routes.signUp.body.safeParse({ ...input, password: '012345678' }).success).toBe(false);
    expect(routes.signUp.body.safeParse({ ...input, email: 'ada' }).success).toBe(false);
  });
});
