import { describe, expect, it } from 'vitest';
import {
  artistsAndAlbums,
  countingIds,
  emptyModel,
  entityNamed,
  fieldNamed,
  withEntity,
  withField,
  withRelation,
} from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { assertModel } from './assert-model.ts';
import { addEntity, removeEntity, removeField, updateEntity, updateField } from './edit-model.ts';
import { getEntity, getField } from './get-entity.ts';
import type { EntityId, FieldId } from '../ids.ts';
import { addAuthEntity } from './add-auth-entity.ts';
import type { ServiceModel } from './service-model.ts';

const [ARTIST, ALBUM] = ['artist' as EntityId, 'album' as EntityId];
const fieldId = (model: ServiceModel, entity: string, name: string): FieldId => fieldNamed(model, entity, name).id;
const fieldNames = (model: ServiceModel, entity: string): readonly string[] =>
  entityNamed(model, entity).fields.map((field) => field.name);

describe('adding an entity', () => {
  it('gives it a plural, an id and two moments', () => {
    const model = withEntity(emptyModel(), 'Category');
    expect(model.entities).toMatchObject([{ name: 'Category', pluralName: 'Categories' }]);
    expect(fieldNames(model, 'Category')).toEqual(['id', 'createdAt', 'updatedAt']);
  });

  it.each([
    ['Artist', 'Artist'],
    ['Artist', 'ARTIST'],
    ['Artist', 'Artists'],
    ['Artists', 'Artist'],
    ['Person', 'People'],
  ])('is refused where %s takes the name of %s', (first, second) => {
    expect(refusalOf(() => withEntity(withEntity(emptyModel(), first), second))).toMatchObject({
      code: 'name_taken',
      message: expect.stringContaining(`"${first}"`),
      problems: [{ path: 'name' }],
    });
  });

  it('is refused without an id field', () => {
    const input = { id: ARTIST, name: 'Artist', displayName: 'Artist', fields: [] };
    expect(refusalOf(() => addEntity(emptyModel(), input)).message).toBe(
      'Artist has no id: every entity needs exactly one.',
    );
  });
});

describe('renaming an entity', () => {
  it('keeps both sides of its relations, its id and its fields', () => {
    const before = artistsAndAlbums();
    const model = updateEntity(before, ARTIST, { name: 'Musician' });
    expect(() => assertModel(model)).not.toThrow();
    expect(entityNamed(model, 'Musician')).toEqual({
      ...entityNamed(before, 'Artist'),
      name: 'Musician',
      pluralName: 'Musicians',
    });
    expect(fieldNamed(model, 'Album', 'artist')).toEqual(fieldNamed(before, 'Album', 'artist'));
  });

  it('may change the letter case only, or the label only', () => {
    expect(updateEntity(artistsAndAlbums(), ARTIST, { name: 'ArTist' }).entities[0]?.pluralName).toBe('ArTists');
    expect(updateEntity(artistsAndAlbums(), ARTIST, { displayName: 'Band' }).entities[0]).toMatchObject({
      name: 'Artist',
      displayName: 'Band',
    });
  });

  it('is refused for a name that is taken, reserved or of nobody', () => {
    expect(refusalOf(() => updateEntity(artistsAndAlbums(), ARTIST, { name: 'albums' })).code).toBe('invalid_name');
    expect(refusalOf(() => updateEntity(artistsAndAlbums(), ARTIST, { name: 'Albums' })).code).toBe('name_taken');
    expect(refusalOf(() => updateEntity(artistsAndAlbums(), ARTIST, { name: 'Doc' })).code).toBe('reserved_name');
    expect(refusalOf(() => updateEntity(artistsAndAlbums(), 'x' as EntityId, {})).code).toBe('not_found');
  });
});

it('removes an entity with the other side of each of its relations', () => {
  const model = removeEntity(artistsAndAlbums(), ARTIST);
  expect(model.entities.map(({ name }) => name)).toEqual(['Album']);
  expect(fieldNames(model, 'Album')).toEqual(['id', 'createdAt', 'updatedAt']);
  expect(refusalOf(() => removeEntity(model, ARTIST)).code).toBe('not_found');
});

