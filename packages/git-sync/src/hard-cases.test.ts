import { describe, expect, it } from 'vitest';
import { MERGE_METHODS } from './testing/laws/stage.ts';
import { createSyncBench, lines } from './testing/sync-bench.ts';

const SERVICE = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const MARKER = `.amplication/${SERVICE}.json`;

/** One test for each row of the table of hard cases, in its order. */
describe('hard cases', () => {
  it.each(MERGE_METHODS)('merged by %s: the next build gives the same tree, without a conflict', async (method) => {
    await using bench = await createSyncBench();
    await bench.commit('main', { 'own.ts': 'mine\n' });
    await bench.build({ 'a.ts': lines(20), 'b.ts': lines(5) });
    if (method === 'ff') await bench.mergeBranch('main', 'amplication');
    await bench.merge(method);
    await bench.commit('main', { 'a.ts': lines(20, { 20: 'mine' }) });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }), 'c.ts': lines(3) })).toMatchObject({
      kind: 'proposed',
      conflicts: [],
    });
    expect(await bench.listGitConflicts()).toEqual([]);
    const files = await bench.readMerge();
    expect(files.get('a.ts')).toBe(lines(20, { 1: 'second', 20: 'mine' }));
    expect([...files.keys()]).toEqual([MARKER, 'README.md', 'a.ts', 'c.ts', 'own.ts']);
  });

  it('merge request reverted on base: the change is offered again', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('squash', { deleteBranch: true });
    const first = (await bench.tip('main')) ?? '';
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.restore('main', first);
    expect(await bench.again()).toMatchObject({ kind: 'proposed', conflicts: [] });
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 1: 'second' }));
  });

  it.each(['deleted', 'force-pushed', 'base rewritten'])('sync branch %s: clean continuation', async (what) => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    const first = await bench.tip('amplication');
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    if (what === 'deleted') await bench.point('amplication', undefined);
    if (what === 'force-pushed') await bench.point('amplication', first);
    if (what === 'base rewritten') {
      await bench.point('main', undefined);
      await bench.commit('main', { 'README.md': '# Shop\n' });
    }
    expect(await bench.build({ 'a.ts': lines(20, { 2: 'third' }) })).toMatchObject({ kind: 'proposed', conflicts: [] });
    expect(await bench.listGitConflicts()).toEqual([]);
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 2: 'third' }));
  });

  it('user edits a generated file where the generator does not: both kept', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('squash');
    await bench.commit('main', { 'a.ts': lines(20, { 10: 'mine' }) });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'second' }) })).toMatchObject({ conflicts: [] });
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(20, { 1: 'second', 10: 'mine' }));
  });

  it('user renamed and edited, generator edits: the edit lands in the renamed file, also years later', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(20) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { 'a.ts': undefined, 'moved.ts': lines(20, { 20: 'mine' }) });
    await bench.build({ 'a.ts': lines(20, { 1: 'second' }) });
    await bench.merge('squash', { deleteBranch: true });
    expect(await bench.read('main', 'moved.ts')).toBe(lines(20, { 1: 'second', 20: 'mine' }));
    // Nothing but two lines is as it was generated: similarity alone would not find it any more.
    const mine = Object.fromEntries(Array.from({ length: 18 }, (_, index) => [index + 3, `mine ${index}`]));
    await bench.commit('main', { 'moved.ts': lines(20, { ...mine, 1: 'second' }) });
    expect(await bench.build({ 'a.ts': lines(20, { 1: 'third' }) })).toMatchObject({ conflicts: [] });
    const files = await bench.readMerge();
    expect(files.get('moved.ts')).toBe(lines(20, { ...mine, 1: 'third' }));
    expect(files.has('a.ts')).toBe(false);
  });

  it('user deleted, generator unchanged: stays deleted', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5), 'b.ts': lines(5) });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': undefined });
    expect(await bench.build({ 'a.ts': lines(5), 'b.ts': lines(6) })).toMatchObject({ conflicts: [] });
    expect((await bench.readMerge()).has('a.ts')).toBe(false);
  });

  it('user deleted, generator changed: stays deleted, listed', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5) });
    await bench.merge('merge');
    await bench.commit('main', { 'a.ts': undefined });
    const outcome = await bench.build({ 'a.ts': lines(5, { 1: 'second' }) });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'a.ts', kind: 'delete-modify' }] });
    expect((await bench.readMerge()).has('a.ts')).toBe(false);
  });

  it('generator deletes, user never touched: deleted', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5), 'src/artist/b.ts': lines(5) });
    await bench.merge('squash');
    expect(await bench.build({ 'a.ts': lines(5) })).toMatchObject({ conflicts: [] });
    expect([...(await bench.readMerge()).keys()]).toEqual([MARKER, 'README.md', 'a.ts']);
  });

  it('generator deletes, user edited: kept, listed, and never asked again', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5), 'b.ts': lines(5) });
    await bench.merge('squash');
    await bench.commit('main', { 'b.ts': lines(5, { 1: 'mine' }) });
    expect(await bench.build({ 'a.ts': lines(5) })).toMatchObject({
      conflicts: [{ path: 'b.ts', kind: 'modify-delete' }],
    });
    await bench.merge('squash');
    expect(await bench.read('main', 'b.ts')).toBe(lines(5, { 1: 'mine' }));
    expect(await bench.build({ 'a.ts': lines(6) })).toMatchObject({ conflicts: [] });
  });

  it("generator renames: the user's edits move along, also at 100 % rewrite", async () => {
    await using bench = await createSyncBench();
    const code = (name: string, extra = ''): string =>
      ['one', 'two', 'three', 'four', 'five'].map((word) => `${name} ${word} ${name}\n`).join('') + extra;
    await bench.build({ 'artist.ts#entity:1': code('Artist') }, SERVICE, { '1 model': 'Artist' });
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { 'artist.ts': code('Artist', 'mine of Artist\n') });
    const renamed = { 'performer.ts#entity:1': code('Performer') };
    expect(await bench.build(renamed, SERVICE, { '1 model': 'Performer' })).toMatchObject({ conflicts: [] });
    const files = await bench.readMerge();
    expect(files.get('performer.ts')).toBe(code('Performer', 'mine of Performer\n'));
    expect(files.has('artist.ts')).toBe(false);
  });

  it('generator renames a folder in which the user added a file: it stays and is listed', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'artist/a.ts#1': lines(5), 'artist/b.ts#2': lines(6) });
    await bench.merge('squash');
    await bench.commit('main', { 'artist/own.ts': 'mine\n' });
    const outcome = await bench.build({ 'performer/a.ts#1': lines(5), 'performer/b.ts#2': lines(6) });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'artist/own.ts', kind: 'left-behind' }] });
    const files = await bench.readMerge();
    expect(files.get('artist/own.ts')).toBe('mine\n');
    expect([...files.keys()]).toEqual([MARKER, 'README.md', 'artist/own.ts', 'performer/a.ts', 'performer/b.ts']);
  });

  it.each([
    ['prettier', (code: string) => code.replaceAll('  ', '    ').replaceAll("'", '"').replaceAll(';', '')],
    ['line ends', (code: string) => code.replaceAll('\n', '\r\n')],
    ['final newline', (code: string) => code.trimEnd()],
  ])(
    'formatting-only edit by the user (%s) against a generator change: no conflict, theirs wins',
    async (_, format) => {
      await using bench = await createSyncBench();
      const code = (value: string): string =>
        `export class A {\n  first = '${value}';\n\n  second = 'b';\n\n  last(): string {\n    return this.second;\n  }\n}\n`;
      await bench.build({ 'a.ts': code('one') });
      await bench.merge('squash');
      await bench.commit('main', { 'a.ts': format(code('one')) });
      expect(await bench.build({ 'a.ts': code('two') })).toMatchObject({ conflicts: [] });
      const result = (await bench.readMerge()).get('a.ts') ?? '';
      expect(result.replaceAll(';', '')).toBe(format(code('two')).replaceAll(';', ''));
    },
  );

  it.each([
    ['imports', `import { a } from 'a';\n`, `import { mine } from 'mine';\n`, `import { theirs } from 'theirs';\n`, ''],
    ['exports', `export { a } from 'a';\n`, `export { mine } from 'mine';\n`, `export { theirs } from 'theirs';\n`, ''],
    ['class members', `class A {\n  a = 1;\n`, `  mine = 1;\n`, `  theirs = 1;\n`, `}\n`],
    ['array items', `const a = [\n  'a',\n`, `  'mine',\n`, `  'theirs',\n`, `];\n`],
    ['enum members', `enum A {\n  a,\n`, `  mine,\n`, `  theirs,\n`, `}\n`],
  ])('additive edits at the same spot, %s: both kept', async (_, head, mine, theirs, tail) => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': head + tail });
    await bench.merge('squash');
    await bench.commit('main', { 'a.ts': head + mine + tail });
    expect(await bench.build({ 'a.ts': head + theirs + tail })).toMatchObject({ conflicts: [] });
    expect([head + mine + theirs + tail, head + theirs + mine + tail]).toContain((await bench.readMerge()).get('a.ts'));
  });

  it('package.json, tsconfig.json and other JSON: merged by key', async () => {
    await using bench = await createSyncBench();
    const json = (dependencies: object, rest: object = {}): string =>
      `${JSON.stringify({ name: 'shop', dependencies, ...rest }, undefined, 2)}\n`;
    await bench.build({ 'package.json': json({ a: '1', b: '1' }) });
    await bench.merge('squash');
    await bench.commit('main', { 'package.json': json({ a: '1', b: '9', mine: '1' }, { private: true }) });
    expect(await bench.build({ 'package.json': json({ a: '2', b: '2', theirs: '1' }) })).toMatchObject({
      conflicts: [],
    });
    expect(JSON.parse((await bench.readMerge()).get('package.json') ?? '')).toEqual({
      name: 'shop',
      dependencies: { a: '2', b: '9', mine: '1', theirs: '1' },
      private: true,
    });
  });

  it('lock files: generated where nobody changed it or package.json', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'package.json': '{ "a": 1 }\n', 'package-lock.json': '{ "lock": 1 }\n' });
    await bench.merge('squash');
    expect(await bench.build({ 'package.json': '{ "a": 2 }\n', 'package-lock.json': '{ "lock": 2 }\n' })).toMatchObject(
      {
        conflicts: [],
      },
    );
    expect((await bench.readMerge()).get('package-lock.json')).toBe('{ "lock": 2 }\n');
  });

  it("lock files: the user's stays, listed, where they changed package.json", async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'package.json': '{ "a": 1 }\n', 'package-lock.json': '{ "lock": 1 }\n' });
    await bench.merge('squash');
    await bench.commit('main', { 'package.json': '{ "a": 1, "mine": 1 }\n' });
    const outcome = await bench.build({ 'package.json': '{ "a": 2 }\n', 'package-lock.json': '{ "lock": 2 }\n' });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'package-lock.json', kind: 'lock' }] });
    expect((await bench.readMerge()).get('package-lock.json')).toBe('{ "lock": 1 }\n');
  });

  it('binary files: changed on both sides is a conflict, never corrupted', async () => {
    await using bench = await createSyncBench();
    const bytes = (...values: readonly number[]) => ({
      content: Buffer.from([0, 255, ...values]),
      mode: '100644' as const,
    });
    await bench.build({ 'logo.png': bytes(1), 'other.png': bytes(1) });
    await bench.merge('squash');
    await bench.commit('main', { 'logo.png': bytes(2) });
    const outcome = await bench.build({ 'logo.png': bytes(3), 'other.png': bytes(3) });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'logo.png', kind: 'binary' }] });
    const files = await bench.readMerge();
    expect(files.get('logo.png')).toBe(bytes(2).content.toString());
    expect(files.get('other.png')).toBe(bytes(3).content.toString());
  });

  it('.amplicationignore: an ignored file is never touched, its generated version is put aside when it changed', async () => {
    await using bench = await createSyncBench();
    const files = (text: string) => ({ 'src/a.ts': text, 'src/keep/b.ts': text, 'docs/c.md': text, 'top.ts': text });
    await bench.build(files('one\n'));
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', {
      '.amplicationignore': '# Comment\r\nsrc/**\r\n!src/keep/\r\n!src/keep/b.ts\r\n',
      'docs/.amplicationignore': '*.md\n',
      'src/a.ts': 'mine\n',
    });
    const outcome = await bench.build(files('two\n'));
    expect(outcome).toMatchObject({
      conflicts: [
        { path: 'docs/c.md', kind: 'ignored' },
        { path: 'src/a.ts', kind: 'ignored' },
      ],
    });
    await bench.merge('squash', { deleteBranch: true });
    expect(await bench.read('main', 'src/a.ts')).toBe('mine\n');
    expect(await bench.read('main', 'docs/c.md')).toBe('one\n');
    expect(await bench.read('main', 'src/keep/b.ts')).toBe('two\n');
    expect(await bench.read('main', 'top.ts')).toBe('two\n');
    expect(await bench.read('main', '.amplication/ignored/src/a.ts')).toBe('two\n');
    await bench.build(files('three\n'));
    await bench.merge('squash', { deleteBranch: true });
    expect(await bench.read('main', '.amplication/ignored/src/a.ts')).toBe('three\n');
    // Ignored no more: the merge goes on from the version that the repository last got.
    await bench.commit('main', { '.amplicationignore': undefined });
    expect(await bench.build(files('four\n'))).toMatchObject({
      conflicts: expect.arrayContaining(
        [{ path: 'src/a.ts', kind: 'content' }].map((each) => expect.objectContaining(each)),
      ),
    });
    await bench.merge('squash', { deleteBranch: true });
    expect(await bench.read('main', 'src/a.ts')).toBe('mine\n');
    expect(await bench.read('main', '.amplication/ignored/src/a.ts')).toBeUndefined();
  });

  it('first sync into a repository that already has such paths (adoption): nothing overwritten', async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { 'a.ts': 'my own\n', 'same.ts': 'same\n' });
    const outcome = await bench.build({ 'a.ts': lines(5), 'same.ts': 'same\n', 'b.ts': lines(3) });
    expect(outcome).toMatchObject({ conflicts: [{ path: 'a.ts', kind: 'add-add' }] });
    const files = await bench.readMerge();
    expect(files.get('a.ts')).toBe('my own\n');
    expect(files.get('b.ts')).toBe(lines(3));
    // Also while that merge request is open, when the next build finds no marker on the base branch.
    expect(await bench.build({ 'a.ts': lines(6), 'same.ts': 'same\n', 'b.ts': lines(3) })).toMatchObject({
      kind: 'proposed',
    });
    expect((await bench.readMerge()).get('a.ts')).toBe('my own\n');
  });

  it('two services share a path: it goes only when no generation holds it', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'shared.txt': 'same\n', 'a.ts': lines(3) });
    await bench.build({ 'shared.txt': 'same\n', 'b.ts': lines(3) }, OTHER);
    await bench.merge('squash', { deleteBranch: true });
    await bench.build({ 'a.ts': lines(3) });
    expect((await bench.readMerge()).get('shared.txt')).toBe('same\n');
    await bench.merge('squash', { deleteBranch: true });
    await bench.build({ 'b.ts': lines(3) }, OTHER);
    expect((await bench.readMerge()).has('shared.txt')).toBe(false);
  });

  it('base directories changed, admin UI switched off: renames and deletes by key, user files stay', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'apps/server/a.ts#a': lines(9), 'apps/admin/b.ts#b': lines(5), 'apps/admin/c.ts#c': lines(5) });
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { 'apps/server/a.ts': lines(9, { 9: 'mine' }), 'apps/admin/own.ts': 'mine\n' });
    await bench.build({ 'services/shop/a.ts#a': lines(9, { 1: 'second' }) });
    const files = await bench.readMerge();
    expect(files.get('services/shop/a.ts')).toBe(lines(9, { 1: 'second', 9: 'mine' }));
    expect([...files.keys()]).toEqual([MARKER, 'README.md', 'apps/admin/own.ts', 'services/shop/a.ts']);
  });

  it('service deleted or moved away: its files stay', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(3) });
    await bench.build({ 'b.ts': lines(3) }, OTHER);
    await bench.merge('squash', { deleteBranch: true });
    bench.only = OTHER;
    await bench.build({ 'b.ts': lines(4) }, OTHER);
    expect((await bench.readMerge()).get('a.ts')).toBe(lines(3));
    expect((await bench.readMerge()).has(MARKER)).toBe(true);
  });

  it('service leaves because a person asks for it: its files go, edited ones stay', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(3), 'edited.ts': lines(5) });
    await bench.build({ 'b.ts': lines(3) }, OTHER);
    await bench.merge('squash', { deleteBranch: true });
    await bench.commit('main', { 'edited.ts': lines(5, { 1: 'mine' }) });
    const outcome = await bench.leave(SERVICE);
    expect(outcome).toMatchObject({ conflicts: [{ path: 'edited.ts', kind: 'modify-delete' }] });
    const files = await bench.readMerge();
    expect([...files.keys()]).toEqual([MARKER, `.amplication/${OTHER}.json`, 'README.md', 'b.ts', 'edited.ts']);
    expect(JSON.parse(files.get(MARKER) ?? '')).toMatchObject({ removed: true });
  });

  it.each(['../out.ts', '/etc/passwd', '.git/config', '.GIT/hooks/x', 'a/.g\u200cit/x', 'git~1/x', 'a/../../x'])(
    'generated path that would leave the repository or hit .git (%j): refused',
    async (path) => {
      await using bench = await createSyncBench();
      await expect(bench.build({ [path]: 'x\n' })).rejects.toThrow(/Refused to generate/u);
      expect(await bench.tip('amplication')).toBeUndefined();
    },
  );

  it('generated path behind a symlink or a submodule: refused, the user is told', async () => {
    await using bench = await createSyncBench();
    await bench.commit('main', { linked: { content: '/etc', mode: '120000' } });
    expect(await bench.build({ 'linked/a.ts': 'x\n', 'b.ts': 'b\n' })).toMatchObject({
      conflicts: [{ path: 'linked/a.ts', kind: 'other' }],
    });
    expect((await bench.readMerge()).get('linked')).toBe('/etc');
  });

  it('paths that differ only in case, unicode, spaces, 300 characters, modes, CRLF: bytes and modes preserved', async () => {
    await using bench = await createSyncBench();
    const long = `${'x'.repeat(150)}/${'y'.repeat(149)}`;
    const files = {
      'README.MD': 'large\n',
      'readme.md': 'small\n',
      'Ünïcödé/日本語.ts': 'unicode\n',
      'e\u0301.ts': 'decomposed\n',
      '\u00e9.ts': 'composed\n',
      'with space/and "quotes".ts': 'space\n',
      [long]: 'long\n',
      'run.sh': { content: '#!/bin/sh\n', mode: '100755' as const },
      'crlf.ts': 'one\r\ntwo\r\n',
    };
    expect(await bench.build(files)).toMatchObject({ kind: 'proposed', conflicts: [] });
    const result = await bench.readMerge();
    for (const [path, file] of Object.entries(files))
      expect(result.get(path)).toBe(typeof file === 'string' ? file : file.content);
    expect(await bench.mode('amplication', 'run.sh')).toBe('100755');
  });

  it('two syncs of the same remote at once: serialised by the push, no lost update', async () => {
    await using bench = await createSyncBench();
    await bench.build({ 'a.ts': lines(5) });
    const [one, two] = await Promise.all([
      bench.build({ 'a.ts': lines(5, { 1: 'second' }) }),
      bench.commit('amplication', { 'own.ts': 'mine\n' }),
    ]);
    expect(one).toMatchObject({ kind: 'proposed' });
    expect(two).toBeUndefined();
    const files = await bench.readMerge();
    expect(files.get('a.ts')).toBe(lines(5, { 1: 'second' }));
    expect(files.get('own.ts')).toBe('mine\n');
  });

  it.each(['gathered', 'planned', 'written', 'intended', 'pushed', 'offered'] as const)(
    'killed when %s: running again ends in the same state',
    async (point) => {
      const play = async (kill: boolean) => {
        await using bench = await createSyncBench();
        await bench.build({ 'a.ts': lines(20) });
        await bench.merge('squash');
        await bench.commit('main', { 'a.ts': lines(20, { 5: 'mine' }) });
        if (kill) {
          bench.hooks.reached = async (reached) => {
            if (reached !== point) return;
            bench.hooks = {};
            throw new Error('killed');
          };
          await expect(bench.build({ 'a.ts': lines(20, { 5: 'theirs' }) })).rejects.toThrow('killed');
        }
        const outcome = kill ? await bench.again() : await bench.build({ 'a.ts': lines(20, { 5: 'theirs' }) });
        return {
          outcome,
          tip: await bench.tip('amplication'),
          requests: bench.mergeRequests,
          files: await bench.readMerge(),
        };
      };
      expect(await play(true)).toEqual(await play(false));
    },
  );
});
