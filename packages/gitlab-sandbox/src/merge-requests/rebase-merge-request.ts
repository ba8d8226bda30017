import { importCommits, log, toCommitId, updateRef, type CommitId, type GitCommit } from '@amplication/git';
import { canPush, protectionOf } from '../access.ts';
import { afterPush } from '../projects/after-push.ts';
import { mergeOver, parentTreeOf } from '../projects/pick-commit.ts';
import { findBranch, getCommit } from '../projects/project-git.ts';
import { forbidden } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';

const maxCommits = 10_000;

/**
 * Begins to rebase the source branch onto the target branch, after the answer; a later read shows that it is done, and
 * `merge_error` when it failed. Throws GitLab's answers when the caller may not.
 */
export async function startRebase(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
): Promise<void> {
  const branch = mergeRequest.sourceBranch;
  const isElsewhere = mergeRequest.sourceProjectId !== project.id;
  if (isElsewhere || !canPush(context.state, user, project, branch)) throw forbidden('Cannot push to source branch');
  if ((await findBranch(context, project, branch)) === undefined) throw forbidden('Source branch does not exist');
  const protection = protectionOf(project, branch);
  if (protection !== undefined && !protection.allowForcePush) {
    throw forbidden('Source branch is protected from force push');
  }
  if (mergeRequest.isRebasing) return;
  mergeRequest.isRebasing = true;
  mergeRequest.mergeError = null;
  context.runLater(async () => {
    try {
      await context.lock(`project:${project.id}`, () => rebase(context, project, user, mergeRequest));
    } finally {
      mergeRequest.isRebasing = false;
      await context.flush();
    }
  });
}

async function rebase(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
): Promise<void> {
  const gitDir = gitDirOf(context, project);
  const branch = mergeRequest.sourceBranch;
  const head = await findBranch(context, project, branch);
  const target = await findBranch(context, project, mergeRequest.targetBranch);
  const tip =
    mergeRequest.state !== 'opened' || head === undefined || target === undefined
      ? undefined
      : await replay(context, project, user, head, target);
  const moved =
    tip === undefined || head === undefined
      ? undefined
      : await updateRef({ gitDir, ref: `refs/heads/${branch}`, newTip: tip, expected: head });
  if (tip === undefined || head === undefined || moved?.kind !== 'updated') {
    mergeRequest.mergeError = 'Rebase failed. Please rebase locally';
    return;
  }
  if (tip !== head) await afterPush(context, project, user, [{ branch, before: head, after: tip }]);
}

// Merge commits are left out, and commits whose change the target has already, as git does.
async function replay(
  context: SandboxContext,
  project: Project,
  user: User,
  head: CommitId,
  target: CommitId,
): Promise<CommitId | undefined> {
  const gitDir = gitDirOf(context, project);
  const behind = await log({ gitDir, tips: [target], exclude: [head], limit: 1 });
  if (behind.length === 0) return head;
  const commits = await log({ gitDir, tips: [head], exclude: [target], limit: maxCommits });
  let tip = await getCommit(context, project, target);
  for (const commit of [...commits].reverse()) {
    if (commit.parents.length > 1) continue;
    const base = await parentTreeOf(context, project, commit);
    const tree = await mergeOver(gitDir, { base, ours: tip.tree, theirs: commit.tree });
    if (tree === undefined) return undefined;
    if (tree !== tip.tree) tip = await copyCommit(context, project, user, commit, { ...tip, tree });
  }
  return toCommitId(tip.id);
}

async function copyCommit(
  context: SandboxContext,
  project: Project,
  user: User,
  commit: GitCommit,
  onto: Pick<GitCommit, 'id' | 'tree'>,
): Promise<GitCommit> {
  const [id] = await importCommits({
    gitDir: gitDirOf(context, project),
    commits: [
      {
        parents: [onto.id],
        base: onto.tree,
        changes: [],
        message: commit.message,
        author: commit.author,
        committer: { name: user.name, email: user.email, date: timestamp(context) },
      },
    ],
  });
  if (id === undefined) throw new Error('The commit was not made.');
  return getCommit(context, project, id);
}
