import { toCommitId, type CommitId } from './object-id.ts';
import { runGit } from './run-git.ts';

/** Whether the commit is the descendant, or can be reached from it by parents. */
export async function isAncestor(options: {
  readonly gitDir: string;
  readonly ancestor: CommitId;
  readonly descendant: CommitId;
}): Promise<boolean> {
  const { ancestor, descendant, gitDir } = options;
  const args = ['merge-base', '--is-ancestor', '--', toCommitId(ancestor), toCommitId(descendant)];
  return (await runGit(args, { gitDir, okExitCodes: [0, 1] })).exitCode === 0;
}

/** All best common ancestors of two commits: none when their histories are unrelated, several after criss-cross merges. */
export async function listMergeBases(options: {
  readonly gitDir: string;
  readonly a: CommitId;
  readonly b: CommitId;
}): Promise<readonly CommitId[]> {
  const args = ['merge-base', '--all', '--', toCommitId(options.a), toCommitId(options.b)];
  const { stdout } = await runGit(args, { gitDir: options.gitDir, okExitCodes: [0, 1] });
  return stdout.toString('latin1').split('\n').filter(Boolean).map(toCommitId);
}
