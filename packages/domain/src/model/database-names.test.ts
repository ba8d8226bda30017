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
import type { EntityId, FieldId } from '../ids.ts';
import { assertModel } from './assert-model.ts';
import { updateEntity, updateField } from './edit-model.ts';
import { updateSettings } from './edit-settings.ts';
import type { Field, ServiceModel } from './service-model.ts';

const [ARTIST, ALBUM] = ['artist' as EntityId, 'album' as EntityId];
const mapped = (entity: EntityId, attributes: string, model = artistsAndAlbums()): ServiceModel =>
  updateEntity(model, entity, { attributes });
const mapField = (model: ServiceModel, entity: string, name: string, attributes: string): ServiceModel =>
  updateField(model, entityNamed(model, entity).id, fieldNamed(model, entity, name).id, { attributes });

describe('a name in the database', () => {
  it('may be the name of a field or entity that has another one there itself', () => {
    const swapped = mapField(artistsAndAlbums(), 'Artist', 'createdAt', '@map("created")');
    expect(() => assertModel(mapField(swapped, 'Artist', 'name', '@map("createdAt")'))).not.toThrow();
    expect(() => mapped(ALBUM, '@@map("Artist")', mapped(ARTIST, '@@map("artists")'))).not.toThrow();
  });

  it.each([
    ['of another field', '@map("createdAt")'],
    ['of another field in another case', '@map("CREATEDAT")'],
    ['of a foreign key', '@map("artistId")'],
  ])('is refused where it is the column %s', (_what, attributes) => {
    const model = withField(artistsAndAlbums(), 'album', 'label');
    expect(refusalOf(() => mapField(model, 'Album', 'label', attributes))).toMatchObject({
      code: 'name_taken',
      message: expect.stringContaining('would both be the column'),
      problems: [{ path: 'attributes' }],
    });
  });

  it('is refused where a new field would be that column', () => {
    const model = mapField(artistsAndAlbums(), 'Artist', 'name', '@map("title")');
    expect(refusalOf(() => withField(model, 'artist', 'title')).message).toBe(
      '"name" and "title" of Artist would both be the column "title": choose another name for one of them.',
    );
  });

  it('of a relation is that of its foreign key', () => {
    const model = mapField(artistsAndAlbums(), 'Album', 'artist', '@map("artist_id")');
    expect(refusalOf(() => withField(model, 'album', 'artist_id')).code).toBe('invalid_name');
    const other = withField(model, 'album', 'label');
    expect(refusalOf(() => mapField(other, 'Album', 'label', '@map("artist_id")')).code).toBe('name_taken');
    expect(() => mapField(other, 'Album', 'label', '@map("artist")')).not.toThrow();
  });

  it.each([
    ['another entity', '@@map("Artist")', 'Artist and Album would both be the table "Artist"'],
    ['another entity in another case', '@@map("artist")', 'would both be the table "artist"'],
    ['the sessions of the generated server', '@@map("AuthSession")', 'The generated server has a table "AuthSession"'],
    ['the migrations', '@@map("_prisma_migrations")', `Names of Prisma's own tables begin with "_"`],
    ['an n-n relation', '@@map("_Album_tracks")', 'choose another name than "_Album_tracks" for Album'],
  ])('is refused where it is the table of %s', (_what, attributes, sentence) => {
    expect(refusalOf(() => mapped(ALBUM, attributes))).toMatchObject({
      code: 'name_taken',
      message: expect.stringContaining(sentence),
      problems: [{ path: 'attributes' }],
    });
  });

  it('is refused in a model that no edit made', () => {
    const model = artistsAndAlbums();
    const entities = model.entities.map((entity) => ({ ...entity, attributes: '@@map("things")' }));
    expect(refusalOf(() => assertModel({ ...model, entities })).code).toBe('name_taken');
    const fields = model.entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map((field) =>
        field.name.endsWith('At') ? { ...field, attributes: '@map("at")' } : field,
      ),
    }));
    expect(refusalOf(() => assertModel({ ...model, entities: fields })).code).toBe('name_taken');
  });
});

