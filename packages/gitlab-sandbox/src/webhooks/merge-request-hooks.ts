import { readCommit, toCommitId } from '@amplication/git';
import { fullPathOf } from '../access.ts';
import { areDiscussionsResolved } from '../discussions/discussions.ts';
import { detailedMergeStatus, isDraft } from '../merge-requests/mergeability.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { fireHooks } from './fire-hooks.ts';
import {
  hookCommit,
  hookLabels,
  hookProject,
  hookRepository,
  hookUser,
  hookUsers,
  toHookTime,
  type HookContext,
} from './hook-entities.ts';

export type MergeRequestAction =
  | 'open'
  | 'close'
  | 'reopen'
  | 'update'
  | 'approved'
  | 'unapproved'
  | 'approval'
  | 'unapproval'
  | 'merge';

export interface MergeRequestHookEvent {
  readonly action: MergeRequestAction;
  readonly changes?: Readonly<Record<string, unknown>>;
  /** The head before a push to the source branch. */
  readonly oldrev?: string;
}

/** Tells the hooks what happened to a merge request. */
export function fireMergeRequestHooks(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  event: MergeRequestHookEvent,
): void {
  const now = { ...mergeRequest, labels: [...mergeRequest.labels] };
  fireHooks(context, project, 'merge_requests_events', () => mergeRequestData(context, project, user, now, event));
}

/** What a hook is told about a merge request. */
export async function mergeRequestData(
  context: HookContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  event: MergeRequestHookEvent,
): Promise<Record<string, unknown>> {
  const attributes = await mergeRequestAttributes(context, project, mergeRequest);
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: hookUser(context, user),
    project: hookProject(context, project),
    object_attributes: {
      ...attributes,
      action: event.action,
      ...(event.oldrev === undefined ? {} : { oldrev: event.oldrev }),
    },
    labels: attributes['labels'],
    changes: event.changes ?? {},
    repository: hookRepository(context, project),
    assignees: hookUsers(context, mergeRequest.assigneeIds),
    reviewers: hookUsers(context, mergeRequest.reviewerIds),
  };
}

export const stateIds = { opened: 1, closed: 2, merged: 3 } as const;

/** A merge request as deliveries about it, and about notes on it, show it. */
export async function mergeRequestAttributes(
  context: HookContext,
  project: Project,
  one: MergeRequest,
): Promise<Record<string, unknown>> {
  const draft = isDraft(one);
  const { headSha } = one.diff;
  const gitDir = gitDirOf(context, project);
  const head = headSha === null ? undefined : await readCommit({ gitDir, id: toCommitId(headSha) });
  const source = context.state.projects.find(({ id }) => id === one.sourceProjectId) ?? project;
  return {
    id: one.id,
    iid: one.iid,
    target_branch: one.targetBranch,
    source_branch: one.sourceBranch,
    source_project_id: one.sourceProjectId,
    target_project_id: project.id,
    author_id: one.authorId,
    assignee_id: one.assigneeIds[0] ?? null,
    assignee_ids: one.assigneeIds,
    reviewer_ids: one.reviewerIds,
    title: one.title,
    description: one.description ?? '',
    created_at: toHookTime(one.createdAt),
    updated_at: toHookTime(one.updatedAt),
    last_edited_at: null,
    last_edited_by_id: null,
    milestone_id: one.milestoneId,
    state: one.state,
    state_id: stateIds[one.state],
    draft,
    work_in_progress: draft,
    merge_status: one.mergeStatus,
    detailed_merge_status: detailedMergeStatus(context, project, one),
    merge_error: one.mergeError,
    merge_user_id: one.mergedById,
    merge_when_pipeline_succeeds: one.autoMerge !== null,
    blocking_discussions_resolved: areDiscussionsResolved(context.state, one),
    first_contribution: false,
    prepared_at: one.preparedAt === null ? null : toHookTime(one.preparedAt),
    merge_commit_sha: one.mergeCommitSha,
    url: `${context.url()}/${fullPathOf(context.state, project)}/-/merge_requests/${one.iid}`,
    source: hookProject(context, source),
    target: hookProject(context, project),
    last_commit: head === undefined ? null : hookCommit(context, project, head),
    labels: hookLabels(context, one),
    total_time_spent: 0,
    time_change: 0,
    time_estimate: 0,
  };
}
