import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { addSystemNote } from '../discussions/discussions.ts';
import { fireMergeRequestHooks } from '../webhooks/merge-request-hooks.ts';

/** How many people must approve it. */
export function approvalsRequiredOf(project: Project, mergeRequest: MergeRequest): number {
  return mergeRequest.approvalsRequired ?? project.approvalsRequired;
}

/** Whether enough people have approved it. */
export function isApproved(project: Project, mergeRequest: MergeRequest): boolean {
  return mergeRequest.approvals.length >= approvalsRequiredOf(project, mergeRequest);
}

/** Whether the user has approved it. */
export function hasApproved(mergeRequest: MergeRequest, user: User): boolean {
  return mergeRequest.approvals.some(({ userId }) => userId === user.id);
}

/** Adds the user's approval, unless it is there. */
export function approve(context: SandboxContext, project: Project, user: User, mergeRequest: MergeRequest): void {
  if (hasApproved(mergeRequest, user)) return;
  mergeRequest.approvals.push({ userId: user.id, approvedAt: timestamp(context) });
  addSystemNote(context, mergeRequest, user.id, 'approved this merge request');
  const action = isApproved(project, mergeRequest) ? 'approved' : 'approval';
  fireMergeRequestHooks(context, project, user, mergeRequest, { action });
}

/** Takes the user's approval back. */
export function unapprove(context: SandboxContext, project: Project, user: User, mergeRequest: MergeRequest): void {
  const wasApproved = isApproved(project, mergeRequest);
  mergeRequest.approvals = mergeRequest.approvals.filter(({ userId }) => userId !== user.id);
  addSystemNote(context, mergeRequest, user.id, 'unapproved this merge request');
  fireMergeRequestHooks(context, project, user, mergeRequest, { action: wasApproved ? 'unapproved' : 'unapproval' });
}
