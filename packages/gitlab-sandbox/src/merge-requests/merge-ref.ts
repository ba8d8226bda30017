import { importCommits, mergeTrees, runGit, toCommitId, type CommitId } from '@amplication/git';
import { findBranch } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';

/** Makes `refs/merge-requests/<iid>/merge` name the merge as it would be now; undefined when there is none. */
export async function makeMergeRef(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
): Promise<CommitId | undefined> {
  const gitDir = gitDirOf(context, project);
  const target = await findBranch(context, project, mergeRequest.targetBranch);
  const { headSha, commits } = mergeRequest.diff;
  if (target === undefined || headSha === null || commits === 0 || mergeRequest.state !== 'opened') return undefined;
  const head = toCommitId(headSha);
  const merged = await mergeTrees({ gitDir, ours: target, theirs: head });
  if (merged.kind === 'conflicted') return undefined;
  // The same branches make the same commit, however often they are asked about.
  const person = { name: user.name, email: user.email, date: mergeRequest.createdAt };
  const message = `Merge ${head} into ${target}`;
  const commit = {
    parents: [target, head],
    base: merged.tree,
    changes: [],
    message,
    author: person,
    committer: person,
  };
  const [made] = await importCommits({ gitDir, commits: [commit] });
  if (made === undefined) throw new Error('The commit was not made.');
  await runGit(['update-ref', `refs/merge-requests/${mergeRequest.iid}/merge`, made], { gitDir });
  return made;
}
