import { isAncestor, log, toCommitId } from '@amplication/git';
import { addSystemNote } from '../discussions/discussions.ts';
import type { BranchChange } from '../projects/after-push.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { copyMergeRequest, mergeRequestChanges } from '../webhooks/merge-request-changes.ts';
import { fireMergeRequestHooks } from '../webhooks/merge-request-hooks.ts';
import { keepMergeRequestRef, renewDiff } from './merge-request-diff.ts';
import { resetMergeStatus } from './mergeability.ts';
import { closeMergeRequest } from './update-merge-request.ts';

/** Brings the open merge requests of a branch in line after it moved: new head, merged by a push, or closed with its branch. */
export async function refreshMergeRequests(
  context: SandboxContext,
  project: Project,
  user: User,
  change: BranchChange,
): Promise<void> {
  for (const mergeRequest of context.state.mergeRequests.filter((one) => one.state === 'opened')) {
    const isSource = mergeRequest.sourceProjectId === project.id && mergeRequest.sourceBranch === change.branch;
    const isTarget = mergeRequest.projectId === project.id && mergeRequest.targetBranch === change.branch;
    const target = context.state.projects.find(({ id }) => id === mergeRequest.projectId);
    if (isSource && target !== undefined) await refreshSource(context, target, user, mergeRequest, change);
    else if (isTarget) await refreshTarget(context, project, user, mergeRequest, change);
  }
}

async function refreshSource(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  change: BranchChange,
): Promise<void> {
  const before = copyMergeRequest(mergeRequest);
  if (change.after === null) closeMergeRequest(context, user, mergeRequest);
  else {
    // What was to be merged by itself is not what is there now.
    mergeRequest.autoMerge = null;
    await renewDiff(context, project, mergeRequest);
    await tellPush(context, project, user, mergeRequest, before.diff.headSha);
    await keepMergeRequestRef(context, project, mergeRequest.iid, mergeRequest.diff.headSha);
  }
  mergeRequest.updatedAt = timestamp(context);
  resetMergeStatus(mergeRequest);
  const changes = mergeRequestChanges(context, before, mergeRequest);
  const oldrev = before.diff.headSha ?? undefined;
  fireMergeRequestHooks(context, project, user, mergeRequest, {
    action: change.after === null ? 'close' : 'update',
    changes,
    ...(change.after === null || oldrev === undefined ? {} : { oldrev }),
  });
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
  const before = copyMergeRequest(mergeRequest);
  mergeRequest.state = 'merged';
  mergeRequest.mergedAt = timestamp(context);
  mergeRequest.mergedById = user.id;
  mergeRequest.mergeCommitSha = change.after;
  addSystemNote(context, mergeRequest, user.id, 'merged');
  mergeRequest.updatedAt = timestamp(context);
  const changes = mergeRequestChanges(context, before, mergeRequest);
  fireMergeRequestHooks(context, project, user, mergeRequest, { action: 'merge', changes });
}