const [USER, USER_ROLE] = ['user' as EntityId, 'userrole' as EntityId];
const [ROLE_NAME, NAME] = ['user.roleName' as FieldId, 'userrole.name' as FieldId];
const indexed = { searchable: true, type: { kind: 'email' } } as const;
/** Users with an index `user_role_name_idx` over `role_name`, and their roles with a name that has none. */
const usersAndRoles = (): ServiceModel => {
  const entities = withEntity(withEntity(emptyModel(), 'User'), 'UserRole');
  const tables = mapped(USER_ROLE, '@@map("user_role")', mapped(USER, '@@map("user")', entities));
  const roleName = { ...indexed, attributes: '@map("role_name")' };
  return withField(withField(tables, 'user', 'roleName', roleName), 'userrole', 'name', { type: { kind: 'email' } });
};
const changed =
  (model: ServiceModel, entity: EntityId, field: FieldId, change: Partial<Field>): (() => ServiceModel) =>
  () =>
    updateField(model, entity, field, change);

describe('the name of an index or of a constraint', () => {
  it('is refused in PostgreSQL where an index of another table has it', () => {
    expect(refusalOf(changed(usersAndRoles(), USER_ROLE, NAME, indexed))).toMatchObject({
      code: 'name_taken',
      message:
        'The indexes of "User.roleName" and "UserRole.name" would both be called "user_role_name_idx" in the database: choose another name there, with @map or @@map, for one of them or its entity.',
      problems: [{ path: 'attributes' }],
    });
    const unique = changed(usersAndRoles(), USER, ROLE_NAME, { unique: true })();
    expect(refusalOf(changed(unique, USER_ROLE, NAME, { unique: true })).message).toContain('"user_role_name_key"');
  });

  it.each<[string, Partial<Field>]>([
    ['one of them is unique', { unique: true }],
    ['one of them would be too long', { searchable: true, type: { kind: 'multi-line-text' } }],
    ['a letter is another', { ...indexed, attributes: '@map("Name")' }],
  ])('is not where %s', (_what, change) => {
    expect(changed(usersAndRoles(), USER_ROLE, NAME, change)).not.toThrow();
  });

  it('is refused in PostgreSQL where a table has it', () => {
    const model = usersAndRoles();
    expect(refusalOf(() => mapped(USER_ROLE, '@@map("user_role_name_idx")', model)).message).toContain(
      'The index of "User.roleName" and the table of UserRole would both',
    );
    expect(refusalOf(() => mapped(USER_ROLE, '@@map("user_pkey")', model)).message).toContain('The id of User');
    expect(refusalOf(() => withEntity(mapped(USER, '@@map("Order_pkey")', model), 'Order')).code).toBe('name_taken');
  });

  it('is refused where two keys of one table have it', () => {
    const names = ['a', 'a_b', 'b_c', 'c'];
    const model = names.reduce(
      (current, name, index) =>
        withField(current, 'artist', `field${index}`, { type: { kind: 'email' }, attributes: `@map("${name}")` }),
      artistsAndAlbums(),
    );
    const key = (...places: readonly number[]) => ({
      id: `key${places.join('')}`,
      fieldIds: places.map((place) => `artist.field${place}`),
    });
    for (const database of ['postgresql', 'mysql'] as const) {
      const here = updateSettings(model, { database });
      const keys = (list: 'indexes' | 'uniqueKeys') => updateEntity(here, ARTIST, { [list]: [key(0, 2), key(1, 3)] });
      expect(refusalOf(() => keys('indexes')).message).toContain('(field1, field3) of Artist');
      expect(refusalOf(() => keys('uniqueKeys')).message).toContain('"Artist_a_b_c_key"');
      expect(() => updateEntity(here, ARTIST, { indexes: [key(0, 2)], uniqueKeys: [key(1, 3)] })).not.toThrow();
    }
  });

  it('is refused in MySQL, in any case, where a foreign key has it: an index of another table may', () => {
    const mysql = updateSettings(usersAndRoles(), { database: 'mysql' });
    const both = changed(mysql, USER_ROLE, NAME, indexed)();
    expect(refusalOf(() => updateSettings(both, { database: 'postgresql' })).message).toContain('"user_role_name_idx"');
    const boss = withRelation(mysql, ['user', 'boss'], ['user', 'staff']);
    const related = withRelation(boss, ['userrole', 'user'], ['user', 'owned']);
    const key = changed(related, USER, 'user.boss' as FieldId, { attributes: '@map("role_USERID")' });
    expect(refusalOf(key).message).toContain(
      'The foreign keys of "User.boss" and "UserRole.user" would both be called "user_role_userId_fkey"',
    );
  });

  it('is refused in a model that no edit made', () => {
    const model = usersAndRoles();
    const entities = model.entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map((field) => ({ ...field, searchable: true })),
    }));
    expect(refusalOf(() => assertModel({ ...model, entities })).code).toBe('name_taken');
    expect(() => assertModel(model)).not.toThrow();
  });
});
