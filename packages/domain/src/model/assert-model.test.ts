import { describe, expect, it } from 'vitest';
import { artistsAndAlbums } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { assertModel } from './assert-model.ts';
import type { EntityId } from '../ids.ts';
import { samePermissions } from './permissions.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** The model with one thing broken, past the edits that would refuse it. */
const withBrokenEntity = (change: (entity: Entity) => Entity): ServiceModel => {
  const model = artistsAndAlbums();
  return { ...model, entities: model.entities.map((entity) => (entity.name === 'Album' ? change(entity) : entity)) };
};
const withBrokenField = (name: string, change: (field: Field) => unknown): ServiceModel =>
  withBrokenEntity((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => (field.name === name ? (change(field) as Field) : field)),
  }));
const withOtherSide = (type: object): ServiceModel => {
  const model = artistsAndAlbums();
  const change = (field: Field): Field =>
    field.name === 'albums' ? ({ ...field, type: { ...field.type, ...type } } as Field) : field;
  return { ...model, entities: model.entities.map((entity) => ({ ...entity, fields: entity.fields.map(change) })) };
};
const codeOf = (model: ServiceModel): string => refusalOf(() => assertModel(model)).code;

describe('a whole model', () => {
  it('passes where it keeps every rule', () => {
    expect(() => assertModel(artistsAndAlbums())).not.toThrow();
  });

  it.each<[string, string, ServiceModel]>([
    ['a folder outside the repository', 'invalid_model', { ...artistsAndAlbums(), serverDirectory: '../other' }],
    ['a reserved entity name', 'reserved_name', withBrokenEntity((entity) => ({ ...entity, name: 'Class' }))],
    ['two entities of one name', 'name_taken', withBrokenEntity((entity) => ({ ...entity, name: 'ARTISTS' }))],
    ['two entities of one plural', 'name_taken', withBrokenEntity((entity) => ({ ...entity, pluralName: 'Artists' }))],
    ['a reserved field name', 'reserved_name', withBrokenField('artist', (field) => ({ ...field, name: 'take' }))],
    ['two fields of one name', 'name_taken', withBrokenField('artist', (field) => ({ ...field, name: 'createdat' }))],
    [
      'a field of a foreign key',
      'name_taken',
      withBrokenField('createdAt', (field) => ({ ...field, name: 'artistId' })),
    ],
    ['no id', 'invalid_field', withBrokenField('id', (field) => ({ ...field, type: { kind: 'email' } }))],
    [
      'two ids',
      'invalid_field',
      withBrokenField('createdAt', (field) => ({ ...field, type: { kind: 'id', strategy: 'uuid' } })),
    ],
    [
      'two updated-at',
      'invalid_field',
      withBrokenField('createdAt', (field) => ({ ...field, type: { kind: 'updated-at' } })),
    ],
    [
      'a required relation that is cleared',
      'invalid_field',
      withBrokenField('artist', (field) => ({ ...field, required: true })),
    ],
    ['one id twice', 'invalid_model', withBrokenField('createdAt', (field) => ({ ...field, id: 'artist' }))],
    [
      'a relation to nowhere',
      'invalid_model',
      withBrokenField('artist', (field) => ({ ...field, type: { ...field.type, entityId: 'nobody' } })),
    ],
    [
      'a relation to another field',
      'invalid_model',
      withBrokenField('artist', (field) => ({ ...field, type: { ...field.type, inverseFieldId: 'artist.name' } })),
    ],
    [
      'two keys for one relation',
      'invalid_model',
      withBrokenField('artist', (field) => ({ ...field, id: 'album.other' })),
    ],
  ])('is refused for %s', (_what, code, model) => {
    expect(codeOf(model)).toBe(code);
  });

  it('takes a relation of two lists as n-n', () => {
    const model = withBrokenField('artist', (field) => ({ ...field, type: { ...field.type, cardinality: 'many' } }));
    expect(() => assertModel(model)).not.toThrow();
  });

  it.each<[string, ServiceModel, string]>([
    [
      'two keys',
      withOtherSide({ cardinality: 'one' }),
      'The relation Artist.albums needs its foreign key on one side.',
    ],
    [
      'no key where a record belongs to one',
      withBrokenField('artist', (field) => ({ ...field, type: { ...field.type, holdsKey: false } })),
      'The relation Artist.albums needs its foreign key on one side.',
    ],
    [
      'a key on the side of the list',
      withOtherSide({ holdsKey: true }),
      '"albums": Only the side that points at one record can hold the key.',
    ],
  ])('is refused for a relation with %s', (_what, model, sentence) => {
    expect(refusalOf(() => assertModel(model)).message).toBe(sentence);
  });

  it.each<[string, ServiceModel, string]>([
    ['attributes', withBrokenEntity((entity) => ({ ...entity, attributes: '@@id' })), 'attributes'],
    ['keys', withBrokenEntity((entity) => ({ ...entity, indexes: [{ id: 'k', fieldIds: ['a', 'b'] }] })), 'indexes.0'],
    [
      'permissions',
      withBrokenEntity((entity) => ({ ...entity, permissions: samePermissions({ kind: 'all-roles' }) })),
      'permissions.view',
    ],
    ['settings', { ...artistsAndAlbums(), apis: { rest: false, graphql: false } }, 'apis'],
    ['roles', { ...artistsAndAlbums(), authEntityId: 'nobody' as EntityId }, 'authEntityId'],
  ])('is refused for its %s', (_what, model, path) => {
    expect(refusalOf(() => assertModel(model)).problems).toMatchObject([{ path }]);
  });

  it('is refused where a key has the id of another part', () => {
    const model = withBrokenEntity((entity) => ({
      ...entity,
      indexes: [{ id: 'artist', fieldIds: entity.fields.slice(0, 2).map(({ id }) => id) }],
    }));
    expect(refusalOf(() => assertModel(model)).message).toBe('Two parts of the model have the id artist.');
  });
});
