import { describe, expect, it } from 'vitest';
import { createSyncBench, lines } from './testing/sync-bench.ts';

const SERVICE = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const MARKER = `.amplication/${SERVICE}.json`;

describe('the base branch goes on while a merge request is open', () => {
  it("brings people's files along, also those that the mirror has no bytes of", async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.commit('main', { 'own.ts': 'mine\n', 'tool.sh': { content: 'run\n', mode: '100755' } });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'generated' }) })).toMatchObject({ kind: 'proposed' });
    expect(await bench.read('amplication', 'own.ts')).toBe('mine\n');
    expect(await bench.mode('amplication', 'tool.sh')).toBe('100755');
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'generated' }));
  });

  it('commits nothing when git itself joins the two', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    const tip = await bench.tip('amplication');
    await bench.commit('main', { 'own.ts': 'mine\n' });
    expect(await bench.again()).toMatchObject({ kind: 'proposed', commitId: tip });
    expect(await bench.tip('amplication')).toBe(tip);
  });

  it('decides what plain git could not, when an earlier merge request was reverted on the base branch', async () => {
    await using bench = await createSyncBench();
    const start = (await bench.tip('main')) ?? '';
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('merge');
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    await bench.restore('main', start);
    expect(await bench.listGitConflicts()).toEqual(['.amplication/11111111-1111-4111-8111-111111111111.json', 'a.ts']);
    expect(await bench.again()).toMatchObject({ kind: 'proposed', conflicts: [] });
    expect(await bench.listGitConflicts()).toEqual([]);
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'second' }));
  });

  it('lists a conflict with an edit on the base branch, and lists it once', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20), 'b.ts': lines(3) });
    await bench.merge('merge');
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }), 'b.ts': lines(3) });
    await bench.commit('main', { 'a.ts': lines(20, { 10: 'mine' }) });
    const third = { 'a.ts': lines(20, { 1: 'second', 10: 'third' }), 'b.ts': lines(3) };
    expect(await bench.build(third)).toMatchObject({ conflicts: [{ path: 'a.ts', kind: 'content' }] });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'second', 10: 'mine' }));
    await bench.commit('main', { 'own.ts': 'mine\n' });
    expect(await bench.build({ ...third, 'b.ts': lines(4) })).toMatchObject({ conflicts: [] });
  });

  it('does not bring back a file that came to both branches and was deleted on one', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('squash');
    await bench.commit('amplication', { 'late.ts': 'late\n' });
    await bench.commit('main', { 'own.ts': 'mine\n' });
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    expect(await bench.read('amplication', 'own.ts')).toBe('mine\n');
    await bench.commit('main', { 'own.ts': undefined });
    await bench.build({ 'a.ts': lines(20, { 1: 'third' }) });
    expect(await bench.read('amplication', 'own.ts')).toBeUndefined();
    expect(await bench.read('amplication', 'late.ts')).toBe('late\n');
  });

  it('leaves only the conflict of two people to git after a squash', async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { 'own.ts': lines(3) });
    await bench.build({ 'a.ts': lines(20), 'b.ts': lines(3) });
    await bench.commit('amplication', { 'a.ts': lines(20, { 3: 'of a person' }) });
    await bench.merge('squash');
    await bench.commit('main', { 'own.ts': lines(3, { 1: 'mine' }) });
    await bench.commit('amplication', { 'own.ts': lines(3, { 1: 'yours' }) });
    const next = { 'a.ts': lines(20, { 15: 'second' }), 'b.ts': lines(4) };
    expect(await bench.build(next)).toMatchObject({ conflicts: [{ path: 'own.ts', kind: 'base' }] });
    expect(await bench.listGitConflicts()).toEqual(['own.ts']);
    expect(await bench.read('amplication', 'own.ts')).toBe(lines(3, { 1: 'yours' }));
    const tip = await bench.tip('amplication');
    await bench.again();
    expect(await bench.tip('amplication')).toBe(tip);
  });

  it('lists a conflict of two people that came after the push, and no more when it is gone', async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { 'own.ts': lines(3) });
    await bench.build({ 'a.ts': lines(20) });
    await bench.commit('amplication', { 'own.ts': lines(3, { 1: 'yours' }) });
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    await bench.commit('main', { 'own.ts': lines(3, { 1: 'mine' }) });
    expect(await bench.again()).toMatchObject({ conflicts: [{ path: 'own.ts', kind: 'base' }] });
    await bench.commit('main', { 'own.ts': lines(3) });
    expect(await bench.again()).toMatchObject({ conflicts: [] });
  });

  it('joins two histories that merged each other', async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { 'x.ts': lines(10), 'y.ts': lines(10) });
    await bench.build({ 'a.ts': lines(20) });
    await bench.commit('main', { 'x.ts': lines(10, { 1: 'main' }) });
    await bench.commit('amplication', { 'y.ts': lines(10, { 1: 'sync' }) });
    const [main, sync] = [(await bench.tip('main')) ?? '', (await bench.tip('amplication')) ?? ''];
    await bench.mergeBranch('amplication', 'main');
    const crossed = (await bench.tip('main')) ?? '';
    await bench.point('main', main);
    await bench.mergeBranch('main', 'amplication');
    await bench.point('main', crossed);
    await bench.commit('main', { 'x.ts': lines(10), 'y.ts': lines(10) });
    await bench.commit('amplication', { 'late.ts': 'late\n' });
    expect(sync).not.toBe('');
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', 'x.ts')).toBe(lines(10));
    expect(await bench.read('amplication', 'y.ts')).toBe(lines(10));
    expect(await bench.read('amplication', 'late.ts')).toBe('late\n');
  });
});

