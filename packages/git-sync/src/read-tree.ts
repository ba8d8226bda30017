import { listTree, type CommitId, type TreeId } from '@amplication/git';
import { isNamedFaithfully, type Tree, type TreeFile } from './tree.ts';

/** All files of a commit, submodules and links among them. */
export async function readTree(gitDir: string, commit: CommitId | TreeId): Promise<Tree> {
  const entries = await listTree({ gitDir, treeish: commit });
  const tree = new Map<string, TreeFile>();
  for (const { path, mode, id } of entries) {
    // Names that are no UTF-8 may look the same: together they are one file, which differs when one of them does.
    const same = isNamedFaithfully(path) ? undefined : tree.get(path);
    tree.set(path, same === undefined ? { mode, id } : { mode: `${same.mode} ${mode}`, id: `${same.id} ${id}` });
  }
  return tree;
}
