import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { diffNames, diffPatch, diffStat } from './diff.ts';
import { fetchBranches } from './fetch-branches.ts';
import { fetchObjects } from './fetch-objects.ts';
import { ensureMirror } from './init-repository.ts';
import { listRefs } from './list-refs.ts';
import { listTree } from './list-tree.ts';
import { log } from './log.ts';
import { mergeTrees } from './merge-trees.ts';
import { blobIdOf, toBlobId, toCommitId, toTreeId, type TreeId } from './object-id.ts';
import { openObjects } from './object-reader.ts';
import { push } from './push.ts';
import { readBlobs } from './read-blobs.ts';
import { runGit } from './run-git.ts';
import { commit, createOrigin, temporaryFolder, write } from './testing/temporary-repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let origin: string;
let gitDir: string;
let count = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.dispose());
beforeEach(async () => {
  count += 1;
  origin = `${folder.path}/origin-${count}.git`;
  gitDir = `${folder.path}/mirror-${count}.git`;
  await createOrigin(origin);
  await ensureMirror({ gitDir });
});

const remoteOf = () => ({ url: `file://${origin}`, allowFile: true });
const fetchMain = () => fetchBranches({ gitDir, remote: remoteOf(), branchPatterns: ['main'], filter: false });
/** A program that leaves a trace when it runs. */
const trap = (): string => `touch ${folder.path}/ran;:`;
const assertNothingRan = async (): Promise<void> => {
  expect((await readdir(folder.path)).filter((name) => name === 'ran')).toEqual([]);
};

const writeRaw = async (entries: readonly (readonly [mode: string, name: string, id: string])[]): Promise<TreeId> => {
  const input = Buffer.concat(
    entries.flatMap(([mode, name, id]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
  );
  const { stdout } = await runGit(['hash-object', '-t', 'tree', '--literally', '-w', '--stdin'], {
    gitDir: origin,
    input,
  });
  return toTreeId(stdout.toString().trim());
};

describe('a hostile repository', () => {
  it('is only read: paths into .git, links that leave it and submodules with commands stay names', async () => {
    const modules = `[submodule "s"]\n\tpath = s\n\turl = ext::sh -c "${trap()}"\n[submodule "t"]\n\tpath = t\n\turl = -u./payload\n`;
    const seed = await commit({
      gitDir: origin,
      changes: [write('.gitmodules', modules), write('l', '/etc/passwd', '120000')],
    });
    const [modulesId, linkId] = [blobIdOf(Buffer.from(modules)), blobIdOf(Buffer.from('/etc/passwd'))];
    const inner = await writeRaw([['100644', 'config', linkId]]);
    const tree = await writeRaw([
      ['40000', '..', inner],
      ['40000', '.GIT', inner],
      ['100644', '.gitmodules', modulesId],
      ['40000', '.git\u200c', inner],
      ['40000', 'git~1', inner],
      ['120000', 'l', linkId],
      ['160000', 's', seed],
      ['160000', 't', seed],
    ]);
    const env = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' };
    const made = await runGit(['commit-tree', tree, '-m', 'x'], { gitDir: origin, environment: env });
    const tip = toCommitId(made.stdout.toString().trim());
    await runGit(['update-ref', 'refs/heads/main', tip], { gitDir: origin });
    expect((await fetchMain()).kind).toBe('fetched');
    const paths = (await listTree({ gitDir, treeish: tip })).map(({ path }) => path);
    expect(paths).toEqual([
      '../config',
      '.GIT/config',
      '.gitmodules',
      '.git\u200c/config',
      'git~1/config',
      'l',
      's',
      't',
    ]);
    expect((await readBlobs({ gitDir, ids: [linkId] })).get(linkId)?.toString()).toBe('/etc/passwd');
    expect((await readdir(folder.path)).filter((name) => name === 'config')).toEqual([]);
    await assertNothingRan();
  });

  it('runs no filter, driver, converter, hook or helper, not even one that its own configuration names', async () => {
    const attributes = '* filter=x diff=x merge=x -text\n';
    const base = await commit({
      gitDir: origin,
      changes: [write('.gitattributes', attributes), write('a', '1\n2\n3\n')],
    });
    const changed = (text: string) =>
      commit({ gitDir: origin, parents: [base], changes: [write('.gitattributes', attributes), write('a', text)] });
    const [ours, theirs] = [await changed('0\n2\n3\n'), await changed('1\n2\n4\n')];
    await runGit(['update-ref', 'refs/heads/main', ours], { gitDir: origin });
    await runGit(['update-ref', 'refs/heads/main2', theirs], { gitDir: origin });
    const keys = ['core.fsmonitor', 'core.sshCommand', 'core.askPass', 'core.editor', 'core.pager', 'diff.external'];
    const named = ['filter.x.smudge', 'filter.x.clean', 'filter.x.process', 'diff.x.textconv', 'diff.x.command'];
    for (const key of [
      ...keys,
      ...named,
      'credential.helper',
      'merge.x.driver',
      'alias.fetch',
      'uploadpack.packObjectsHook',
    ])
      await runGit(['config', key, trap()], { gitDir });
    await runGit(['config', 'core.hooksPath', `${gitDir}/hooks`], { gitDir });
    await mkdir(`${gitDir}/hooks`, { recursive: true });
    await mkdir(`${gitDir}/info`, { recursive: true });
    await writeFile(`${gitDir}/info/attributes`, '* filter=x diff=x\n');
    for (const hook of [
      'reference-transaction',
      'pre-push',
      'post-checkout',
      'pre-auto-gc',
      'post-rewrite',
      'fsmonitor-watchman',
    ])
      await writeFile(`${gitDir}/hooks/${hook}`, `#!/bin/sh\n${trap()}\n`, { mode: 0o755 });
    const remote = remoteOf();
    expect((await fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true })).kind).toBe('fetched');
    const ids = ['1\n2\n3\n', '0\n2\n3\n', '1\n2\n4\n'].map((text) => blobIdOf(Buffer.from(text)));
    expect((await fetchObjects({ gitDir, remote, ids })).kind).toBe('fetched');
    const range = { gitDir, from: ours, to: theirs };
    expect(await diffPatch(range)).toContain('-0\n+1\n');
    expect(await diffStat(range)).toEqual({ files: 1, insertions: 2, deletions: 2 });
    expect(await diffNames(range)).toHaveLength(1);
    expect(await log({ gitDir, tips: [theirs], limit: 9 })).toHaveLength(2);
    const merged = await mergeTrees({ gitDir, ours, theirs });
    expect(merged.kind).toBe('clean');
    expect((await listRefs({ gitDir, prefix: 'refs' })).size).toBe(2);
    const next = await commit({ gitDir, parents: [theirs], base: merged.tree, changes: [] });
    expect(
      (await push({ gitDir, remote, updates: [{ ref: 'refs/heads/n', newTip: next, expected: null }] })).kind,
    ).toBe('pushed');
    await assertNothingRan();
  });

  it('cannot replace one object by another', async () => {
    const [real, fake] = [
      await commit({ gitDir, changes: [write('real', '')] }),
      await commit({ gitDir, changes: [write('fake', '')] }),
    ];
    await runGit(['update-ref', `refs/replace/${real}`, fake], { gitDir });
    expect((await listTree({ gitDir, treeish: real })).map(({ path }) => path)).toEqual(['real']);
    await using objects = openObjects({ gitDir });
    expect((await objects.read([real])).get(real)?.content).not.toEqual(
      (await objects.read([fake])).get(fake)?.content,
    );
  });

  it.each([
    'ext::sh -c touch% ran',
    'ssh://h/x',
    'git://h/x',
    '-u./payload',
    'file:///etc',
    '/etc',
    'ftp://h/x',
    'http://u:p@h/x',
  ])('is not reached over another transport: %s', async (url) => {
    await expect(fetchBranches({ gitDir, remote: { url }, branchPatterns: ['main'], filter: true })).rejects.toThrow(
      TypeError,
    );
    await expect(runGit(['ls-remote', '--', url], { gitDir, cwd: folder.path })).rejects.toMatchObject({
      kind: 'exit',
    });
    await assertNothingRan();
  });
});

