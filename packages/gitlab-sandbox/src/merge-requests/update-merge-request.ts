import { addSystemNote } from '../discussions/discussions.ts';
import { ensureLabels } from '../planning/labels.ts';
import { findBranch } from '../projects/project-git.ts';
import { messageError } from '../rest/api-error.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { copyMergeRequest, mergeRequestChanges } from '../webhooks/merge-request-changes.ts';
import { fireMergeRequestHooks } from '../webhooks/merge-request-hooks.ts';
import { checkDescription, checkDuplicate, checkTitle } from './create-merge-request.ts';
import { keepMergeRequestRef, renewDiff } from './merge-request-diff.ts';
import { isDraft, resetMergeStatus, withDraft } from './mergeability.ts';
import { findSourceTip } from './source-project.ts';

export interface MergeRequestUpdate {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly targetBranch?: string | undefined;
  readonly stateEvent?: 'close' | 'reopen' | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly addLabels?: readonly string[] | undefined;
  readonly removeLabels?: readonly string[] | undefined;
  readonly assigneeIds?: readonly number[] | undefined;
  readonly reviewerIds?: readonly number[] | undefined;
  readonly squash?: boolean | undefined;
  readonly removeSourceBranch?: boolean | undefined;
  /** 0 takes the milestone away. */
  readonly milestoneId?: number | undefined;
  readonly allowCollaboration?: boolean | undefined;
  readonly discussionLocked?: boolean | undefined;
}

/** Changes what is given of a merge request; closing and reopening are changes too. */
export async function updateMergeRequest(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  input: MergeRequestUpdate,
): Promise<void> {
  const before = copyMergeRequest(mergeRequest);
  if (input.title !== undefined) checkTitle(input.title);
  checkDescription(input.description);
  if (input.targetBranch !== undefined && input.targetBranch !== mergeRequest.targetBranch) {
    await retarget(context, project, mergeRequest, input.targetBranch);
  }
  changeTitle(context, user, mergeRequest, input.title ?? mergeRequest.title);
  changeAttributes(mergeRequest, input);
  changeLabels(context, project, mergeRequest, input);
  if (input.stateEvent === 'close' && mergeRequest.state === 'opened') closeMergeRequest(context, user, mergeRequest);
  if (input.stateEvent === 'reopen' && mergeRequest.state === 'closed') {
    await reopen(context, project, mergeRequest);
    addSystemNote(context, mergeRequest, user.id, 'reopened');
  }
  mergeRequest.updatedAt = timestamp(context);
  tellChange(context, project, user, before, mergeRequest);
}

function tellChange(
  context: SandboxContext,
  project: Project,
  user: User,
  before: MergeRequest,
  mergeRequest: MergeRequest,
): void {
  const changes = mergeRequestChanges(context, before, mergeRequest);
  const action = before.state === mergeRequest.state ? 'update' : mergeRequest.state === 'closed' ? 'close' : 'reopen';
  if (action === 'update' && Object.keys(changes).every((name) => name === 'updated_at')) return;
  fireMergeRequestHooks(context, project, user, mergeRequest, { action, changes });
}

function changeAttributes(mergeRequest: MergeRequest, input: MergeRequestUpdate): void {
  mergeRequest.description = input.description ?? mergeRequest.description;
  mergeRequest.squash = input.squash ?? mergeRequest.squash;
  mergeRequest.forceRemoveSourceBranch = input.removeSourceBranch ?? mergeRequest.forceRemoveSourceBranch;
  mergeRequest.assigneeIds = [...(input.assigneeIds ?? mergeRequest.assigneeIds)];
  mergeRequest.reviewerIds = [...(input.reviewerIds ?? mergeRequest.reviewerIds)];
  mergeRequest.allowCollaboration = input.allowCollaboration ?? mergeRequest.allowCollaboration;
  mergeRequest.discussionLocked = input.discussionLocked ?? mergeRequest.discussionLocked;
  if (input.milestoneId !== undefined) mergeRequest.milestoneId = input.milestoneId === 0 ? null : input.milestoneId;
}

function changeLabels(
  context: SandboxContext,
  project: Project,
  mergeRequest: MergeRequest,
  input: MergeRequestUpdate,
): void {
  const labels = [...(input.labels ?? mergeRequest.labels), ...(input.addLabels ?? [])];
  mergeRequest.labels = [...new Set(labels)].filter((label) => input.removeLabels?.includes(label) !== true);
  ensureLabels(context, project, mergeRequest.labels);
}

/** Closes it, with a note of GitLab's own; its hooks are not told. */
export function closeMergeRequest(context: SandboxContext, user: User, mergeRequest: MergeRequest): void {
  mergeRequest.state = 'closed';
  mergeRequest.closedAt = timestamp(context);
  mergeRequest.closedById = user.id;
  mergeRequest.autoMerge = null;
  addSystemNote(context, mergeRequest, user.id, 'closed');
}

function changeTitle(context: SandboxContext, user: User, mergeRequest: MergeRequest, title: string): void {
  const before = mergeRequest.title;
  mergeRequest.title = title;
  if (withDraft(before, false) !== withDraft(title, false)) {
    addSystemNote(context, mergeRequest, user.id, `changed title from **${before}** to **${title}**`);
  }
  const draft = isDraft(mergeRequest);
  if (draft === isDraft({ title: before })) return;
  addSystemNote(context, mergeRequest, user.id, `marked this merge request as **${draft ? 'draft' : 'ready'}**`);
}

async function retarget(
  context: SandboxContext,
  project: Project,
  mergeRequest: MergeRequest,
  targetBranch: string,
): Promise<void> {
  if ((await findBranch(context, project, targetBranch)) === undefined) {
    throw messageError(400, { target_branch: ['does not exist'] });
  }
  checkDuplicate(context, project, { ...mergeRequest, targetBranch });
  mergeRequest.targetBranch = targetBranch;
  await renewDiff(context, project, mergeRequest);
  resetMergeStatus(mergeRequest);
}

async function reopen(context: SandboxContext, project: Project, mergeRequest: MergeRequest): Promise<void> {
  checkDuplicate(context, project, mergeRequest);
  mergeRequest.state = 'opened';
  mergeRequest.closedAt = null;
  mergeRequest.closedById = null;
  if ((await findSourceTip(context, project, mergeRequest)) !== undefined) {
    await renewDiff(context, project, mergeRequest);
    await keepMergeRequestRef(context, project, mergeRequest.iid, mergeRequest.diff.headSha);
  }
  resetMergeStatus(mergeRequest);
}