describe('merged by hand or elsewhere', () => {
  it('starts from the base branch when its content has everything, and keeps the old tip reachable', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    const files = { 'a.ts': lines(20), [MARKER]: await bench.read('amplication', MARKER) };
    const sync = await bench.tip('amplication');
    await bench.commit('main', files);
    expect(await bench.again()).toEqual({ kind: 'unchanged' });
    const main = await bench.tip('main');
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({ conflicts: [] });
    expect(await bench.parents('amplication')).toEqual([main, sync]);
    expect(await bench.listGitConflicts()).toEqual([]);
    const tip = await bench.tip('amplication');
    await bench.again();
    expect(await bench.tip('amplication')).toBe(tip);
  });

  it('leaves git no conflict in an open merge request that has become empty', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('merge');
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    const marker = await bench.read('amplication', MARKER);
    const sync = (await bench.tip('amplication')) ?? '';
    await bench.build({ 'a.ts': lines(20, { 1: 'third' }) });
    const files = { 'a.ts': lines(20, { 1: 'third' }), [MARKER]: await bench.read('amplication', MARKER) };
    await bench.commit('main', files);
    await bench.point('amplication', sync);
    expect(marker).not.toBe(files[MARKER]);
    expect(await bench.listGitConflicts()).toEqual([MARKER, 'a.ts']);
    await bench.again();
    expect(await bench.listGitConflicts()).toEqual([]);
    const tip = await bench.tip('amplication');
    expect(await bench.again()).toEqual({ kind: 'unchanged' });
    expect(await bench.tip('amplication')).toBe(tip);
  });

  it('offers to the base branch what was merged into another one only', async () => {
    await using bench = await createSyncBench();
    await bench.point('release', await bench.tip('main'));
    await bench.build({ 'a.ts': lines(20) });
    const tip = await bench.tip('amplication');
    bench.change(1, { targetBranch: 'release' });
    await bench.merge('squash');
    expect(await bench.again()).toMatchObject({ kind: 'proposed', commitId: tip });
    expect(bench.mergeRequests.at(-1)).toMatchObject({ number: 2, targetBranch: 'main' });
  });

  it('joins with the branch that a person chose as the target of the open merge request', async () => {
    await using bench = await createSyncBench();
    await bench.point('release', await bench.tip('main'));
    await bench.commit('release', { 'only-release.ts': 'mine\n' });
    await bench.build({ 'a.ts': lines(20) });
    bench.change(1, { targetBranch: 'release' });
    await bench.commit('main', { 'only-main.ts': 'mine\n' });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({ mergeRequest: { number: 1 } });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'a.ts', 'only-release.ts']);
    expect(bench.mergeRequests).toHaveLength(1);
  });

  it.each(['merge', 'squash'] as const)('starts over when a %s came between fetch and push', async (method) => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    bench.hooks.beforePush = async () => {
      bench.hooks = {};
      await bench.merge(method);
    };
    const outcome = await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    expect(outcome).toMatchObject({ kind: 'proposed', conflicts: [], mergeRequest: { number: 2, state: 'open' } });
    expect(await bench.listGitConflicts()).toEqual([]);
    await bench.merge('squash');
    expect(await bench.read('main', 'a.ts')).toBe(lines(20, { 1: 'second' }));
  });

  it('starts over when a squash came between the look at the merge requests and the fetch', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    bench.hooks.afterList = async () => {
      bench.hooks = {};
      await bench.merge('squash', { deleteBranch: true });
      await bench.commit('main', { 'a.ts': lines(20, { 20: 'mine' }) });
    };
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    expect(bench.mergeRequests.map((facts) => facts.state)).toEqual(['merged', 'open']);
    expect(await bench.listGitConflicts()).toEqual([]);
    await bench.merge('squash');
    expect(await bench.read('main', 'a.ts')).toBe(lines(20, { 1: 'second', 20: 'mine' }));
  });

  it('goes on where a protected branch refuses a forced push', async () => {
    await using bench = await createSyncBench({ config: [['receive.denyNonFastForwards', 'true']] });
    await bench.build({ 'a.ts': lines(20) });
    const old = await bench.tip('amplication');
    await bench.merge('squash');
    const main = await bench.tip('main');
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({ kind: 'proposed' });
    expect(await bench.parents('amplication')).toEqual([main, old]);
  });

  it('goes on after the base branch was rewritten', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.commit('amplication', { 'late.ts': 'late\n' });
    await bench.point('main', undefined);
    await bench.commit('main', { 'README.md': '# Shop\n', 'own.ts': 'mine\n' });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({ conflicts: [] });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'a.ts', 'late.ts', 'own.ts']);
    expect(await bench.listGitConflicts()).toEqual([]);
  });

  it('opens a new merge request when a person closed the last one and deleted its branch', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(3) });
    await bench.point('amplication', undefined);
    bench.change(1, { state: 'closed' });
    expect(await bench.again()).toMatchObject({ kind: 'proposed', mergeRequest: { number: 2 } });
    bench.change(2, { state: 'closed' });
    expect(await bench.again()).toMatchObject({ kind: 'proposed', mergeRequest: { number: 3 } });
  });

  it('does not write on a base branch that is missing in a repository with other branches', async () => {
    await using bench = await createSyncBench({ empty: true });
    await bench.commit('develop', { 'own.ts': 'mine\n' });
    bench.allowFirstCommit = true;
    expect(await bench.build({ 'a.ts': 'x\n' })).toEqual({ kind: 'base-missing', branch: 'main' });
    expect(await bench.tip('main')).toBeUndefined();
  });
});

