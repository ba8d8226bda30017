import { describe, expect, it } from 'vitest';
import { createSyncBench, lines } from './testing/sync-bench.ts';

const MARKER = '.amplication/11111111-1111-4111-8111-111111111111.json';

describe('syncRepository', () => {
  it('offers the first generation in a merge request and leaves the base branch alone', async () => {
    await using bench = await createSyncBench();
    const before = await bench.tip('main');
    const outcome = await bench.build({ 'src/app.ts': lines(3) });
    expect(outcome.kind).toBe('proposed');
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'src/app.ts']);
    expect(await bench.tip('main')).toBe(before);
    expect(bench.mergeRequests).toMatchObject([{ number: 1, state: 'open', targetBranch: 'main' }]);
  });

  it('pushes nothing the second time and leaves the merge request open', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(3) });
    const tip = await bench.tip('amplication');
    const outcome = await bench.again();
    expect(outcome).toMatchObject({ kind: 'proposed', commitId: tip });
    expect(await bench.tip('amplication')).toBe(tip);
    expect(bench.mergeRequests).toHaveLength(1);
  });

  it('is unchanged when everything was merged', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(3) });
    await bench.merge('merge');
    expect(await bench.again()).toEqual({ kind: 'unchanged' });
  });

  it.each(['merge', 'squash'] as const)("keeps a user's edit on the base branch after a %s", async (method) => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge(method, { deleteBranch: method === 'squash' });
    await bench.commit('main', { 'a.ts': lines(20, { 18: 'my own line' }) });
    const outcome = await bench.build({ 'a.ts': lines(20, { 2: 'generated anew' }) });
    expect(outcome).toMatchObject({
      kind: 'proposed',
      conflicts: [],
      changes: { files: 1, insertions: 1, deletions: 1 },
    });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 2: 'generated anew', 18: 'my own line' }));
  });

  it('goes on after ten squash merges with the branch deleted each time', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(30) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { 'a.ts': lines(30, { 30: 'mine' }) });
    for (let round = 1; round <= 10; round += 1) {
      const outcome = await bench.build({ 'a.ts': lines(30, { 5: `round ${round}` }) });
      expect(outcome).toMatchObject({ kind: 'proposed', conflicts: [] });
      await bench.merge('squash', { deleteBranch: true });
    }
    expect(await bench.read('main', 'a.ts')).toBe(lines(30, { 5: 'round 10', 30: 'mine' }));
  });

  it("keeps a user's commit on the sync branch while the merge request is open", async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20), 'b.ts': lines(3) });
    await bench.commit('amplication', { 'a.ts': lines(20, { 20: 'mine' }) });
    const outcome = await bench.build({ 'a.ts': lines(20, { 1: 'generated' }), 'b.ts': lines(3) });
    expect(outcome).toMatchObject({ kind: 'proposed', conflicts: [] });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'generated', 20: 'mine' }));
  });

  it('keeps a commit that nobody merged when the squash merge came before it', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('squash');
    await bench.commit('amplication', { 'own.ts': 'late\n' });
    const outcome = await bench.build({ 'a.ts': lines(20, { 1: 'generated' }) });
    expect(outcome).toMatchObject({ kind: 'proposed', conflicts: [] });
    expect(await bench.read('amplication', 'own.ts')).toBe('late\n');
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'generated' }));
  });

  it("keeps the user's side of a conflicting hunk, lists it, and does not ask again", async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': lines(20, { 5: 'mine' }) });
    const next = { 'a.ts': lines(20, { 5: 'generated', 15: 'other' }) };
    expect(await bench.build(next)).toMatchObject({ kind: 'proposed', conflicts: [{ path: 'a.ts', kind: 'content' }] });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 5: 'mine', 15: 'other' }));
    const line = '* `a.ts`: you and the generator changed the same lines; yours stay';
    expect(bench.mergeRequests.at(-1)?.description).toContain(line);
    await bench.build({ ...next, 'b.ts': 'more\n' });
    expect(bench.mergeRequests.at(-1)?.description.split(line)).toHaveLength(2);
    await bench.merge('squash', { deleteBranch: true });
    expect(await bench.again()).toEqual({ kind: 'unchanged' });
  });

  it('leaves deleted what a user deleted, and keeps what a user edited and the generator deletes', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'gone.ts': lines(3), 'edited.ts': lines(3), 'plain.ts': lines(3) });
    await bench.merge('merge');
    await bench.commit('main', { 'gone.ts': undefined, 'edited.ts': 'mine\n' });
    const outcome = await bench.build({ 'gone.ts': lines(4) });
    expect(outcome).toMatchObject({
      conflicts: [
        { path: 'edited.ts', kind: 'modify-delete' },
        { path: 'gone.ts', kind: 'delete-modify' },
      ],
    });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'edited.ts']);
  });

  it("moves a user's edits along when the generator renames a file", async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'artist.ts#entity:1': lines(20) });
    await bench.merge('merge');
    await bench.commit('main', { 'artist.ts': lines(20, { 20: 'mine' }) });
    await bench.build({ 'singer.ts#entity:1': lines(20, { 1: 'generated' }) });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'singer.ts']);
    expect(await bench.read('amplication', 'singer.ts')).toBe(lines(20, { 1: 'generated', 20: 'mine' }));
  });

  it('follows a file that a user renamed', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': undefined, 'moved.ts': lines(20) });
    await bench.build({ 'a.ts': lines(20, { 1: 'generated' }) });
    expect(await bench.read('amplication', 'moved.ts')).toBe(lines(20, { 1: 'generated' }));
    expect(await bench.read('amplication', 'a.ts')).toBeUndefined();
  });

  it('overwrites nothing that was there before the first sync', async () => {
    await using bench = await createSyncBench();
    const outcome = await bench.build({ 'README.md': '# Generated\n', 'a.ts': lines(3) });
    expect(outcome).toMatchObject({ kind: 'proposed', conflicts: [{ path: 'README.md', kind: 'add-add' }] });
    expect(await bench.read('amplication', 'README.md')).toBe('# Shop\n');
  });

  it('offers a reverted change again', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5) });
    await bench.merge('merge');
    const marker = await bench.read('main', MARKER);
    await bench.build({ 'a.ts': lines(5, { 1: 'second' }) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { 'a.ts': lines(5), [MARKER]: marker });
    expect(await bench.again()).toMatchObject({ kind: 'proposed', conflicts: [] });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(5, { 1: 'second' }));
  });

  it('finds its base without the marker, among what was pushed', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { [MARKER]: undefined, 'a.ts': lines(20, { 20: 'mine' }) });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'generated' }) })).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'generated', 20: 'mine' }));
  });

  it('merges again when somebody pushes between the fetch and the push', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    bench.hooks.beforePush = async () => {
      bench.hooks = {};
      await bench.commit('amplication', { 'late.ts': 'mine\n' });
    };
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'generated' }) })).toMatchObject({ kind: 'proposed' });
    expect(await bench.read('amplication', 'late.ts')).toBe('mine\n');
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'generated' }));
  });

  it('ends in the same state after being killed between push and merge request', async () => {
    await using bench = await createSyncBench();
    bench.hooks.beforePush = () => Promise.reject(new Error('killed'));
    await expect(bench.build({ 'a.ts': lines(3) })).rejects.toThrow('killed');
    expect(await bench.tip('amplication')).toBeUndefined();
    bench.hooks = {};
    expect(await bench.again()).toMatchObject({ kind: 'proposed', changes: { files: 1 } });
    expect(bench.mergeRequests).toHaveLength(1);
  });

  it('keeps two services of one branch, when only one of them is built', async () => {
    await using bench = await createSyncBench();
    const other = '22222222-2222-4222-8222-222222222222';
    await bench.build({ 'a/a.ts': lines(3) });
    await bench.build({ 'b/b.ts': lines(3) }, other);
    await bench.merge('squash', { deleteBranch: true });
    await bench.build({ 'b/b.ts': lines(4) }, other);
    expect(await bench.list('amplication')).toEqual([
      MARKER,
      `.amplication/${other}.json`,
      'README.md',
      'a/a.ts',
      'b/b.ts',
    ]);
  });

  it('makes the first commit of an empty repository only when that was agreed', async () => {
    await using bench = await createSyncBench({ empty: true });
    expect(await bench.build({ 'a.ts': lines(3) })).toEqual({ kind: 'empty-repository' });
    expect(await bench.tip('main')).toBeUndefined();
    bench.allowFirstCommit = true;
    expect(await bench.again()).toMatchObject({ kind: 'proposed' });
    expect(await bench.list('main')).toEqual(['README.md']);
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'a.ts']);
  });

  it('leaves alone a folder of the user that stands where a file is generated', async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { 'config/mine.ts': 'mine\n' });
    expect(await bench.build({ config: 'generated\n' })).toMatchObject({
      conflicts: [{ path: 'config', kind: 'other' }],
    });
    expect(await bench.read('amplication', 'config/mine.ts')).toBe('mine\n');
  });

  it('refuses to generate outside of the repository or into .git', async () => {
    await using bench = await createSyncBench();
    for (const path of ['../evil', '.git/config', 'a/.GIT/hooks/x', '.g\u200cit/config']) {
      await expect(bench.build({ [path]: 'x' })).rejects.toThrow(/Refused/u);
    }
  });

  it('says that it cannot reach a repository that is gone', async () => {
    await using bench = await createSyncBench();
    await bench[Symbol.asyncDispose]();
    expect((await bench.build({ 'a.ts': 'x' })).kind).toBe('not-found');
  });
});
