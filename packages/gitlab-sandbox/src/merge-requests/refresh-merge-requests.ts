import { isAncestor, log, toCommitId } from '@amplication/git';
import { addSystemNote } from '../discussions/discussions.ts';
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
    addSystemNote(context, mergeRequest, user.id, 'closed');
  } else {
    const before = mergeRequest.diff.headSha;
    mergeRequest.diff = await readMergeRequestDiff(context, project, mergeRequest);
    await tellPush(context, project, user, mergeRequest, before);
    await keepMergeRequestRef(context, project, mergeRequest.iid, mergeRequest.diff.headSha);
  }
  mergeRequest.updatedAt = timestamp(context);
  resetMergeStatus(mergeRequest);
}

async function tellPush(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  before: string | null,
): Promise<void> {
  const { headSha, startSha } = mergeRequest.diff;
  if (before === null || headSha === null || before === headSha) return;
  const known = [before, startSha].flatMap((id) => (id === null ? [] : [toCommitId(id)]));
  const added = await log({
    gitDir: gitDirOf(context, project),
    tips: [toCommitId(headSha)],
    exclude: known,
    limit: 100,
  });
  if (added.length === 0) return;
  const lines = added.map((commit) => `* ${commit.id.slice(0, 8)} - ${commit.message.split('\n', 1)[0] ?? ''}`);
  const heading = `added ${added.length} ${added.length === 1 ? 'commit' : 'commits'}`;
  addSystemNote(context, mergeRequest, user.id, [heading, '', ...lines].join('\n'));
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
  addSystemNote(context, mergeRequest, user.id, 'merged');
  mergeRequest.updatedAt = timestamp(context);
}