describe('killed', () => {
  it('has the same conflicts after being killed between push and merge request', async () => {
    await using bench = await createSyncBench();
    bench.hooks.beforeMergeRequest = () => Promise.reject(new Error('killed'));
    await expect(bench.build({ 'README.md': '# Generated\n', 'a.ts': lines(3) })).rejects.toThrow('killed');
    const tip = await bench.tip('amplication');
    bench.hooks = {};
    expect(await bench.again()).toMatchObject({
      kind: 'proposed',
      commitId: tip,
      changes: { files: 2 },
      conflicts: [{ path: 'README.md', kind: 'add-add' }],
    });
    expect(await bench.tip('amplication')).toBe(tip);
  });
});

describe('files that move', () => {
  const edited = (top: string): string => lines(20, { 1: top, 20: `mine of ${top}` });
  const plain = (top: string): string => lines(20, { 1: top });

  it('follows two files that the generator swaps', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts#1': plain('one'), 'b.ts#2': plain('two') });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': edited('one'), 'b.ts': edited('two') });
    expect(await bench.build({ 'b.ts#1': plain('one'), 'a.ts#2': plain('two') })).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', 'b.ts')).toBe(edited('one'));
    expect(await bench.read('amplication', 'a.ts')).toBe(edited('two'));
  });

  it('follows a chain of renames into the place of an entity that went', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts#1': plain('one'), 'b.ts#2': plain('two'), 'c.ts#3': plain('three') });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': edited('one'), 'b.ts': edited('two') });
    expect(await bench.build({ 'b.ts#1': plain('one'), 'c.ts#2': plain('two') })).toMatchObject({ conflicts: [] });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'b.ts', 'c.ts']);
    expect(await bench.read('amplication', 'b.ts')).toBe(edited('one'));
    expect(await bench.read('amplication', 'c.ts')).toBe(edited('two'));
  });

  it('follows a rename that changes only the case', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'Artist.ts#1': plain('one') });
    await bench.merge('merge');
    await bench.commit('main', { 'Artist.ts': edited('one') });
    await bench.build({ 'artist.ts#1': plain('one') });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'artist.ts']);
    expect(await bench.read('amplication', 'artist.ts')).toBe(edited('one'));
  });

  it('leaves deleted what a user deleted, also under the new name', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts#1': plain('one'), 'b.ts': 'b\n' });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': undefined });
    const outcome = await bench.build({ 'z.ts#1': plain('other'), 'b.ts': 'b\n' });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'z.ts', kind: 'delete-modify' }] });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'b.ts']);
  });

  it("overwrites no file of the user's at the new name, and keeps the edit at the old one", async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts#1': plain('one') });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': edited('one'), 'z.ts': 'my own\n' });
    const outcome = await bench.build({ 'z.ts#1': plain('one') });
    expect(outcome).toMatchObject({
      conflicts: [
        { path: 'a.ts', kind: 'modify-delete' },
        { path: 'z.ts', kind: 'add-add' },
      ],
    });
    expect(await bench.read('amplication', 'a.ts')).toBe(edited('one'));
    expect(await bench.read('amplication', 'z.ts')).toBe('my own\n');
  });

  it('leaves a file of the user in a folder that the generator renames', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'artist/a.ts#1': plain('one'), 'artist/b.ts#2': plain('two') });
    await bench.merge('merge');
    await bench.commit('main', { 'artist/own.ts': 'mine\n' });
    await bench.build({ 'singer/a.ts#1': plain('one'), 'singer/b.ts#2': plain('two') });
    expect(await bench.list('amplication')).toEqual([
      MARKER,
      'README.md',
      'artist/own.ts',
      'singer/a.ts',
      'singer/b.ts',
    ]);
  });

  it('turns a file into a folder and a folder into a file', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a/x.ts': 'x\n', b: 'b\n' });
    await bench.merge('merge');
    expect(await bench.build({ a: 'a\n', 'b/y.ts': 'y\n' })).toMatchObject({ conflicts: [] });
    expect(await bench.list('amplication')).toEqual([MARKER, 'README.md', 'a', 'b/y.ts']);
  });

  it('takes no empty or copied file for a renamed one', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'empty.ts': '', 'copied.ts': lines(3) });
    await bench.merge('merge');
    await bench.commit('main', {
      'empty.ts': undefined,
      'own-empty.ts': '',
      'copied.ts': undefined,
      'copy-1.ts': lines(3),
      'copy-2.ts': lines(3),
    });
    const outcome = await bench.build({ 'empty.ts': 'generated\n', 'copied.ts': lines(4) });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'copied.ts' }, { path: 'empty.ts' }] });
    expect(await bench.read('amplication', 'own-empty.ts')).toBe('');
    expect(await bench.read('amplication', 'copy-1.ts')).toBe(lines(3));
    expect(await bench.read('amplication', 'copy-2.ts')).toBe(lines(3));
  });

  it('meets a user who gave a file the new name first', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts#1': plain('one') });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': undefined, 'z.ts': edited('one') });
    expect(await bench.build({ 'z.ts#1': lines(20, { 1: 'one', 10: 'new' }) })).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', 'z.ts')).toBe(lines(20, { 1: 'one', 10: 'new', 20: 'mine of one' }));
  });
});

