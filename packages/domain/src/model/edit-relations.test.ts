import { describe, expect, it } from 'vitest';
import {
  artistsAndAlbums,
  emptyModel,
  entityNamed,
  fieldNamed,
  withEntity,
  withField,
  withRelation,
} from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import type { EntityId } from '../ids.ts';
import { assertModel } from './assert-model.ts';
import { removeField, updateField } from './edit-model.ts';
import type { RelationInput } from './edit-relations.ts';
import { holdsKey, type RelationType } from './field-types.ts';
import type { ServiceModel } from './service-model.ts';

type Kind = RelationInput['relation'];
const [ARTIST, ALBUM] = ['artist' as EntityId, 'album' as EntityId];
const fieldNames = (model: ServiceModel, entity: string): readonly string[] =>
  entityNamed(model, entity).fields.map((field) => field.name);
const related = (relation: Kind, options: Partial<RelationInput> = {}): ServiceModel => {
  const entities = withEntity(withEntity(emptyModel(), 'Artist'), 'Album');
  return withRelation(entities, ['album', 'artist'], ['artist', 'albums'], { relation, ...options });
};
const relationFields = (model: ServiceModel) =>
  model.entities.flatMap(({ fields }) =>
    fields.flatMap(({ name, type }) => (type.kind === 'relation' ? [{ name, type }] : [])),
  );
const relationsOf = (model: ServiceModel): readonly RelationType[] => relationFields(model).map(({ type }) => type);
const keyHolders = (model: ServiceModel): readonly string[] =>
  relationFields(model)
    .filter(({ type }) => holdsKey(type))
    .map(({ name }) => name);

