import { describe, expect, it } from 'vitest';
import { emptyModel, withEntity, withField } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { updateEntity, type FieldInput } from './edit-model.ts';
import { updateSettings } from './edit-settings.ts';
import type { EntityId, FieldId } from '../ids.ts';
import type { ServiceModel } from './service-model.ts';

const text = (maxLength: number, more: Partial<FieldInput> = {}): Partial<FieldInput> => ({
  type: { kind: 'single-line-text', maxLength },
  ...more,
});
const withTexts = (model: ServiceModel, count: number, options: Partial<FieldInput>): ServiceModel =>
  Array.from({ length: count }, (_, index) => `text${index}`).reduce(
    (current, name) => withField(current, 'album', name, options),
    model,
  );
const withKey = (model: ServiceModel): ServiceModel => {
  const fieldIds = ['album.text0' as FieldId, 'album.text1' as FieldId];
  return updateEntity(model, 'album' as EntityId, { indexes: [{ id: 'key', fieldIds }] });
};

/** An album as an edit after the other makes it in PostgreSQL, where all of this fits. */
const album = withEntity(emptyModel(), 'Album');
const toMysql = (model: ServiceModel) => () => updateSettings(model, { database: 'mysql' });

describe('a table of MySQL', () => {
  it.each<[string, ServiceModel]>([
    ['nothing but its id', album],
    ['thirty texts of the longest length that has an index', withTexts(album, 30, text(500))],
    ['long texts, which lie beside the row', withTexts(album, 150, text(10_000))],
    ['a key of 768 characters', withKey(withTexts(album, 2, text(384)))],
    [
      'a native type that an index holds',
      withTexts(album, 1, text(9, { unique: true, attributes: '@db.VarChar(768)' })),
    ],
  ])('holds %s', (_what, model) => {
    expect(toMysql(model)).not.toThrow();
  });

  it.each<[string, string, string, ServiceModel]>([
    ['@db.Text', 'attributes', 'without @db.Text', withTexts(album, 1, text(9, { attributes: '@db.Text' }))],
    [
      'a native type that is too long',
      'attributes',
      '255 characters',
      withTexts(album, 1, text(9, { attributes: '@db.Char(256)' })),
    ],
    [
      'an index that is too long',
      'attributes',
      'An index of MySQL holds 768 characters',
      withTexts(album, 1, text(9, { searchable: true, attributes: '@db.VarChar(769)' })),
    ],
    ['a key that is too long', 'indexes.0', 'A key of Album is too long', withKey(withTexts(album, 2, text(385)))],
    ['a row that is too long', 'type.maxLength', 'A row of Album would be too long', withTexts(album, 33, text(500))],
    ['a page that is too full', 'type.maxLength', 'A row of Album would be too long', withTexts(album, 40, text(50))],
    ['too many indexes', 'searchable', 'would need 65 indexes', withTexts(album, 64, text(9, { searchable: true }))],
  ])('does not hold %s', (_what, path, sentence, model) => {
    const { message, problems } = refusalOf(toMysql(model));
    expect(problems[0]?.path).toBe(path);
    expect(message).toContain(sentence);
  });

  it('does not get what it cannot hold afterwards, either', () => {
    const { message } = refusalOf(() => withTexts(toMysql(album)(), 1, text(9, { attributes: '@db.Text' })));
    expect(message).toContain('"Album.text0": MySQL gives a text the room that it needs');
  });
});