describe('adding a field', () => {
  it('appends it', () => {
    expect(fieldNames(withField(artistsAndAlbums(), 'artist', 'country'), 'Artist')).toEqual([
      'id',
      'createdAt',
      'updatedAt',
      'name',
      'albums',
      'country',
    ]);
  });

  it.each(['name', 'NAME', 'albums', 'id'])('is refused where it takes the name of another one: %s', (name) => {
    const small = name.charAt(0).toLowerCase() + name.slice(1);
    expect(refusalOf(() => withField(artistsAndAlbums(), 'artist', small))).toMatchObject({
      code: 'name_taken',
      problems: [{ path: 'name' }],
    });
  });

  it.each([
    ['id', { kind: 'id', strategy: 'uuid' }],
    ['created-at', { kind: 'created-at' }],
    ['updated-at', { kind: 'updated-at' }],
  ] as const)('is refused for a second %s', (kind, type) => {
    const { code, message, problems } = refusalOf(() => withField(artistsAndAlbums(), 'artist', 'another', { type }));
    expect({ code, path: problems[0]?.path }).toEqual({ code: 'invalid_field', path: 'type' });
    expect(message).toContain(`Artist already has a field of the kind ${kind}`);
  });

  it('takes another created-at once the first one is gone', () => {
    const before = artistsAndAlbums();
    const without = removeField(before, ARTIST, fieldId(before, 'Artist', 'createdAt'));
    const model = withField(without, 'artist', 'bornAt', { type: { kind: 'created-at' } });
    expect(fieldNames(model, 'Artist')).toContain('bornAt');
  });

  it('is refused for an entity that is not there', () => {
    expect(refusalOf(() => withField(emptyModel(), 'artist', 'name')).code).toBe('not_found');
  });
});

describe('the foreign key of a relation', () => {
  it.each(['artistId', 'artistid'])('keeps its name to itself: a field %s is refused', (name) => {
    expect(refusalOf(() => withField(artistsAndAlbums(), 'album', name))).toMatchObject({
      code: 'name_taken',
      message: expect.stringContaining('the foreign key of the relation "artist"'),
      problems: [{ path: 'name' }],
    });
  });

  it('is refused where its name is a field already', () => {
    const model = withField(withEntity(withEntity(emptyModel(), 'Artist'), 'Album'), 'album', 'artistId');
    expect(refusalOf(() => withRelation(model, ['album', 'artist'], ['artist', 'albums']))).toMatchObject({
      code: 'name_taken',
      message: expect.stringContaining('"artistId"'),
    });
  });

  it('is refused on a rename, of the field and of the relation', () => {
    const model = withField(withField(artistsAndAlbums(), 'album', 'label'), 'album', 'ownerId');
    const label = fieldId(model, 'Album', 'label');
    const artist = fieldId(model, 'Album', 'artist');
    expect(refusalOf(() => updateField(model, ALBUM, label, { name: 'artistId' })).code).toBe('name_taken');
    expect(refusalOf(() => updateField(model, ALBUM, artist, { name: 'owner' })).code).toBe('name_taken');
  });

  it('takes no name on the other side, where there is a list', () => {
    expect(fieldNames(withField(artistsAndAlbums(), 'artist', 'albumsId'), 'Artist')).toContain('albumsId');
  });

  it('may not be the name of the other side of a self relation', () => {
    const model = withEntity(emptyModel(), 'Employee');
    const attempt = () => withRelation(model, ['employee', 'boss'], ['employee', 'bossId']);
    expect(refusalOf(attempt)).toMatchObject({ code: 'name_taken', problems: [{ path: 'inverse.name' }] });
  });
});

