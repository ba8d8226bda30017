import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  blobIdOf,
  createRef,
  importCommits,
  initBare,
  readCommit,
  resolveRevision,
  runGit,
  updateRef,
  type CommitId,
} from '@amplication/git';
import { findBranch, readContents } from './read-contents.ts';
import { commitResolutions, takeGenerated, type FileResolution, type ResolutionOutcome } from './resolve-conflicts.ts';

const PERSON = { name: 'A user', email: 'user@example.com', date: '2026-01-01T00:00:00Z' };
const range = (start: number, end: number) => ({ start, end });

describe('takeGenerated', () => {
  const take = (result: string, theirs: string, ...hunks: readonly (readonly [number, number, number, number])[]) =>
    takeGenerated(
      Buffer.from(result),
      Buffer.from(theirs),
      hunks.map(([a, b, c, d]) => ({ theirs: range(a, b), result: range(c, d) })),
    )?.toString();

  it('replaces the lines of hunks, and no other', () => {
    expect(take('a\nmine\nb\nown\n', 'a\none\ntwo\nb\nthree\n', [1, 3, 1, 2], [4, 5, 3, 4])).toBe(
      'a\none\ntwo\nb\nthree\n',
    );
    expect(take('mine too\na\nmine\n', 'a\none\n', [1, 2, 2, 3])).toBe('mine too\na\none\n');
  });
  it('puts in what was deleted, and takes out what is generated no more', () => {
    expect(take('a\nb\n', 'a\nnew\nb\n', [1, 2, 1, 1])).toBe('a\nnew\nb\n');
    expect(take('a\nmine\nb\n', 'a\nb\n', [1, 1, 1, 2])).toBe('a\nb\n');
  });
  it('never joins two lines where one has no end', () => {
    expect(take('mine\nb', 'one', [0, 1, 0, 1])).toBe('one\nb');
    expect(take('a\nmine', 'a\none', [1, 2, 1, 2])).toBe('a\none');
  });
  it('leaves bytes without lines alone', () => {
    expect(takeGenerated(Buffer.from([0]), Buffer.from('a'), [])).toBeUndefined();
  });
});

