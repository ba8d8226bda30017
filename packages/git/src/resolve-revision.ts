import { toCommitId, type CommitId } from './object-id.ts';
import { assertRevision } from './ref-name.ts';
import { runGit } from './run-git.ts';

/** The commit that a branch name, ref or (short) id names, or undefined when there is none. */
export async function resolveRevision(options: {
  readonly gitDir: string;
  readonly revision: string;
}): Promise<CommitId | undefined> {
  const id = await verify(options.gitDir, `${assertRevision(options.revision)}^{commit}`);
  return id === undefined ? undefined : toCommitId(id);
}

async function verify(gitDir: string, expression: string): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit(['rev-parse', '--verify', '--quiet', '--end-of-options', expression], {
    gitDir,
    okExitCodes: [0, 1, 128],
  });
  return exitCode === 0 ? stdout.toString('latin1').trim() : undefined;
}