describe('files of all kinds', () => {
  const binary = (end: number): Buffer => Buffer.from([0, 1, 2, 255, 0, end]);

  it.each(['person', 'generator'])('keeps an executable bit that a %s set, of text and of bytes', async (who) => {
    await using bench = await createSyncBench();
    const run = { content: lines(20), mode: '100755' as const };
    const tool = { content: binary(1), mode: '100755' as const };
    await bench.build({ 'run.sh': lines(20), tool: { ...tool, mode: '100644' } });
    await bench.merge('merge');
    await bench.commit('main', who === 'person' ? { 'run.sh': run, tool } : { 'run.sh': lines(20, { 20: 'mine' }) });
    const next = who === 'person' ? lines(20, { 1: 'second' }) : { ...run, content: lines(20, { 1: 'second' }) };
    expect(
      await bench.build({
        'run.sh': next,
        tool: who === 'person' ? { content: binary(2), mode: '100644' } : tool,
      }),
    ).toMatchObject({ conflicts: [] });
    expect(await bench.mode('amplication', 'run.sh')).toBe('100755');
    expect(await bench.mode('amplication', 'tool')).toBe('100755');
    expect(await bench.read('amplication', 'run.sh')).toContain('second\n');
  });

  it("keeps the user's bytes of a file without lines, and a link", async () => {
    await using bench = await createSyncBench();
    await bench.build({ image: { content: binary(1), mode: '100644' }, 'a.ts': lines(3), 'b.ts': lines(3) });
    await bench.merge('merge');
    await bench.commit('main', {
      image: { content: binary(3), mode: '100644' },
      'a.ts': { content: 'b.ts', mode: '120000' },
    });
    const outcome = await bench.build({
      image: { content: binary(2), mode: '100644' },
      'a.ts': lines(4),
      'b.ts': lines(3),
      'a.ts.d/x': 'x\n',
    });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'a.ts' }, { path: 'image', kind: 'binary' }] });
    expect(await bench.mode('amplication', 'a.ts')).toBe('120000');
    expect(await bench.read('amplication', 'a.ts')).toBe('b.ts');
  });

  it('writes no file through a link of the user', async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { src: { content: '/etc', mode: '120000' } });
    expect(await bench.build({ 'src/a.ts': 'x\n' })).toMatchObject({
      conflicts: [{ path: 'src/a.ts', kind: 'other' }],
    });
    expect(await bench.read('amplication', 'src')).toBe('/etc');
  });

  it("leaves a user's file alone that stands where the marker's folder would", async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { '.amplication': 'mine\n' });
    expect(await bench.build({ 'a.ts': 'x\n' })).toMatchObject({ conflicts: [{ path: MARKER, kind: 'other' }] });
    expect(await bench.read('amplication', '.amplication')).toBe('mine\n');
    const tip = await bench.tip('amplication');
    await bench.again();
    expect(await bench.tip('amplication')).toBe(tip);
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['no final newline', (text: string) => text.trimEnd()],
    ['a megabyte', (text: string) => text + 'x'.repeat(100).concat('\n').repeat(12_000)],
  ])('merges a file with %s', async (_, shape) => {
    await using bench = await createSyncBench();
    await bench.commit('main', { '.gitattributes': '* text eol=lf merge=union\n' });
    await bench.build({ 'a.ts': shape(lines(20)) });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': shape(lines(20, { 15: 'mine' })) });
    expect(await bench.build({ 'a.ts': shape(lines(20, { 2: 'second' })) })).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', 'a.ts')).toBe(shape(lines(20, { 2: 'second', 15: 'mine' })));
  });

  it('leaves files whose names are no UTF-8 to git', async () => {
    await using bench = await createSyncBench();
    const [one, two] = [Buffer.from('caf\u00e9', 'latin1'), Buffer.from('caf\u00e8', 'latin1')];
    await bench.commitNamed('main', one, 'one\n');
    await bench.commitNamed('main', two, 'two\n');
    await bench.build({ 'a.ts': lines(20) });
    expect(await bench.listUnnamed('amplication')).toEqual(await bench.listUnnamed('main'));
    for (const name of [one, two]) {
      await bench.commitNamed('main', name, 'mine\n');
      await bench.build({ 'a.ts': lines(20, { 1: name.toString('hex') }) });
      expect(await bench.listGitConflicts()).toEqual([]);
      await bench.mergeBranch('main', 'amplication');
      expect(await bench.listUnnamed('amplication')).toEqual(await bench.listUnnamed('main'));
    }
  });

  it('keeps odd names apart', async () => {
    await using bench = await createSyncBench();
    const files = {
      'a "quoted"\\name.ts': 'generated\n',
      'caf\u00e9.ts': 'composed\n',
      'cafe\u0301.ts': 'decomposed\n',
      'two words.ts': 'x\n',
      'x.ts': 'small\n',
    };
    await expect(bench.build({ 'back\\slash.ts': 'x\n' })).rejects.toThrow(/Refused/u);
    const { 'a "quoted"\\name.ts': own, ...generated } = files;
    await bench.commit('main', { 'a "quoted"\\name.ts': own, 'new\nline.ts': 'mine\n', 'X.ts': 'large\n' });
    await bench.build({ ...generated, 'a "b".ts': 'y\n' });
    for (const [path, content] of Object.entries({ ...files, 'new\nline.ts': 'mine\n', 'X.ts': 'large\n' }))
      expect(await bench.read('amplication', path)).toBe(content);
    expect(await bench.again()).toMatchObject({ kind: 'proposed' });
  });
});

