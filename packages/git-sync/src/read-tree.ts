import { listTree, type CommitId } from '@amplication/git';
import type { Tree } from './tree.ts';

/** All files of a commit, submodules and links among them. */
export async function readTree(gitDir: string, commit: CommitId): Promise<Tree> {
  const entries = await listTree({ gitDir, treeish: commit });
  return new Map(entries.map(({ path, mode, id }) => [path, { mode, id }]));
}
