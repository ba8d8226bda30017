import { runGit, type CommitId } from '@amplication/git';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';

/** Puts a commit, with all that it consists of and follows, from one repository into another. */
export async function copyCommits(
  context: Pick<SandboxContext, 'dataDir'>,
  from: Project,
  to: Project,
  tip: CommitId,
): Promise<void> {
  const pack = await runGit(['pack-objects', '--quiet', '--revs', '--stdout'], {
    gitDir: gitDirOf(context, from),
    input: `${tip}\n`,
  });
  await runGit(['unpack-objects', '-q'], { gitDir: gitDirOf(context, to), input: pack.stdout });
}
