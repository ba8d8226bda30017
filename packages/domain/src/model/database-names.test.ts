import { describe, expect, it } from 'vitest';
import { artistsAndAlbums, entityNamed, fieldNamed, withField } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import type { EntityId } from '../ids.ts';
import { assertModel } from './assert-model.ts';
import { updateEntity, updateField } from './edit-model.ts';
import type { ServiceModel } from './service-model.ts';

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
