import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTree, parseTreeObject } from './list-tree.ts';
import { blobIdOf, type TreeId, toTreeId } from './object-id.ts';
import { openObjects } from './object-reader.ts';
import { runGit } from './run-git.ts';
import { createOrigin, temporaryFolder } from './testing/temporary-repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gitDir: string;
const blob = blobIdOf(Buffer.from('x'));
const submodule = 'a'.repeat(40);
beforeAll(async () => {
  folder = await temporaryFolder();
  gitDir = `${folder.path}/r.git`;
  await createOrigin(gitDir);
  await runGit(['hash-object', '-w', '--stdin'], { gitDir, input: 'x' });
});
afterAll(() => folder.dispose());

/** Writes a tree object of exactly these bytes, which git itself would not make. */
const writeTree = async (entries: readonly (readonly [string, string | Buffer, string])[]): Promise<TreeId> => {
  const input = Buffer.concat(
    entries.flatMap(([mode, name, id]) => [
      Buffer.from(`${mode} `),
      Buffer.from(name),
      Buffer.from([0]),
      Buffer.from(id, 'hex'),
    ]),
  );
  const { stdout } = await runGit(['hash-object', '-t', 'tree', '--literally', '-w', '--stdin'], { gitDir, input });
  return toTreeId(stdout.toString().trim());
};
const readBytes = async (id: TreeId): Promise<Buffer> => {
  await using objects = openObjects({ gitDir });
  return (await objects.read([id])).get(id)?.content ?? Buffer.alloc(0);
};

describe('parseTreeObject', () => {
  it('reads the same as git ls-tree, whatever the names and modes', async () => {
    const names = [' space', '"quote"', '-dash', 'new\nline', 'tab\tx', 'y'.repeat(300), 'ünï', '日本'];
    const inner = await writeTree([['100644', 'file', blob]]);
    const id = await writeTree([
      ...names.map((name) => ['100644', name, blob] as const),
      ['100755', 'z-run', blob],
      ['120000', 'z-link', blob],
      ['160000', 'z-sub', submodule],
      ['40000', 'z-tree', inner],
      ['040000', 'z-tree-padded', inner],
      ['100664', 'z-old-mode', blob],
    ]);
    const entries = parseTreeObject(await readBytes(id));
    const listed = await listTree({ gitDir, treeish: id, recursive: false });
    expect(entries.map(({ name, mode, id: entry }) => ({ path: name, mode, id: entry }))).toEqual(
      listed.map(({ path, mode, id: entry }) => ({ path, mode, id: entry })),
    );
    expect(entries.slice(0, names.length).map(({ name }) => name)).toEqual(names);
  });

  it('marks a name that is no UTF-8, and keeps its id', async () => {
    const id = await writeTree([['100644', Buffer.from([0x63, 0xe9, 0x21]), blob]]);
    expect(parseTreeObject(await readBytes(id))).toEqual([{ mode: '100644', name: 'c\ufffd!', id: blob }]);
    expect(await listTree({ gitDir, treeish: id })).toMatchObject([{ path: 'c\ufffd!', id: blob }]);
  });

  it('refuses what is cut off anywhere, and what is no tree', async () => {
    const whole = await readBytes(
      await writeTree([
        ['100644', 'a', blob],
        ['40000', 'b', blob],
      ]),
    );
    const ends = new Set([0, 29, whole.length]);
    for (let length = 0; length <= whole.length; length += 1) {
      const cut = whole.subarray(0, length);
      if (ends.has(length)) expect(parseTreeObject(cut)).toHaveLength([...ends].indexOf(length));
      else expect(() => parseTreeObject(cut)).toThrow(TypeError);
    }
    for (const text of ['tree 1234\nparent', `x a\0${'1'.repeat(20)}`, `100644 \0${'1'.repeat(20)}`])
      expect(() => parseTreeObject(Buffer.from(text))).toThrow(TypeError);
  });
});
