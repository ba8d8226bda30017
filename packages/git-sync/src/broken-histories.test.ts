import { describe, expect, it } from 'vitest';
import { createSyncBench, lines } from './testing/sync-bench.ts';

const SERVICE = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const MARKER = `.amplication/${SERVICE}.json`;

describe('histories that broke earlier drafts', () => {
  it('a squash merge between our fetch and our push', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    bench.hooks.beforePush = async () => {
      bench.hooks = {};
      await bench.merge('squash', { deleteBranch: true });
    };
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({
      kind: 'proposed',
      conflicts: [],
    });
    expect(await bench.listGitConflicts()).toEqual([]);
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 1: 'second' }));
    expect(bench.mergeRequests.map(({ state }) => state)).toEqual(['merged', 'open']);
  });

  it.each(['branch deleted', 'merge request reverted'])(
    'builds of A and B open, %s, then a build of A only: both are offered',
    async (what) => {
      await using bench = await createSyncBench();
      await bench.build({ 'a.ts': lines(5) });
      await bench.build({ 'b.ts': lines(5) }, OTHER);
      if (what === 'branch deleted') {
        await bench.point('amplication', undefined);
      } else {
        const before = (await bench.tip('main')) ?? '';
        await bench.merge('squash', { deleteBranch: true });
        await bench.restore('main', before);
      }
      expect(await bench.build({ 'a.ts': lines(5, { 1: 'second' }) })).toMatchObject({
        kind: 'proposed',
        conflicts: [],
      });
      const files = await bench.readMerge();
      expect(files.get('a.ts')).toBe(lines(5, { 1: 'second' }));
      expect(files.get('b.ts')).toBe(lines(5));
    },
  );

  it('killed between push and merge request: the rerun opens it and pushes nothing', async () => {
    await using bench = await createSyncBench();
    bench.hooks.beforeMergeRequest = () => Promise.reject(new Error('killed'));
    await expect(bench.build({ 'a.ts': lines(5) })).rejects.toThrow('killed');
    const tip = await bench.tip('amplication');
    bench.hooks = {};
    expect(await bench.again()).toMatchObject({ kind: 'proposed', commitId: tip });
    expect(bench.mergeRequests).toHaveLength(1);
    expect(bench.mergeRequests[0]?.description).toContain('- build 1');
  });

  it('g1 reverted on base while the merge request of g2 is open: all of it is offered', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20), 'b.ts': lines(5) });
    const before = (await bench.tip('main')) ?? '';
    await bench.merge('merge');
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }), 'b.ts': lines(5) });
    await bench.restore('main', before);
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'third' }), 'b.ts': lines(5) })).toMatchObject({ conflicts: [] });
    expect(await bench.listGitConflicts()).toEqual([]);
    const files = await bench.readMerge();
    expect(files.get('a.ts')).toBe(lines(20, { 1: 'third' }));
    expect(files.get('b.ts')).toBe(lines(5));
  });

  it.each(['squash by hand', 'cherry-pick'])('%s, then the next build: no conflict', async (what) => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    if (what === 'cherry-pick') await bench.merge('pick');
    else await bench.commit('main', { 'a.ts': lines(20), [MARKER]: await bench.read('amplication', MARKER) });
    await bench.commit('main', { 'own.ts': 'mine\n' });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({
      kind: 'proposed',
      conflicts: [],
    });
    expect(await bench.listGitConflicts()).toEqual([]);
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 1: 'second' }));
    expect((await bench.readMerge()).get('own.ts')).toBe('mine\n');
  });

  it('merge request retargeted and merged elsewhere: offered to the base branch again', async () => {
    await using bench = await createSyncBench();
    await bench.point('release', await bench.tip('main'));
    await bench.build({ 'a.ts': lines(5) });
    bench.change(1, { targetBranch: 'release' });
    await bench.merge('squash');
    expect(await bench.build({ 'a.ts': lines(6) })).toMatchObject({
      mergeRequest: { number: 2, targetBranch: 'main' },
    });
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(6));
  });

  it.each(['reset', 'revert', 'branch deleted'])(
    'keep mine, then %s, then the same generation: never asked again',
    async (what) => {
      await using bench = await createSyncBench();
      await bench.build({ 'a.ts': lines(20) });
      await bench.merge('squash', { deleteBranch: true });
      await bench.commit('main', { 'a.ts': lines(20, { 5: 'mine' }) });
      const before = (await bench.tip('main')) ?? '';
      const outcome = await bench.build({ 'a.ts': lines(20, { 5: 'theirs' }) });
      if (outcome.kind !== 'proposed') throw new Error('Nothing was proposed.');
      expect(outcome.conflicts).toMatchObject([{ path: 'a.ts', kind: 'content' }]);
      for (const { fingerprint } of outcome.conflicts.flatMap(({ hunks }) => hunks))
        bench.ledger.resolved.add(fingerprint);
      if (what === 'branch deleted') await bench.point('amplication', undefined);
      if (what === 'reset') await bench.point('amplication', before);
      if (what === 'revert') {
        await bench.merge('squash');
        await bench.restore('main', before);
      }
      expect(await bench.again()).toMatchObject({ conflicts: [] });
      expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 5: 'mine' }));
      // Another generated text is another question.
      expect(await bench.build({ 'a.ts': lines(20, { 5: 'other' }) })).toMatchObject({
        conflicts: [{ path: 'a.ts', kind: 'content' }],
      });
    },
  );

  it('marker deleted by a user: their edit and the new generation', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20), 'b.ts': lines(5) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { [MARKER]: undefined, 'a.ts': lines(20, { 20: 'mine' }) });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }), 'b.ts': lines(5) })).toMatchObject({
      conflicts: [],
    });
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 1: 'second', 20: 'mine' }));
  });

  it('half of a merge request picked by hand without the marker', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(30), 'b.ts': lines(5) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.build({ 'a.ts': lines(30, { 1: 'one', 20: 'two' }), 'b.ts': lines(5, { 1: 'one' }) });
    await bench.commit('main', { 'a.ts': lines(30, { 1: 'one' }), 'b.ts': lines(5, { 1: 'one' }) });
    expect(await bench.again()).toMatchObject({ conflicts: [] });
    expect(await bench.listGitConflicts()).toEqual([]);
    await bench.build({ 'a.ts': lines(30, { 1: 'one', 20: 'two', 30: 'three' }), 'b.ts': lines(5, { 1: 'uno' }) });
    expect(await bench.listGitConflicts()).toEqual([]);
    const files = await bench.readMerge();
    expect(files.get('a.ts')).toBe(lines(30, { 1: 'one', 20: 'two', 30: 'three' }));
    expect(files.get('b.ts')).toBe(lines(5, { 1: 'uno' }));
  });

  it('base merged into the sync branch by a person after a revert', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    const before = (await bench.tip('main')) ?? '';
    await bench.merge('merge');
    await bench.restore('main', before);
    await bench.mergeBranch('main', 'amplication');
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({
      kind: 'proposed',
      conflicts: [],
    });
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 1: 'second' }));
  });

  it("two users' edits and a squash in between", async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(30) });
    await bench.commit('amplication', { 'a.ts': lines(30, { 10: 'of one' }) });
    await bench.merge('squash');
    await bench.commit('main', { 'a.ts': lines(30, { 10: 'of one', 20: 'of two' }) });
    await bench.commit('amplication', { 'a.ts': lines(30, { 10: 'of one', 30: 'late' }) });
    expect(await bench.build({ 'a.ts': lines(30, { 1: 'second' }) })).toMatchObject({ conflicts: [] });
    expect(await bench.listGitConflicts()).toEqual([]);
    expect((await bench.readMerge()).get('a.ts')).toBe(
      lines(30, { 1: 'second', 10: 'of one', 20: 'of two', 30: 'late' }),
    );
  });
});

