import { isAncestor, toCommitId } from '@amplication/git';
import type { BranchChange } from '../projects/after-push.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { keepMergeRequestRef, readMergeRequestDiff } from './merge-request-diff.ts';
import { resetMergeStatus } from './mergeability.ts';

/** Brings the open merge requests of a branch in line after it moved: new head, merged by a push, or closed with its branch. */
export async function refreshMergeRequests(
  context: SandboxContext,
  project: Project,
  user: User,
  change: BranchChange,
): Promise<void> {
  const open = context.state.mergeRequests.filter((one) => one.projectId === project.id && one.state === 'opened');
  for (const mergeRequest of open) {
    if (mergeRequest.sourceBranch === change.branch) await refreshSource(context, project, user, mergeRequest, change);
    else if (mergeRequest.targetBranch === change.branch)
      await refreshTarget(context, project, user, mergeRequest, change);
  }
}

async function refreshSource(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  change: BranchChange,
): Promise<void> {
  if (change.after === null) {
    mergeRequest.state = 'closed';
    mergeRequest.closedById = user.id;
    mergeRequest.closedAt = timestamp(context);
  } else {
    mergeRequest.diff = await readMergeRequestDiff(context, project, mergeRequest);
    await keepMergeRequestRef(context, project, mergeRequest.iid, mergeRequest.diff.headSha);
  }
  mergeRequest.updatedAt = timestamp(context);
  resetMergeStatus(mergeRequest);
}

async function refreshTarget(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  change: BranchChange,
): Promise<void> {
  resetMergeStatus(mergeRequest);
  const head = mergeRequest.diff.headSha;
  if (head === null || change.after === null || mergeRequest.diff.commits === 0) return;
  const gitDir = gitDirOf(context, project);
  if (!(await isAncestor({ gitDir, ancestor: toCommitId(head), descendant: change.after }))) return;
  mergeRequest.state = 'merged';
  mergeRequest.mergedAt = timestamp(context);
  mergeRequest.mergedById = user.id;
  mergeRequest.mergeCommitSha = change.after;
  mergeRequest.updatedAt = timestamp(context);
}
