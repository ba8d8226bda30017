import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatFileParser } from './cat-file-parser.ts';
import { fetchBranches } from './fetch-branches.ts';
import { fetchObjects } from './fetch-objects.ts';
import { ensureMirror } from './init-repository.ts';
import { parseTreeObject } from './list-tree.ts';
import { readCommit } from './log.ts';
import { blobIdOf, toBlobId, type BlobId, type CommitId } from './object-id.ts';
import { openObjects } from './object-reader.ts';
import { runGit } from './run-git.ts';
import { listChildProcesses } from './testing/child-processes.ts';
import { commit, createOrigin, temporaryFolder, write } from './testing/temporary-repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gitDir: string;
let tip: CommitId;
const absent = '1'.repeat(40);
const texts = ['', 'a\n', '\0\n\0 blob 3\n', 'ü\r\n', `${absent} missing\n`, 'x'.repeat(100_000)];
const idOf = (text: string): BlobId => blobIdOf(Buffer.from(text));

beforeAll(async () => {
  folder = await temporaryFolder();
  gitDir = `${folder.path}/r.git`;
  await createOrigin(gitDir);
  tip = await commit({ gitDir, ref: 'refs/heads/main', changes: texts.map((text, index) => write(`f${index}`, text)) });
});
afterAll(() => folder.dispose());

