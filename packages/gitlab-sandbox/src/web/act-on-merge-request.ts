import { developer, projectLevelOf } from '../access.ts';
import { listDiscussions, resolveNotes } from '../discussions/discussions.ts';
import { approve, hasApproved, unapprove } from '../merge-requests/approvals.ts';
import { mergeWhenReady } from '../merge-requests/auto-merge.ts';
import { checkMergeability, withDraft } from '../merge-requests/mergeability.ts';
import { mergeMergeRequest } from '../merge-requests/merge-merge-request.ts';
import { startRebase } from '../merge-requests/rebase-merge-request.ts';
import { updateMergeRequest } from '../merge-requests/update-merge-request.ts';
import { ApiError } from '../rest/api-error.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';

export interface MergeRequestForm {
  readonly action: string;
  readonly squash: boolean;
  readonly removeSourceBranch: boolean;
  readonly discussionId?: string | undefined;
}

/** Does what a button of the page asks for; returns a sentence when it cannot be done. */
export async function actOnMergeRequest(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  form: MergeRequestForm,
): Promise<string | undefined> {
  try {
    await finishCheck(context, project, mergeRequest);
    if (form.action === 'rebase') await startRebase(context, project, user, mergeRequest);
    else await context.lock(`project:${project.id}`, () => act(context, project, user, mergeRequest, form));
    mergeWhenReady(context, project);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.status === 401 || error.status === 403
      ? 'You are not allowed to do this.'
      : 'This merge request cannot be merged now.';
  }
}

async function act(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  form: MergeRequestForm,
): Promise<void> {
  const { action } = form;
  if (action === 'merge' || action === 'auto-merge') {
    return mergeMergeRequest(context, project, user, mergeRequest, {
      squash: form.squash,
      shouldRemoveSourceBranch: form.removeSourceBranch,
      autoMerge: action === 'auto-merge',
    });
  }
  if (!mayChangeMergeRequest(context, project, user, mergeRequest)) throw new ApiError(403, {});
  if (action === 'close' || action === 'reopen') {
    await updateMergeRequest(context, project, user, mergeRequest, { stateEvent: action });
  }
  if (action === 'draft' || action === 'ready') {
    const title = withDraft(mergeRequest.title, action === 'draft');
    await updateMergeRequest(context, project, user, mergeRequest, { title });
  }
  if (action === 'resolve' || action === 'unresolve') {
    const found = listDiscussions(context.state, mergeRequest).find(({ id }) => id === form.discussionId);
    resolveNotes(context, found?.notes ?? [], user.id, action === 'resolve');
  }
  if (action === 'cancel-auto-merge') mergeRequest.autoMerge = null;
  if (projectLevelOf(context.state, user, project) < developer) return;
  if (action === 'approve') approve(context, project, user, mergeRequest);
  if (action === 'unapprove' && hasApproved(mergeRequest, user)) unapprove(context, project, user, mergeRequest);
}

/** Whether the user may change it: its author and developers may. */
export function mayChangeMergeRequest(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
): boolean {
  return projectLevelOf(context.state, user, project) >= developer || mergeRequest.authorId === user.id;
}

/** Waits for the check whether it can be merged: a page has no script that could ask again. */
export async function finishCheck(
  context: SandboxContext,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<void> {
  mergeRequest.preparedAt ??= timestamp(context);
  if (['preparing', 'unchecked', 'checking'].includes(mergeRequest.mergeStatus) && mergeRequest.state === 'opened') {
    await checkMergeability(context, project, mergeRequest);
  }
}
