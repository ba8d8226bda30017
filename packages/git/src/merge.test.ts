import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitError } from './git-error.ts';
import { isAncestor, listMergeBases } from './merge-base.ts';
import { mergeTrees, parseMergeTree } from './merge-trees.ts';
import { listTree } from './list-tree.ts';
import { blobIdOf, toCommitId, type CommitId } from './object-id.ts';
import { commit, createOrigin, temporaryFolder, write } from './testing/temporary-repository.ts';
import { readCommit } from './log.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gitDir: string;
let base: CommitId;
beforeAll(async () => {
  folder = await temporaryFolder();
  gitDir = `${folder.path}/r.git`;
  await createOrigin(gitDir);
  base = await commit({ gitDir, changes: [write('a', '1\n2\n3\n'), write('b ü\n', 'x\n'), write('bin', '\0one')] });
});
afterAll(() => folder.dispose());

const child = async (changes: Parameters<typeof commit>[0]['changes']): Promise<CommitId> =>
  commit({ gitDir, changes, parents: [base], base: (await readCommit({ gitDir, id: base })).tree });

describe('mergeTrees', () => {
  it('merges changes of both sides', async () => {
    const outcome = await mergeTrees({
      gitDir,
      ours: await child([write('a', '1\n2\n3\nours\n')]),
      theirs: await child([write('new', 'n')]),
    });
    expect(outcome.kind).toBe('clean');
    expect((await listTree({ gitDir, treeish: outcome.tree })).map((entry) => entry.path)).toContain('new');
  });

  it('reports each conflict with its stages and its kind', async () => {
    const ours = await child([
      write('a', 'ours\n2\n3\n'),
      { kind: 'delete', path: 'b ü\n' },
      write('bin', '\0ours'),
      write('both', 'o'),
    ]);
    const theirs = await child([
      write('a', 'theirs\n2\n3\n'),
      write('b ü\n', 'changed\n'),
      write('bin', '\0theirs'),
      write('both', 't'),
    ]);
    const outcome = await mergeTrees({ gitDir, ours, theirs });
    if (outcome.kind !== 'conflicted') throw new Error(outcome.kind);
    const byPath = new Map(outcome.conflicts.map((conflict) => [conflict.path, conflict]));
    expect(byPath.get('a')).toMatchObject({
      types: ['CONFLICT (contents)'],
      stages: { theirs: { mode: '100644', id: blobIdOf(Buffer.from('theirs\n2\n3\n')) } },
    });
    expect(Object.keys(byPath.get('b ü\n')?.stages ?? {})).toEqual(['base', 'theirs']);
    expect(byPath.get('b ü\n')?.types).toEqual(['CONFLICT (modify/delete)']);
    expect(byPath.get('bin')?.types).toContain('CONFLICT (binary)');
    expect(Object.keys(byPath.get('both')?.stages ?? {})).toEqual(['ours', 'theirs']);
  });

  it('tells a missing commit and unrelated histories from a conflict', async () => {
    const absent = toCommitId('1'.repeat(40));
    await expect(mergeTrees({ gitDir, ours: base, theirs: absent })).rejects.toBeInstanceOf(GitError);
    const alone = await commit({ gitDir, changes: [write('z', 'z')] });
    await expect(mergeTrees({ gitDir, ours: base, theirs: alone })).rejects.toBeInstanceOf(GitError);
  });

  it('parses the bytes of git, also without messages', () => {
    const id = 'c'.repeat(40);
    expect(parseMergeTree(Buffer.from(`${id}\0`), false)).toMatchObject({ kind: 'clean', messages: [] });
    expect(parseMergeTree(Buffer.from('merge-tree: x - not something we can merge'), true)).toBeUndefined();
    const bytes = `${id}\x00100644 ${id} 2\tp\nq\x00\x001\x00p\nq\x00CONFLICT (contents)\x00CONFLICT (content): p\n\x00`;
    expect(parseMergeTree(Buffer.from(bytes), true)).toMatchObject({
      kind: 'conflicted',
      conflicts: [{ path: 'p\nq', stages: { ours: { mode: '100644', id } }, types: ['CONFLICT (contents)'] }],
    });
  });
});

describe('merge bases', () => {
  it('finds none, one or several', async () => {
    const a = await child([write('a', 'A')]);
    const b = await child([write('b', 'B')]);
    expect(await listMergeBases({ gitDir, a, b })).toEqual([base]);
    const m1 = await commit({ gitDir, changes: [write('m', '1')], parents: [a, b] });
    const m2 = await commit({ gitDir, changes: [write('m', '2')], parents: [b, a] });
    expect([...(await listMergeBases({ gitDir, a: m1, b: m2 }))].sort()).toEqual([a, b].sort());
    const alone = await commit({ gitDir, changes: [write('q', 'q')] });
    expect(await listMergeBases({ gitDir, a, b: alone })).toEqual([]);
    expect(await isAncestor({ gitDir, ancestor: base, descendant: m1 })).toBe(true);
    expect(await isAncestor({ gitDir, ancestor: m1, descendant: base })).toBe(false);
    await expect(isAncestor({ gitDir, ancestor: toCommitId('2'.repeat(40)), descendant: base })).rejects.toBeInstanceOf(
      GitError,
    );
  });
});