describe('adding a relation', () => {
  it('makes two fields that name each other', () => {
    const model = artistsAndAlbums();
    expect(fieldNamed(model, 'Album', 'artist').type).toEqual({
      kind: 'relation',
      entityId: 'artist',
      inverseFieldId: 'artist.albums',
      cardinality: 'one',
      onDelete: 'set-null',
    });
    expect(fieldNamed(model, 'Artist', 'albums').type).toMatchObject({
      entityId: 'album',
      inverseFieldId: 'album.artist',
      cardinality: 'many',
    });
  });

  it('can point at its own entity', () => {
    const model = withRelation(withEntity(emptyModel(), 'Employee'), ['employee', 'boss'], ['employee', 'reports']);
    expect(() => assertModel(model)).not.toThrow();
    expect(fieldNames(model, 'Employee').slice(-2)).toEqual(['boss', 'reports']);
  });

  it('is refused where both sides of a self relation have one name, at the name of the list', () => {
    const model = withEntity(emptyModel(), 'Employee');
    expect(refusalOf(() => withRelation(model, ['employee', 'boss'], ['employee', 'Boss'])).code).toBe('invalid_name');
    expect(refusalOf(() => withRelation(model, ['employee', 'boss'], ['employee', 'boss']))).toMatchObject({
      code: 'name_taken',
      problems: [{ path: 'inverse.name' }],
    });
  });

  it('is refused where the list has the name of a field over there', () => {
    const model = withField(withEntity(withEntity(emptyModel(), 'Artist'), 'Album'), 'artist', 'albums');
    expect(refusalOf(() => withRelation(model, ['album', 'artist'], ['artist', 'albums']))).toMatchObject({
      code: 'name_taken',
      problems: [{ path: 'inverse.name' }],
    });
  });

  it('is refused when it is required and cleared', () => {
    const model = withEntity(withEntity(emptyModel(), 'Artist'), 'Album');
    const attempt = () => withRelation(model, ['album', 'artist'], ['artist', 'albums'], { required: true });
    expect(refusalOf(attempt)).toMatchObject({ code: 'invalid_field', problems: [{ path: 'onDelete' }] });
  });

  it('is refused to an entity that is not there', () => {
    const model = withEntity(emptyModel(), 'Album');
    expect(refusalOf(() => withRelation(model, ['album', 'artist'], ['artist', 'albums'])).code).toBe('not_found');
  });

  it('holds the key on this side of a 1-1 relation only', () => {
    const model = related('one-to-one');
    expect(fieldNamed(model, 'Album', 'artist')).toMatchObject({ type: { cardinality: 'one' }, searchable: true });
    expect(fieldNamed(model, 'Artist', 'albums').type).toMatchObject({
      cardinality: 'one',
      holdsKey: false,
      onDelete: 'restrict',
    });
    expect(keyHolders(model)).toEqual(['artist']);
    expect(() => assertModel(model)).not.toThrow();
  });

  it('holds no key on either side of an n-n relation, and deletes the pairs with each record', () => {
    const model = related('many-to-many');
    expect(relationsOf(model).map(({ cardinality, onDelete }) => [cardinality, onDelete])).toEqual([
      ['many', 'cascade'],
      ['many', 'cascade'],
    ]);
    expect(keyHolders(model)).toEqual([]);
    expect(() => assertModel(model)).not.toThrow();
  });

  it.each(['one-to-one', 'many-to-many'] as const)('can point at its own entity: %s', (relation) => {
    const employee = withEntity(emptyModel(), 'Employee');
    const model = withRelation(employee, ['employee', 'mentor'], ['employee', 'mentors'], { relation });
    expect(() => assertModel(model)).not.toThrow();
  });

  it('takes the name of a foreign key on the side that has one', () => {
    expect(fieldNames(withField(related('many-to-many'), 'album', 'artistId'), 'Album')).toContain('artistId');
    expect(refusalOf(() => withField(related('one-to-one'), 'album', 'artistId')).code).toBe('name_taken');
    expect(fieldNames(withField(related('one-to-one'), 'artist', 'albumsId'), 'Artist')).toContain('albumsId');
  });

  it('may be required where it is 1-1, and not where it is n-n', () => {
    const required = { required: true, onDelete: 'restrict' } as const;
    expect(fieldNamed(related('one-to-one', required), 'Album', 'artist').required).toBe(true);
    expect(refusalOf(() => related('many-to-many', required))).toMatchObject({
      code: 'invalid_field',
      problems: [{ path: 'required', message: 'A list may be empty.' }],
    });
  });

  it('is refused when a record would need another one of its kind first', () => {
    const employee = withEntity(emptyModel(), 'Employee');
    const required = { required: true, onDelete: 'restrict' } as const;
    const attempt = () => withRelation(employee, ['employee', 'boss'], ['employee', 'reports'], required);
    expect(refusalOf(attempt)).toMatchObject({ code: 'invalid_field', problems: [{ path: 'required' }] });
  });
});

describe('changing a relation of another kind', () => {
  const change = (relation: Kind, entity: string, name: string, type: object) => () => {
    const model = related(relation);
    const field = fieldNamed(model, entity, name);
    return updateField(model, entityNamed(model, entity).id, field.id, { type: { ...field.type, ...type } as never });
  };

  it('is refused for the side that holds the key', () => {
    expect(refusalOf(change('one-to-one', 'Artist', 'albums', { holdsKey: true })).problems).toMatchObject([
      { path: 'type' },
    ]);
    expect(refusalOf(change('many-to-many', 'Artist', 'albums', { cardinality: 'one' })).problems).toMatchObject([
      { path: 'type' },
    ]);
  });

  it('says what happens on delete at the side with the key', () => {
    expect(change('one-to-one', 'Album', 'artist', { onDelete: 'cascade' })).not.toThrow();
    for (const attempt of [
      change('one-to-one', 'Artist', 'albums', { onDelete: 'cascade' }),
      change('many-to-many', 'Album', 'artist', { onDelete: 'restrict' }),
    ]) {
      expect(refusalOf(attempt).problems).toMatchObject([{ path: 'type.onDelete' }]);
    }
  });

  it('removes both sides of it by either', () => {
    for (const relation of ['one-to-one', 'many-to-many'] as const) {
      const model = related(relation);
      expect(relationsOf(removeField(model, ARTIST, fieldNamed(model, 'Artist', 'albums').id))).toEqual([]);
      expect(relationsOf(removeField(model, ALBUM, fieldNamed(model, 'Album', 'artist').id))).toEqual([]);
    }
  });
});
