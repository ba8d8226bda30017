import { describe, expect, it } from 'vitest';
import { emptyModel } from '../testing/models.ts';
import { DIRECTORY_RULE, isServiceDirectory } from './service-directory.ts';
import { parseServiceModel } from './service-model.ts';

describe('the folder of a server', () => {
  it.each([
    'apps/store-server',
    'server',
    'a/b/c',
    'Größe/日本',
    '.hidden/x',
    'apps/.amplication',
    'my.git',
    '.github/x',
    '@scope/app_1',
  ])('may be %s', (path) => {
    expect(isServiceDirectory(path)).toBe(true);
  });

  it.each([
    '',
    '/',
    '/apps',
    'apps/',
    'apps//x',
    '.',
    './apps',
    '..',
    '../evil',
    'apps/../..',
    'apps\\x',
    'C:/apps',
    '~/apps',
    '.git',
    '.GIT/hooks',
    'apps/.Git/hooks',
    '.git./hooks',
    '.git /hooks',
    'git~1/hooks',
    '.g\u200cit/hooks',
    '.\uff47\uff49\uff54/hooks',
    '.amplication',
    '.Amplication/store',
    'apps/a b',
    'apps/a\nb',
    'apps/a\0b',
    '-rf',
    'apps/$HOME',
    'apps/"x"',
    'a'.repeat(201),
  ])('may not be %j', (path) => {
    expect(isServiceDirectory(path)).toBe(false);
  });

  it('is checked where a model is read, with a sentence that says what to do', () => {
    expect(parseServiceModel(emptyModel())).toEqual(emptyModel());
    expect(() => parseServiceModel({ ...emptyModel(), serverDirectory: '../evil' })).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ path: ['serverDirectory'], message: DIRECTORY_RULE })],
      }),
    );
  });
});