describe('a squash merge is a merge', () => {
  it('an edit that went in by a squash, and was edited again there, is no conflict with itself', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.commit('amplication', { 'a.ts': lines(20, { 10: 'one' }) });
    await bench.merge('squash');
    await bench.commit('main', { 'a.ts': lines(20, { 10: 'two' }) });
    await bench.commit('amplication', { 'late.ts': 'late\n' });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({
      kind: 'proposed',
      conflicts: [],
    });
    expect(await bench.listGitConflicts()).toEqual([]);
    const files = await bench.readMerge();
    expect(files.get('a.ts')).toBe(lines(20, { 1: 'second', 10: 'two' }));
    expect(files.get('late.ts')).toBe('late\n');
  });
});

describe('what breaks the reference product', () => {
  it('user edits the same line on the sync branch while the merge request is open: theirs stays, listed', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.commit('amplication', { 'a.ts': lines(20, { 5: 'mine' }) });
    expect(await bench.build({ 'a.ts': lines(20, { 5: 'theirs', 15: 'theirs' }) })).toMatchObject({
      conflicts: [{ path: 'a.ts', kind: 'content' }],
    });
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 5: 'mine', 15: 'theirs' }));
  });

  it('user resolves by merging main into the sync branch, twice', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(30) });
    for (const [turn, line] of [10, 20].entries()) {
      await bench.commit('main', { 'own.ts': `${turn}\n` });
      await bench.mergeBranch('main', 'amplication');
      await bench.commit('amplication', {
        'a.ts': ((await bench.read('amplication', 'a.ts')) ?? '').replace(`line ${line}\n`, `mine ${line}\n`),
      });
      expect(await bench.build({ 'a.ts': lines(30, { 1: `turn ${turn}` }) })).toMatchObject({ conflicts: [] });
    }
    expect(await bench.listGitConflicts()).toEqual([]);
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(30, { 1: 'turn 1', 10: 'mine 10', 20: 'mine 20' }));
    expect((await bench.readMerge()).get('own.ts')).toBe('1\n');
  });

  it('squash-merge with the branch deleted, ten builds in a row', async () => {
    await using bench = await createSyncBench();
    for (let build = 1; build <= 10; build += 1) {
      expect(await bench.build({ 'a.ts': lines(20, { 1: `build ${build}` }) })).toMatchObject({ conflicts: [] });
      expect(await bench.listGitConflicts()).toEqual([]);
      await bench.merge('squash', { deleteBranch: true });
      const now = (await bench.read('main', 'a.ts')) ?? '';
      await bench.commit('main', { 'a.ts': now.replace(`line ${build + 8}\n`, `mine ${build}\n`) });
    }
    const mine = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index + 9, `mine ${index + 1}`]));
    expect(await bench.read('main', 'a.ts')).toBe(lines(20, { ...mine, 1: 'build 10' }));
  });

  it('user pushes during a sync, each time: all of it is kept', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5) });
    let pushes = 0;
    bench.hooks.reached = async (point) => {
      if (point !== 'intended' || pushes === 3) return;
      pushes += 1;
      await bench.commit('amplication', { [`own-${pushes}.ts`]: 'mine\n' });
    };
    expect(await bench.build({ 'a.ts': lines(6) })).toMatchObject({ kind: 'proposed' });
    const files = await bench.readMerge();
    expect([...files.keys()]).toEqual([MARKER, 'README.md', 'a.ts', 'own-1.ts', 'own-2.ts', 'own-3.ts']);
    expect(files.get('a.ts')).toBe(lines(6));
  });

  it('the generator deletes a file that the user edited on the sync branch: it stays, listed', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5), 'b.ts': lines(5) });
    await bench.commit('amplication', { 'b.ts': lines(5, { 5: 'mine' }) });
    expect(await bench.build({ 'a.ts': lines(5) })).toMatchObject({
      conflicts: [{ path: 'b.ts', kind: 'modify-delete' }],
    });
    expect((await bench.readMerge()).get('b.ts')).toBe(lines(5, { 5: 'mine' }));
  });

  it('the generator renames a file that the user edited on the sync branch: the edit moves along', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'artist.ts#1': lines(20) });
    await bench.commit('amplication', { 'artist.ts': lines(20, { 20: 'mine' }) });
    expect(await bench.build({ 'performer.ts#1': lines(20, { 1: 'second' }) })).toMatchObject({ conflicts: [] });
    const files = await bench.readMerge();
    expect(files.get('performer.ts')).toBe(lines(20, { 1: 'second', 20: 'mine' }));
    expect(files.has('artist.ts')).toBe(false);
  });
});
