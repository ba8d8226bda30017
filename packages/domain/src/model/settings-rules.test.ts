import { describe, expect, it } from 'vitest';
import { artistsAndAlbums, withField } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import type { ServiceModel } from './service-model.ts';
import { assertSettings } from './settings-rules.ts';

const check = (change: Partial<ServiceModel>, model: ServiceModel = artistsAndAlbums()) => {
  return () => assertSettings({ ...model, ...change });
};
const plugin = (name: string) => ({ name, settings: {} });
const withPhoto = withField(artistsAndAlbums(), 'artist', 'photo', { type: { kind: 'file' } });

describe('the settings of a service', () => {
  it.each<[string, () => void]>([
    ['GraphQL only', check({ apis: { rest: false, graphql: true }, adminUi: false })],
    ['REST only', check({ apis: { rest: true, graphql: false } })],
    ['folders beside each other', check({ serverDirectory: 'apps/store', adminDirectory: 'apps/store-admin' })],
    ['several plugins', check({ plugins: [plugin('kafka'), plugin('redis')] })],
    ['a field that holds a file, with REST', check({}, withPhoto)],
  ])('may be %s', (_what, attempt) => {
    expect(attempt).not.toThrow();
  });

  it.each<[string, string, string, () => void]>([
    ['a folder outside', 'adminDirectory', 'Name a folder inside the repository', check({ adminDirectory: '../x' })],
    [
      'one folder in the other',
      'adminDirectory',
      'must lie beside each other',
      check({ serverDirectory: 'apps/store', adminDirectory: 'apps/Store/admin' }),
    ],
    [
      'one folder for both',
      'adminDirectory',
      'must lie beside each other',
      check({ serverDirectory: 'apps/store', adminDirectory: 'apps/store' }),
    ],
    ['no API', 'apis', 'Switch REST or GraphQL on', check({ apis: { rest: false, graphql: false } })],
    [
      'an admin UI without REST',
      'adminUi',
      'The admin UI talks to the REST API',
      check({ apis: { rest: false, graphql: true } }),
    ],
    [
      'a plugin twice',
      'plugins',
      'The plugin "kafka" is chosen twice.',
      check({ plugins: [plugin('kafka'), plugin('kafka')] }),
    ],
    [
      'a field that holds a file, without REST',
      'apis',
      'The files of "Artist.photo" go through the REST API: switch it on, or remove the field.',
      check({ apis: { rest: false, graphql: true }, adminUi: false }, withPhoto),
    ],
  ])('may not be %s', (_what, path, sentence, attempt) => {
    const { code, message, problems } = refusalOf(attempt);
    expect({ code, path: problems[0]?.path }).toEqual({ code: 'invalid_model', path });
    expect(message).toContain(sentence);
  });
});