describe('changing a field', () => {
  it('changes what is given and leaves the rest', () => {
    const before = artistsAndAlbums();
    const model = updateField(before, ARTIST, fieldId(before, 'Artist', 'name'), {
      required: true,
      displayName: 'Stage name',
    });
    expect(fieldNamed(model, 'Artist', 'name')).toEqual({
      ...fieldNamed(before, 'Artist', 'name'),
      required: true,
      displayName: 'Stage name',
    });
  });

  it('may change the kind of a value, and the strategy of the id', () => {
    const before = artistsAndAlbums();
    const named = updateField(before, ARTIST, fieldId(before, 'Artist', 'name'), { type: { kind: 'email' } });
    expect(fieldNamed(named, 'Artist', 'name').type).toEqual({ kind: 'email' });
    const type = { kind: 'id', strategy: 'auto-increment' } as const;
    const counted = updateField(before, ARTIST, fieldId(before, 'Artist', 'id'), { type });
    expect(fieldNamed(counted, 'Artist', 'id').type).toEqual(type);
  });

  it('is refused for the id to another kind, and for another field to an id', () => {
    const model = artistsAndAlbums();
    const attempts = [
      () => updateField(model, ARTIST, fieldId(model, 'Artist', 'id'), { type: { kind: 'single-line-text' } }),
      () => updateField(model, ARTIST, fieldId(model, 'Artist', 'name'), { type: { kind: 'id', strategy: 'uuid' } }),
    ];
    for (const attempt of attempts) {
      expect(refusalOf(attempt)).toMatchObject({ code: 'invalid_field', problems: [{ path: 'type' }] });
    }
  });

  it('is refused for a second created-at', () => {
    const model = artistsAndAlbums();
    const attempt = () =>
      updateField(model, ARTIST, fieldId(model, 'Artist', 'name'), { type: { kind: 'created-at' } });
    expect(refusalOf(attempt).message).toContain('already has a field of the kind created-at');
  });

  it('is refused between a relation and a value', () => {
    const model = artistsAndAlbums();
    const relation = fieldNamed(model, 'Album', 'artist');
    const text = { kind: 'single-line-text' } as const;
    expect(refusalOf(() => updateField(model, ALBUM, relation.id, { type: text })).code).toBe('invalid_field');
    const name = fieldId(model, 'Artist', 'name');
    expect(refusalOf(() => updateField(model, ARTIST, name, { type: relation.type })).code).toBe('invalid_field');
  });

  it('may change what happens on delete and whether a relation is required, as long as they go together', () => {
    const model = artistsAndAlbums();
    const { id, type } = fieldNamed(model, 'Album', 'artist');
    if (type.kind !== 'relation') throw new Error('It is a relation.');
    const cascade = { ...type, onDelete: 'cascade' } as const;
    const changed = updateField(model, ALBUM, id, { required: true, type: cascade });
    expect(fieldNamed(changed, 'Album', 'artist')).toMatchObject({ required: true, type: cascade });
    expect(refusalOf(() => updateField(model, ALBUM, id, { required: true }))).toMatchObject({
      code: 'invalid_field',
      problems: [{ path: 'onDelete' }],
    });
    expect(refusalOf(() => updateField(changed, ALBUM, id, { type })).code).toBe('invalid_field');
  });

  it.each([{ entityId: 'album' }, { inverseFieldId: 'album.id' }, { cardinality: 'many' as const }])(
    'is refused for what a relation points at: %j',
    (change) => {
      const model = artistsAndAlbums();
      const { id, type } = fieldNamed(model, 'Album', 'artist');
      if (type.kind !== 'relation') throw new Error('It is a relation.');
      expect(refusalOf(() => updateField(model, ALBUM, id, { type: { ...type, ...change } }))).toMatchObject({
        code: 'invalid_field',
        problems: [{ path: 'type' }],
      });
    },
  );

  it('is refused for what happens on delete at the side of the list', () => {
    const model = artistsAndAlbums();
    const { id, type } = fieldNamed(model, 'Artist', 'albums');
    if (type.kind !== 'relation') throw new Error('It is a relation.');
    const attempt = () => updateField(model, ARTIST, id, { type: { ...type, onDelete: 'cascade' } });
    expect(refusalOf(attempt).problems).toMatchObject([{ path: 'type.onDelete' }]);
    expect(updateField(model, ARTIST, id, { type, displayName: 'Records' }).entities[0]?.fields.at(-1)).toMatchObject({
      displayName: 'Records',
    });
  });

  it('never changes the id under which it is known', () => {
    const model = artistsAndAlbums();
    const id = fieldId(model, 'Artist', 'name');
    const changed = updateField(model, ARTIST, id, { id: 'x', name: 'title' } as never);
    expect(fieldNamed(changed, 'Artist', 'title').id).toBe(id);
  });
});

