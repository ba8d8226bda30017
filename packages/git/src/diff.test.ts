import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffNames, diffPatch, diffStat } from './diff.ts';
import { listTree } from './list-tree.ts';
import { log, readCommit } from './log.ts';
import type { CommitId } from './object-id.ts';
import { commit, createOrigin, temporaryFolder, write } from './testing/temporary-repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let origin: string;
let first: CommitId;

beforeAll(async () => {
  folder = await temporaryFolder();
  origin = `${folder.path}/r.git`;
  await createOrigin(origin);
  first = await commit({
    gitDir: origin,
    changes: [write('a', '1\n2\n'), write('ü/b', 'b\r\n'), write('c', 'c\n')],
  });
});
afterAll(() => folder.dispose());

describe('diff and log', () => {
  it('count, name and show what differs', async () => {
    const tree = (await readCommit({ gitDir: origin, id: first })).tree;
    const changes = [
      write('a', '1\nchanged\n'),
      write('bin', '\0'),
      { kind: 'delete', path: 'c' } as const,
      write('ü/b', 'b\r\n', '100755'),
    ];
    const next = await commit({
      gitDir: origin,
      parents: [first],
      base: tree,
      changes,
      message: 'subject\n\nbody \x01 text\n',
    });
    const both = { gitDir: origin, from: first, to: next };
    expect(await diffStat(both)).toEqual({ files: 4, insertions: 1, deletions: 2 });
    expect((await diffNames(both)).map(({ path, status }) => `${status} ${path}`)).toEqual([
      'modified a',
      'added bin',
      'deleted c',
      'modified ü/b',
    ]);
    expect(await diffPatch({ ...both, path: 'a' })).toContain('-2\n+changed\n');
    const commits = await log({ gitDir: origin, tips: [next], limit: 10 });
    expect(commits.map((one) => one.id)).toEqual([next, first]);
    expect(commits[0]?.message).toBe('subject\n\nbody \x01 text\n');
    expect(await log({ gitDir: origin, tips: [next], exclude: [first], limit: 10 })).toHaveLength(1);
    expect(await log({ gitDir: origin, tips: [next], limit: 10, path: 'c' })).toHaveLength(2);
    expect(await diffStat({ ...both, to: first })).toEqual({ files: 0, insertions: 0, deletions: 0 });
  });
  it('list one folder of a tree', async () => {
    expect(await listTree({ gitDir: origin, treeish: first, recursive: false })).toMatchObject([
      { path: 'a' },
      { path: 'c' },
      { path: 'ü', type: 'tree' },
    ]);
    expect(await listTree({ gitDir: origin, treeish: first, recursive: false, path: 'ü' })).toMatchObject([
      { path: 'ü/b' },
    ]);
  });
});