describe('two services of one repository', () => {
  const CI = '.gitlab-ci.yml';

  it('keeps a shared file that one of them no longer generates', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': 'a\n', [`${CI}#root`]: 'ci\n' });
    await bench.build({ 'b.ts': 'b\n', [`${CI}#root`]: 'ci\n' }, OTHER);
    await bench.merge('squash', { deleteBranch: true });
    await bench.build({ 'a.ts': 'a2\n' });
    expect(await bench.read('amplication', CI)).toBe('ci\n');
    bench.only = SERVICE;
    await bench.point('amplication', undefined);
    bench.change(2, { state: 'closed' });
    await bench.again();
    expect(await bench.read('amplication', CI)).toBe('ci\n');
  });

  it('keeps a shared file that one of them moves', async () => {
    await using bench = await createSyncBench();
    await bench.build({ [`${CI}#root`]: 'ci\n' });
    await bench.build({ [`${CI}#root`]: 'ci\n' }, OTHER);
    await bench.merge('merge');
    await bench.build({ 'ci/one.yml#root': 'ci\n' });
    expect(await bench.read('amplication', CI)).toBe('ci\n');
    expect(await bench.read('amplication', 'ci/one.yml')).toBe('ci\n');
  });

  it('takes the newer bytes of a shared file, whichever service has them', async () => {
    await using bench = await createSyncBench();
    await bench.build({ [CI]: 'one\n' });
    await bench.build({ [CI]: 'one\n' }, OTHER);
    await bench.merge('merge');
    expect(await bench.build({ [CI]: 'two\n' })).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', CI)).toBe('two\n');
    await bench.merge('merge');
    expect(await bench.again()).toEqual({ kind: 'unchanged' });
    expect(await bench.build({ [CI]: 'three\n' }, OTHER)).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', CI)).toBe('three\n');
  });

  it('knows each file whichever marker is missing or names another service', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.build({ 'b.ts': lines(20) }, OTHER);
    await bench.merge('merge');
    const foreign = await bench.read('main', `.amplication/${OTHER}.json`);
    await bench.commit('main', {
      [MARKER]: foreign,
      [`.amplication/${OTHER}.json`]: undefined,
      'b.ts': lines(20, { 9: 'mine' }),
    });
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    expect(await bench.build({ 'b.ts': lines(20, { 1: 'second' }) }, OTHER)).toMatchObject({ conflicts: [] });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'second' }));
    expect(await bench.read('amplication', 'b.ts')).toBe(lines(20, { 1: 'second', 9: 'mine' }));
  });
});

