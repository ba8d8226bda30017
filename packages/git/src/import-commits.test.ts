import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCommits, type TreeChange } from './import-commits.ts';
import { initBare } from './init-repository.ts';
import { listRefs } from './list-refs.ts';
import { listTree } from './list-tree.ts';
import { readCommit } from './log.ts';
import { blobIdOf, toCommitId, toTreeId } from './object-id.ts';
import { readBlobs } from './read-blobs.ts';
import { commit, createOrigin, person, temporaryFolder, write } from './testing/temporary-repository.ts';
import { runGit } from './run-git.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gitDir: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  gitDir = `${folder.path}/r.git`;
  await createOrigin(gitDir);
});
afterAll(() => folder.dispose());

const paths = async (treeish: string): Promise<string[]> =>
  (await listTree({ gitDir, treeish })).map((entry) => entry.path);

describe('importCommits', () => {
  it('keeps odd paths, bytes and modes exactly', async () => {
    const odd = [
      '-dash',
      'a b',
      'quo"te',
      'back\\slash',
      'new\nline',
      'tab\tx',
      'ünï/日本.txt',
      'x/'.repeat(140) + 'deep',
      "it's",
      '#x',
      'a\rb',
      '"',
    ];
    const changes: TreeChange[] = odd.map((path) => write(path, `content of ${path}\r\n`));
    changes.push(write('bin/run', '#!/bin/sh\n', '100755'), write('link', 'bin/run', '120000'));
    changes.push({ kind: 'write', path: 'sub', mode: '160000', content: toCommitId('a'.repeat(40)) });
    changes.push({ kind: 'write', path: 'raw', mode: '100644', content: Uint8Array.from([0, 255, 10, 13, 0]) });
    const id = await commit({ gitDir, changes });
    const entries = await listTree({ gitDir, treeish: id });
    expect(entries.map((entry) => entry.path).sort()).toEqual([...odd, 'bin/run', 'link', 'sub', 'raw'].sort());
    expect(entries.find((entry) => entry.path === 'bin/run')?.mode).toBe('100755');
    expect(entries.find((entry) => entry.path === 'link')?.mode).toBe('120000');
    expect(entries.find((entry) => entry.path === 'sub')).toMatchObject({
      mode: '160000',
      type: 'commit',
      id: 'a'.repeat(40),
    });
    const raw = blobIdOf(Uint8Array.from([0, 255, 10, 13, 0]));
    expect([...((await readBlobs({ gitDir, ids: [raw] })).get(raw) ?? [])]).toEqual([0, 255, 10, 13, 0]);
    await runGit(['fsck', '--strict', id], { gitDir });
  });

  it('is not in the way of itself: the keep file of one that was killed, or that writes the same at once', async () => {
    const twin = `${folder.path}/twin.git`;
    await initBare({ gitDir: twin, defaultBranch: 'main' });
    const packs = join(twin, 'objects', 'pack');
    const changes = [write('file', 'the same')];
    const id = await commit({ gitDir: twin, changes });
    for (const name of await readdir(packs)) {
      if (name.endsWith('.pack')) await writeFile(join(packs, name.replace(/pack$/u, 'keep')), 'fast-import');
      await rm(join(packs, name), { force: true });
    }
    expect(await commit({ gitDir: twin, changes })).toBe(id);
  });

  it('creates a chain over marks, leaves no ref, and gives the same ids again', async () => {
    const base = await commit({ gitDir, changes: [write('kept', '1'), write('gone/a', '2'), write('file', '3')] });
    const tree = (await readCommit({ gitDir, id: base })).tree;
    const commits = [
      {
        parents: [base],
        base: tree,
        changes: [{ kind: 'delete', path: 'gone' } as const, write('gone', 'a file now')],
        message: 'one',
        author: person,
        committer: person,
      },
      {
        parents: [{ mark: 0 }],
        base: { mark: 0 },
        changes: [write('file/inside', 'x'), { kind: 'delete', path: 'file' } as const],
        message: 'two',
        author: person,
        committer: person,
      },
      {
        parents: [{ mark: 1 }, base],
        base: { mark: 1 },
        changes: [],
        message: 'merge',
        author: person,
        committer: person,
      },
      {
        parents: [],
        changes: [write('alone', '')],
        message: '',
        author: person,
        committer: { name: '<>', email: 'a>b', date: 12 },
      },
    ];
    const ids = await importCommits({ gitDir, commits });
    expect(await importCommits({ gitDir, commits })).toEqual(ids);
    const [one, two, merge, alone] = ids as [typeof base, typeof base, typeof base, typeof base];
    expect(await paths(one)).toEqual(['file', 'gone', 'kept']);
    expect(await paths(two)).toEqual(['file/inside', 'gone', 'kept']);
    expect(await readCommit({ gitDir, id: merge })).toMatchObject({ parents: [two, base], message: 'merge' });
    expect(await paths(alone)).toEqual(['alone']);
    expect((await readCommit({ gitDir, id: alone })).committer).toEqual({
      name: 'ab',
      email: 'ab',
      date: '1970-01-01T00:00:12+00:00',
    });
    expect((await readCommit({ gitDir, id: one })).author).toEqual(person);
    expect((await listRefs({ gitDir, prefix: 'refs/' })).size).toBe(0);
  });

  it('reuses a blob that is in the repository by its id, and an empty tree as base', async () => {
    const content = blobIdOf(Buffer.from('content of a b\r\n'));
    const empty = toTreeId('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
    await runGit(['hash-object', '-t', 'tree', '-w', '--stdin'], { gitDir, input: '' });
    const id = await commit({
      gitDir,
      base: empty,
      changes: [{ kind: 'write', path: 'copy', mode: '100644', content }],
    });
    expect(await listTree({ gitDir, treeish: id })).toEqual([
      { type: 'blob', path: 'copy', mode: '100644', id: content },
    ]);
  });

  it('refuses paths that leave the tree, marks that come later and commands hidden in ids', async () => {
    for (const path of ['', '/a', 'a/', '../a', 'a/../b', '.git/config', 'a/.GIT/hooks', 'a//b', 'a\0b', '.']) {
      await expect(commit({ gitDir, changes: [write(path, 'x')] })).rejects.toThrow(TypeError);
    }
    const later = { parents: [{ mark: 0 }], changes: [], message: 'x', author: person, committer: person };
    await expect(importCommits({ gitDir, commits: [later] })).rejects.toThrow(TypeError);
    const hostile = 'x\nM 100644 inline evil' as ReturnType<typeof blobIdOf>;
    await expect(
      commit({ gitDir, changes: [{ kind: 'write', path: 'a', mode: '100644', content: hostile }] }),
    ).rejects.toThrow(TypeError);
  });
});