describe('removing a field', () => {
  it('removes both sides of a relation, from either side', () => {
    const model = artistsAndAlbums();
    for (const [entity, field] of [
      [ALBUM, fieldId(model, 'Album', 'artist')],
      [ARTIST, fieldId(model, 'Artist', 'albums')],
    ] as const) {
      const without = removeField(model, entity, field);
      expect(without.entities.flatMap(({ fields }) => fields).filter(({ type }) => type.kind === 'relation')).toEqual(
        [],
      );
    }
  });

  it('is refused for the id, and for a field that is not there', () => {
    const model = artistsAndAlbums();
    expect(refusalOf(() => removeField(model, ARTIST, fieldId(model, 'Artist', 'id'))).code).toBe('invalid_field');
    expect(refusalOf(() => removeField(model, ARTIST, fieldId(model, 'Album', 'artist'))).code).toBe('not_found');
  });
});

it('keeps what users sign in with: the entity, and the three fields that it needs', () => {
  const model = addAuthEntity(artistsAndAlbums(), countingIds());
  const user = entityNamed(model, 'User');
  expect(refusalOf(() => removeEntity(model, user.id))).toMatchObject({
    code: 'in_use',
    message: 'Users sign in with User: choose another entity for that first, or none.',
  });
  for (const kind of ['username', 'password', 'roles'] as const) {
    const attempt = () => removeField(model, user.id, fieldId(model, 'User', kind));
    expect(refusalOf(attempt).message).toBe(
      `User cannot be what users sign in with: it has no field of the kind ${kind}.`,
    );
  }
  expect(fieldNames(removeField(model, user.id, fieldId(model, 'User', 'email')), 'User')).not.toContain('email');
});

it('removes attributes that are emptied', () => {
  const mapped = updateEntity(artistsAndAlbums(), ARTIST, { attributes: '@@map("artists")' });
  expect(entityNamed(mapped, 'Artist').attributes).toBe('@@map("artists")');
  expect(updateEntity(mapped, ARTIST, { attributes: ' ' })).toEqual(artistsAndAlbums());
  const field = fieldId(mapped, 'Artist', 'name');
  const named = updateField(artistsAndAlbums(), ARTIST, field, { attributes: '@map("artist_name")' });
  expect(updateField(named, ARTIST, field, { attributes: '' })).toEqual(artistsAndAlbums());
});

it('refuses a field that holds a file where there is no REST API', () => {
  const withoutRest = { ...artistsAndAlbums(), apis: { rest: false, graphql: true }, adminUi: false };
  const file = { type: { kind: 'file' } } as const;
  expect(refusalOf(() => withField(withoutRest, 'artist', 'photo', file))).toMatchObject({
    code: 'invalid_model',
    problems: [{ path: 'type' }],
  });
  expect(fieldNames(withField(artistsAndAlbums(), 'artist', 'photo', file), 'Artist')).toContain('photo');
});

it('opens a new entity to everybody only where nobody can sign in', () => {
  const [open, closed] = [emptyModel(), addAuthEntity(emptyModel(), countingIds())].map((model) =>
    entityNamed(withEntity(model, 'Artist'), 'Artist'),
  );
  expect([open?.permissions.create.kind, closed?.permissions.create.kind]).toEqual(['public', 'all-roles']);
});

it('finds by id, or refuses', () => {
  const model = artistsAndAlbums();
  expect(getField(getEntity(model, 'album'), 'album.artist').name).toBe('artist');
  expect(refusalOf(() => getEntity(model, 'nobody')).code).toBe('not_found');
  expect(refusalOf(() => getField(getEntity(model, 'album'), 'nothing')).code).toBe('not_found');
});

it('never changes the model that it is given', () => {
  const model = artistsAndAlbums();
  const copy = structuredClone(model);
  updateEntity(model, ARTIST, { name: 'Band' });
  removeField(model, ARTIST, fieldId(model, 'Artist', 'name'));
  withField(model, 'artist', 'country');
  expect(model).toEqual(copy);
});