describe('commitResolutions', () => {
  let directory: string;
  let origin: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'resolve-conflicts-'));
    origin = join(directory, 'origin.git');
    const config = [
      ['uploadpack.allowFilter', 'true'],
      ['uploadpack.allowAnySHA1InWant', 'true'],
    ] as const;
    await initBare({ gitDir: origin, defaultBranch: 'main', config });
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const ref = 'refs/heads/amplication';
  const tipOf = () => resolveRevision({ gitDir: origin, revision: ref });
  const commit = async (
    files: Readonly<Record<string, string | undefined>>,
    mode: '100644' | '100755' = '100644',
  ): Promise<CommitId> => {
    const parent = await tipOf();
    const base = parent === undefined ? undefined : (await readCommit({ gitDir: origin, id: parent })).tree;
    const changes = Object.entries(files).map(([path, text]) =>
      text === undefined
        ? ({ kind: 'delete', path } as const)
        : ({ kind: 'write', path, mode, content: Buffer.from(text) } as const),
    );
    const parents = parent === undefined ? [] : [parent];
    const [id] = await importCommits({
      gitDir: origin,
      commits: [{ parents, base, changes, message: 'by hand\n', author: PERSON, committer: PERSON }],
    });
    if (id === undefined) throw new Error('git wrote no commit.');
    if (parent === undefined) await createRef({ gitDir: origin, ref, tip: id });
    else await updateRef({ gitDir: origin, ref, newTip: id, expected: parent });
    return id;
  };
  const read = async (path: string): Promise<string> =>
    (await runGit(['show', `${ref}:${path}`], { gitDir: origin })).stdout.toString();
  const place = () => ({
    gitDir: join(directory, 'mirror.git'),
    remote: { url: `file://${origin}`, allowFile: true },
  });
  const file = (path: string, result: string | undefined, content: string): FileResolution => ({
    path,
    resultId: result === undefined ? undefined : blobIdOf(Buffer.from(result)),
    result: result === undefined ? undefined : Buffer.from(result),
    content: Buffer.from(content),
    mode: '100644',
  });
  const resolve = (
    files: readonly FileResolution[],
    beforePush: () => Promise<void> = async () => undefined,
  ): Promise<ResolutionOutcome> =>
    commitResolutions({
      ...place(),
      syncBranch: 'amplication',
      files,
      message: 'chore: resolve\n',
      identity: PERSON,
      assertLease: beforePush,
    });

  it('puts all files on the branch as one commit with their modes, and nothing when run again', async () => {
    const tip = await commit({ 'a.ts': 'mine\n', 'b.ts': 'own\n' }, '100755');
    const files = [
      file('a.ts', 'mine\n', 'generated\n'),
      file('b.ts', 'own\n', 'edited\n'),
      file('c.ts', undefined, 'back\n'),
    ];
    const outcome = await resolve(files);
    expect(outcome.kind).toBe('committed');
    const now = await tipOf();
    expect((await readCommit({ gitDir: origin, id: now ?? tip })).parents).toEqual([tip]);
    expect([await read('a.ts'), await read('b.ts'), await read('c.ts')]).toEqual(['generated\n', 'edited\n', 'back\n']);
    const listed = (await runGit(['ls-tree', ref], { gitDir: origin })).stdout.toString();
    expect(listed.split('\n').map((line) => line.slice(0, 6))).toEqual(['100755', '100755', '100644', '']);
    expect(await resolve(files)).toEqual({ kind: 'unchanged' });
    expect(await tipOf()).toBe(now);
  });

  it('merges with what people pushed, before it looked and while it pushed', async () => {
    await commit({ 'a.txt': '1\nmine\n2\n3\n4\n5\n' });
    await commit({ 'a.txt': '1\nmine\n2\n3\n4\nfive\n' });
    let raced = false;
    const outcome = await resolve([file('a.txt', '1\nmine\n2\n3\n4\n5\n', '1\ngenerated\n2\n3\n4\n5\n')], async () => {
      if (!raced) await commit({ 'other.txt': 'a user was quicker\n' });
      raced = true;
    });
    expect(outcome.kind).toBe('committed');
    expect([await read('a.txt'), await read('other.txt')]).toEqual([
      '1\ngenerated\n2\n3\n4\nfive\n',
      'a user was quicker\n',
    ]);
  });

  it('writes nothing where one of the files does not go together with what people did', async () => {
    const tip = await commit({ 'a.txt': 'changed again\n', 'b.txt': 'mine\n', 'd/e.txt': '' });
    const fine = file('b.txt', 'mine\n', 'generated\n');
    for (const other of [
      file('a.txt', 'mine\n', 'generated\n'),
      file('gone.txt', 'mine\n', 'generated\n'),
      file('d', undefined, 'in the way\n'),
    ])
      expect(await resolve([fine, other])).toEqual({ kind: 'conflicted', paths: [other.path] });
    expect(await tipOf()).toBe(tip);
  });

  it('gives up when the branch never stands still, and never forces', async () => {
    await commit({ 'a.txt': 'mine\n' });
    let count = 0;
    const outcome = await resolve([file('a.txt', 'mine\n', 'generated\n')], async () => {
      count += 1;
      await commit({ 'other.txt': `${count}\n` });
    });
    expect([outcome.kind, count, await read('a.txt')]).toEqual(['busy', 5, 'mine\n']);
  });

  it('tells a branch that is gone, and a lease that is lost', async () => {
    expect(await resolve([file('a.txt', 'mine\n', 'generated\n')])).toEqual({ kind: 'branch-missing' });
    expect(await findBranch(place(), 'amplication')).toEqual({ kind: 'absent' });
    const tip = await commit({ 'a.txt': 'mine\n' });
    expect(await findBranch(place(), 'amplication')).toMatchObject({ kind: 'found' });
    const lost = new Error('lost');
    await expect(resolve([file('a.txt', 'mine\n', 'generated\n')], () => Promise.reject(lost))).rejects.toBe(lost);
    expect(await tipOf()).toBe(tip);
  });

  it('reads bytes that the mirror lacks, and leaves out what is no blob', async () => {
    const tip = await commit({ 'a.txt': 'mine\n' });
    const id = blobIdOf(Buffer.from('mine\n'));
    const contents = await readContents(place(), [id, tip, 'no id']);
    expect([...contents]).toEqual([[id, Buffer.from('mine\n')]]);
  });
});