describe('openObjects', () => {
  it('reads bytes exactly, types, sizes, and leaves out what is not there', async () => {
    await using objects = openObjects({ gitDir });
    const tree = (await readCommit({ gitDir, id: tip })).tree;
    const found = await objects.read([...texts.map(idOf), absent, tip, tree, tip]);
    expect(found.size).toBe(texts.length + 2);
    for (const text of texts)
      expect(found.get(idOf(text))).toEqual({
        type: 'blob',
        size: Buffer.byteLength(text),
        content: Buffer.from(text),
      });
    expect(found.get(tip)?.type).toBe('commit');
    expect(parseTreeObject(found.get(tree)?.content ?? Buffer.alloc(0)).map(({ name }) => name)).toEqual(
      texts.map((_, index) => `f${index}`),
    );
    expect(await objects.has([absent, tip])).toEqual(new Set([tip]));
    expect((await objects.read([])).size).toBe(0);
  });

  it('tells what refs name now, also after they moved, and nothing of others', async () => {
    await using objects = openObjects({ gitDir });
    objects.open();
    const refs = ['refs/heads/main', 'refs/heads/absent', 'refs/heads/moving'];
    expect(await objects.readRefs(refs)).toEqual(new Map([['refs/heads/main', tip]]));
    const moved = await commit({ gitDir, ref: 'refs/heads/moving', changes: [write('moved', 'moved')] });
    expect(await objects.readRefs(refs)).toEqual(
      new Map([
        ['refs/heads/main', tip],
        ['refs/heads/moving', moved],
      ]),
    );
    await expect(objects.readRefs(['refs/heads/a b'])).rejects.toThrow(TypeError);
  });

  it('gives the size alone of what is larger than the limit', async () => {
    await using objects = openObjects({ gitDir, largestObject: 2 });
    const found = await objects.read([idOf('a\n'), idOf('ü\r\n'), absent]);
    expect(found.get(idOf('a\n'))?.content?.toString()).toBe('a\n');
    expect(found.get(idOf('ü\r\n'))).toEqual({ type: 'blob', size: 4, content: undefined });
  });

  it('answers calls that overlap each with its own, and refuses what is no full id', async () => {
    await using objects = openObjects({ gitDir });
    const calls = Array.from({ length: 40 }, (_, index) => objects.read([idOf(texts[index % texts.length] ?? '')]));
    const answers = await Promise.all(calls);
    expect(answers.map((found) => [...found.values()][0]?.content?.toString())).toEqual(
      Array.from({ length: 40 }, (_, index) => texts[index % texts.length]),
    );
    for (const id of [`${tip}\ncontents ${tip}`, '--help', 'HEAD', 'abc', ''])
      await expect(objects.has([id])).rejects.toThrow(TypeError);
  });

  it('is not stuck with more questions and more answers than a pipe holds', async () => {
    await using objects = openObjects({ gitDir });
    const many = Array.from({ length: 60_000 }, (_, index) => index.toString(16).padStart(40, '0'));
    const found = await objects.read([...many, ...texts.map(idOf)]);
    expect(found.size).toBe(texts.length);
  });

  it('finds what a fetch or a push brings after it was opened', async () => {
    const mirror = `${folder.path}/mirror.git`;
    await ensureMirror({ gitDir: mirror });
    await using objects = openObjects({ gitDir: mirror });
    expect((await objects.has([tip])).size).toBe(0);
    const remote = { url: `file://${gitDir}`, allowFile: true };
    expect((await fetchBranches({ gitDir: mirror, remote, branchPatterns: ['main'], filter: true })).kind).toBe(
      'fetched',
    );
    expect((await objects.read([tip])).size).toBe(1);
    const ids = texts.map(idOf);
    expect((await objects.has(ids)).size).toBe(0);
    expect((await fetchObjects({ gitDir: mirror, remote, ids })).kind).toBe('fetched');
    expect((await objects.read(ids)).size).toBe(ids.length);
    await runGit(['hash-object', '-w', '--stdin'], { gitDir: mirror, input: 'loose' });
    expect((await objects.has([idOf('loose')])).size).toBe(1);
  });

  it('ends with a typed error when the caller gives up, before or while it waits', async () => {
    await using early = openObjects({ gitDir, signal: AbortSignal.abort() });
    await expect(early.read([tip])).rejects.toMatchObject({ kind: 'cancelled' });
    const controller = new AbortController();
    await using objects = openObjects({ gitDir, signal: controller.signal });
    await objects.read([tip]);
    const waiting = [objects.read(texts.map(idOf)), objects.has([tip])].map((each) =>
      each.catch((error: unknown) => error),
    );
    setImmediate(() => controller.abort());
    for (const outcome of await Promise.all(waiting)) {
      // The first may have been quicker than the caller.
      if (!(outcome instanceof Map || outcome instanceof Set)) expect(outcome).toMatchObject({ kind: 'cancelled' });
    }
    await expect(objects.read([tip])).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it.skipIf(process.platform !== 'linux')(
    'survives the death of its process: the next call starts another',
    async () => {
      await using objects = openObjects({ gitDir });
      await objects.read([tip]);
      const kill = (): number => {
        const readers = listChildProcesses().filter(({ command }) => command.includes('cat-file'));
        for (const { pid } of readers) process.kill(pid, 'SIGKILL');
        return readers.length;
      };
      expect(kill()).toBe(1);
      const dying = await objects.read(texts.map(idOf)).catch((error: unknown) => error);
      if (!(dying instanceof Map)) expect(dying).toMatchObject({ name: 'GitError', kind: 'exit' });
      expect((await objects.read([tip])).size).toBe(1);
    },
  );

  it('says so when there is no repository or no git, and does not hang when it is disposed of', async () => {
    const none = openObjects({ gitDir: `${folder.path}/absent.git` });
    await expect(none.read([tip])).rejects.toMatchObject({
      kind: 'exit',
      stderr: expect.stringContaining('not a git'),
    });
    await none[Symbol.asyncDispose]();
    await none[Symbol.asyncDispose]();
    await expect(none.read([tip])).rejects.toThrow(TypeError);
    const before = process.env['PATH'];
    process.env['PATH'] = folder.path;
    const missing = openObjects({ gitDir });
    await expect(missing.read([tip]).finally(() => (process.env['PATH'] = before))).rejects.toMatchObject({
      kind: 'not-installed',
    });
    await missing[Symbol.asyncDispose]();
  });
});

describe('createCatFileParser', () => {
  const output = Buffer.from(`${tipLike('a')} blob 3\na\nb\n${tipLike('b')} missing\n${tipLike('c')} tree 0\n\n`);
  it('gives the same answers however the bytes are cut', () => {
    for (let size = 1; size <= output.length; size += 1) {
      const parser = createCatFileParser(true, 3);
      let rest = Buffer.alloc(0);
      for (let at = 0; at < output.length; at += size)
        rest = Buffer.from(parser.parse(Buffer.concat([rest, output.subarray(at, at + size)])));
      expect(parser.isDone()).toBe(true);
      expect(parser.answers).toEqual([
        { id: tipLike('a'), type: 'blob', size: 3, content: Buffer.from('a\nb') },
        undefined,
        { id: tipLike('c'), type: 'tree', size: 0, content: Buffer.alloc(0) },
      ]);
    }
  });
  it('knows how many bytes of a large content are missing', () => {
    const parser = createCatFileParser(true, 1);
    parser.parse(Buffer.from(`${toBlobId('1'.repeat(40))} blob 1000000\nabc`));
    expect(parser.missingBytes()).toBe(1_000_000 + 1 - 3);
  });
});

function tipLike(digit: string): string {
  return digit.repeat(40);
}