describe('a repository of unusual size', () => {
  it('gives the size of a blob of 200 MB without its bytes', async () => {
    const piece = Buffer.alloc(1024 * 1024);
    const input = Array.from({ length: 200 }, () => piece);
    const { stdout } = await runGit(['hash-object', '-w', '--stdin'], {
      gitDir,
      input,
      config: [['core.compression', '1']],
    });
    const id = toBlobId(stdout.toString().trim());
    const before = process.memoryUsage().rss;
    await using objects = openObjects({ gitDir });
    expect((await objects.read([id])).get(id)).toEqual({ type: 'blob', size: 200 * 1024 * 1024, content: undefined });
    expect(process.memoryUsage().rss - before).toBeLessThan(30 * 1024 * 1024);
    await expect(readBlobs({ gitDir, ids: [id], maxOutputBytes: 1024 * 1024 })).rejects.toMatchObject({
      kind: 'output-limit',
    });
  });

  it('lists 100,000 files within 200 MB', async () => {
    const content = blobIdOf(Buffer.from('x'));
    await runGit(['hash-object', '-w', '--stdin'], { gitDir, input: 'x' });
    const changes = Array.from({ length: 100_000 }, (_, index) => {
      const path = `folder-${index % 300}/file-${index}.ts`;
      return { kind: 'write', path, mode: '100644', content } as const;
    });
    const tip = await commit({ gitDir, changes });
    const before = process.memoryUsage().rss;
    const listed = await listTree({ gitDir, treeish: tip });
    expect(listed).toHaveLength(100_000);
    const folders = (await listTree({ gitDir, treeish: tip, recursive: false })).map(({ id }) => id);
    await using objects = openObjects({ gitDir });
    expect((await objects.read(folders)).size).toBe(300);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});
