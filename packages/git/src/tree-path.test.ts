import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit, createOrigin, temporaryFolder, write } from './testing/temporary-repository.ts';
import { assertTreePath } from './tree-path.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gitDir: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  gitDir = `${folder.path}/r.git`;
  await createOrigin(gitDir);
});
afterAll(() => folder.dispose());

describe('a path that would become part of .git somewhere', () => {
  it.each([
    '.git/config',
    '.GIT/config',
    'a/.Git',
    '.git\u200c/x',
    '.g\u200dit/x',
    '\ufeff.git/x',
    '.git /x',
    '.git./x',
    '.git . /x',
    '.git::$INDEX_ALLOCATION/x',
    'GIT~1/x',
    'a\\.git\\x',
    '．ｇｉｔ/x',
    '../x',
    'a/../b',
    './x',
    '/etc/passwd',
    'a//b',
    'a/',
    '',
    '.',
    'a\0b',
  ])('is refused: %j', async (path) => {
    expect(() => assertTreePath(path)).toThrow(TypeError);
    await expect(commit({ gitDir, changes: [write(path, 'x')] })).rejects.toThrow(TypeError);
  });
  it.each([
    '.gitignore',
    '.github/x',
    '.gitlab-ci.yml',
    'git',
    'a.git',
    '...',
    'x.git/y',
    '.git-x',
    'back\\slash',
    'new\nline',
  ])('is not refused: %j', (path) => {
    expect(assertTreePath(path)).toBe(path);
  });
});