describe('the marker and the code disagree', () => {
  it('finds the nearest base where the marker is gone and a newer generation was never merged', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.build({ 'a.ts': lines(20, { 1: 'second', 2: 'second' }) });
    await bench.point('amplication', undefined);
    bench.change(2, { state: 'closed' });
    await bench.commit('main', { [MARKER]: undefined, 'a.ts': lines(20, { 20: 'mine' }) });
    expect(await bench.again()).toMatchObject({ kind: 'proposed', conflicts: [] });
    expect(await bench.read('amplication', 'a.ts')).toBe(lines(20, { 1: 'second', 2: 'second', 20: 'mine' }));
  });

  it('knows a file that was picked by hand without the marker', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20), 'b.ts': lines(20) });
    await bench.merge('squash');
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }), 'b.ts': lines(20, { 1: 'second' }) });
    await bench.commit('main', { 'a.ts': lines(20, { 1: 'second' }) });
    const third = { 'a.ts': lines(20, { 1: 'third' }), 'b.ts': lines(20, { 1: 'third' }) };
    expect(await bench.build(third)).toMatchObject({ conflicts: [] });
    await bench.merge('squash');
    expect(await bench.read('main', 'a.ts')).toBe(third['a.ts']);
    expect(await bench.read('main', 'b.ts')).toBe(third['b.ts']);
  });
});
