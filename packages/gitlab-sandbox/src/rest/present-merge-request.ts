import { canMerge, fullPathOf } from '../access.ts';
import { areDiscussionsResolved } from '../discussions/discussions.ts';
import { detailedMergeStatus, isDraft, squashesOnMerge } from '../merge-requests/mergeability.ts';
import { findHeadPipeline } from '../pipelines/find-head-pipeline.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { escapeHtml } from '../web/html.ts';
import { renderMarkdown } from '../web/markdown.ts';
import { presentLabels } from './present-label.ts';
import { presentMilestone } from './present-milestone.ts';
import { presentPipeline, presentPipelineBasic } from './present-pipeline.ts';
import { presentUserById } from './present-user.ts';

/** What is shown only when it is asked for. */
export interface MergeRequestExtras {
  readonly labelDetails?: boolean;
  readonly html?: boolean;
  readonly rebase?: boolean;
  readonly diverged?: number | undefined;
}

type PresentContext = Pick<SandboxContext, 'state' | 'url' | 'now'>;

/** A merge request as lists show it, in the order of GitLab's fields. */
export function presentMergeRequestBasic(
  context: PresentContext,
  project: Project,
  mergeRequest: MergeRequest,
  options: MergeRequestExtras = {},
): Record<string, unknown> {
  const { state } = context;
  const isFork = mergeRequest.sourceProjectId !== project.id;
  const milestone = state.milestones.find(({ id }) => id === mergeRequest.milestoneId);
  const fullPath = fullPathOf(state, project);
  const reference = `!${mergeRequest.iid}`;
  const author = presentUserById(context, mergeRequest.authorId);
  const usersOf = (ids: readonly number[]): unknown[] => ids.flatMap((id) => presentUserById(context, id) ?? []);
  const assignees = usersOf(mergeRequest.assigneeIds);
  const mergedBy = presentUserById(context, mergeRequest.mergedById);
  return {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    project_id: project.id,
    title: mergeRequest.title,
    description: mergeRequest.description,
    state: mergeRequest.state,
    created_at: mergeRequest.createdAt,
    updated_at: mergeRequest.updatedAt,
    merged_by: mergedBy,
    merge_user: mergedBy ?? presentUserById(context, mergeRequest.autoMerge?.userId ?? null),
    merged_at: mergeRequest.mergedAt,
    closed_by: presentUserById(context, mergeRequest.closedById),
    closed_at: mergeRequest.closedAt,
    ...(options.html === true
      ? {
          title_html: escapeHtml(mergeRequest.title),
          description_html: renderMarkdown(mergeRequest.description ?? '').text,
        }
      : {}),
    target_branch: mergeRequest.targetBranch,
    source_branch: mergeRequest.sourceBranch,
    user_notes_count: state.notes.filter((note) => note.mergeRequestId === mergeRequest.id && !note.system).length,
    upvotes: 0,
    downvotes: 0,
    author: author === null ? null : { ...author, bot: false },
    assignees,
    assignee: assignees[0] ?? null,
    reviewers: usersOf(mergeRequest.reviewerIds),
    source_project_id: mergeRequest.sourceProjectId,
    target_project_id: project.id,
    labels: options.labelDetails === true ? presentLabels(context, project, mergeRequest.labels) : mergeRequest.labels,
    draft: isDraft(mergeRequest),
    imported: false,
    imported_from: 'none',
    work_in_progress: isDraft(mergeRequest),
    milestone: milestone === undefined ? null : presentMilestone(context, milestone),
    merge_when_pipeline_succeeds: mergeRequest.autoMerge !== null,
    merge_status: mergeRequest.mergeStatus === 'preparing' ? 'checking' : mergeRequest.mergeStatus,
    detailed_merge_status: detailedMergeStatus(context, project, mergeRequest),
    merge_after: null,
    sha: mergeRequest.diff.headSha,
    merge_commit_sha: mergeRequest.mergeCommitSha,
    squash_commit_sha: mergeRequest.squashCommitSha,
    discussion_locked: mergeRequest.discussionLocked,
    should_remove_source_branch: mergeRequest.autoMerge?.shouldRemoveSourceBranch ?? null,
    force_remove_source_branch: mergeRequest.forceRemoveSourceBranch,
    prepared_at: mergeRequest.preparedAt,
    ...(isFork
      ? {
          allow_collaboration: mergeRequest.allowCollaboration,
          allow_maintainer_to_push: mergeRequest.allowCollaboration,
        }
      : {}),
    reference,
    references: { short: reference, relative: reference, full: `${fullPath}${reference}` },
    web_url: `${context.url()}/${fullPath}/-/merge_requests/${mergeRequest.iid}`,
    time_stats: { time_estimate: 0, total_time_spent: 0, human_time_estimate: null, human_total_time_spent: null },
    squash: mergeRequest.squash,
    squash_on_merge: squashesOnMerge(project, mergeRequest),
    task_completion_status: countTasks(mergeRequest.description ?? ''),
    has_conflicts: mergeRequest.mergeStatus === 'cannot_be_merged',
    blocking_discussions_resolved: areDiscussionsResolved(state, mergeRequest),
  };
}

/** A merge request as the single one is shown. */
export function presentMergeRequest(
  context: PresentContext,
  project: Project,
  mergeRequest: MergeRequest,
  user: User,
  options: MergeRequestExtras = {},
): Record<string, unknown> {
  const { diff } = mergeRequest;
  const prepared = mergeRequest.mergeStatus !== 'preparing';
  const hasDiff = diff.headSha !== null && diff.baseSha !== null;
  const pipeline = findHeadPipeline(context.state, mergeRequest);
  return {
    ...presentMergeRequestBasic(context, project, mergeRequest, options),
    subscribed: mergeRequest.subscriptions[user.id] ?? mergeRequest.authorId === user.id,
    changes_count: hasDiff ? (diff.files > 1000 ? '1000+' : String(diff.files)) : null,
    latest_build_started_at: pipeline?.startedAt ?? null,
    latest_build_finished_at: pipeline?.finishedAt ?? null,
    first_deployed_to_production_at: null,
    pipeline: pipeline === undefined ? null : presentPipelineBasic(context, pipeline),
    head_pipeline: pipeline === undefined ? null : presentPipeline(context, pipeline),
    diff_refs:
      hasDiff && prepared ? { base_sha: diff.baseSha, head_sha: diff.headSha, start_sha: diff.startSha } : null,
    merge_error: mergeRequest.mergeError,
    ...(options.rebase === true ? { rebase_in_progress: mergeRequest.isRebasing } : {}),
    ...(options.diverged === undefined ? {} : { diverged_commits_count: options.diverged }),
    first_contribution: false,
    user: { can_merge: canMerge(context.state, user, project, mergeRequest) },
  };
}

/** Simple merge requests, as lists with `view=simple` show them. */
export function presentMergeRequestSimple(
  context: PresentContext,
  project: Project,
  mergeRequest: MergeRequest,
): Record<string, unknown> {
  const all = presentMergeRequestBasic(context, project, mergeRequest);
  const names = ['id', 'iid', 'project_id', 'title', 'description', 'state', 'created_at', 'updated_at', 'web_url'];
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

function countTasks(description: string): { readonly count: number; readonly completed_count: number } {
  const tasks = [...description.matchAll(/^\s*[-*] \[([ xX])\] /gm)];
  return { count: tasks.length, completed_count: tasks.filter(([, mark]) => mark !== ' ').length };
}
