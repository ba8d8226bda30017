import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitError } from './git-error.ts';
import { parseHistory, readHistory } from './history.ts';
import { toCommitId, type CommitId } from './object-id.ts';
import { openObjects } from './object-reader.ts';
import { commit, createOrigin, temporaryFolder, write } from './testing/temporary-repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gitDir: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  gitDir = `${folder.path}/r.git`;
  await createOrigin(gitDir);
});
afterAll(() => folder.dispose());

const make = (name: string, ...parents: CommitId[]): Promise<CommitId> =>
  commit({ gitDir, parents, changes: [write(name, name)], message: name });
/** The same with and without a reader. */
const read = async (a: CommitId, b: CommitId) => {
  await using objects = openObjects({ gitDir });
  const history = await readHistory({ gitDir, a, b });
  expect(await readHistory({ gitDir, a, b, objects })).toEqual(history);
  return history;
};

describe('readHistory', () => {
  it('tells the commits of each side with their parents, and where they part', async () => {
    const root = await make('root');
    const [left, right] = [await make('left', root), await make('right', root)];
    const merge = await make('merge', left, root);
    expect(await read(merge, right)).toEqual({
      left: new Map([
        [merge, [left, root]],
        [left, [root]],
      ]),
      right: new Map([[right, [root]]]),
      common: [root],
    });
  });

  it('sees one that contains the other, and two that are the same', async () => {
    const root = await make('one');
    const next = await make('two', root);
    expect(await read(root, next)).toEqual({ left: new Map(), right: new Map([[next, [root]]]), common: [root] });
    expect(await read(next, root)).toEqual({ left: new Map([[next, [root]]]), right: new Map(), common: [root] });
    expect(await read(next, next)).toEqual({ left: new Map(), right: new Map(), common: [next] });
  });

  it('has nothing in common when histories are unrelated', async () => {
    const [a, b] = [await make('a'), await make('b')];
    expect(await read(a, b)).toEqual({ left: new Map([[a, []]]), right: new Map([[b, []]]), common: [] });
  });

  it('names both best ancestors of a criss-cross, and not the one that lies behind', async () => {
    const root = await make('start');
    const [a, b] = [await make('side a', root), await make('side b', root)];
    const [x, y] = [await make('x', a, b), await make('y', b, a)];
    expect((await read(x, y)).common.toSorted()).toEqual([a, b].toSorted());
    // root is at the boundary too: z reaches it past a.
    const z = await make('z', a, root);
    const w = await make('w', root);
    const far = await make('far', a, w);
    expect((await read(z, far)).common).toEqual([a]);
  });

  it('throws when a commit is not there, and for what is no full id', async () => {
    const root = await make('here');
    await expect(read(root, toCommitId('1'.repeat(40)))).rejects.toBeInstanceOf(GitError);
    for (const bad of ['--all', 'HEAD', `${root}\n--all`, `^${root}`])
      await expect(read(root, bad as CommitId)).rejects.toThrow(TypeError);
  });
});

describe('parseHistory', () => {
  it('reads nothing from nothing', () => {
    expect(parseHistory(Buffer.alloc(0))).toEqual({ left: new Map(), right: new Map(), common: [] });
  });
});
