import { fullPathOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Issue } from '../state/planning-state.ts';
import type { Note, Project } from '../state/sandbox-state.ts';
import { presentLabels } from './present-label.ts';
import { presentMilestone } from './present-milestone.ts';
import { presentUserById } from './present-user.ts';

/** An issue, in lists and alone. */
export function presentIssue(
  context: SandboxContext,
  project: Project,
  issue: Issue,
  labelDetails = false,
): Record<string, unknown> {
  const { state } = context;
  const fullPath = fullPathOf(state, project);
  const api = `${context.url()}/api/v4/projects/${project.id}`;
  const assignees = issue.assigneeIds.flatMap((id) => presentUserById(context, id) ?? []);
  const milestone = state.milestones.find(({ id }) => id === issue.milestoneId);
  const short = `#${issue.iid}`;
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: project.id,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: presentUserById(context, issue.closedById),
    labels: labelDetails ? presentLabels(context, project, issue.labels) : issue.labels,
    milestone: milestone === undefined ? null : presentMilestone(context, milestone),
    assignees,
    author: presentUserById(context, issue.authorId),
    type: 'ISSUE',
    assignee: assignees[0] ?? null,
    user_notes_count: state.notes.filter((note) => note.issueId === issue.id && !note.system).length,
    merge_requests_count: 0,
    upvotes: 0,
    downvotes: 0,
    start_date: null,
    due_date: issue.dueDate,
    confidential: issue.confidential,
    discussion_locked: issue.discussionLocked,
    issue_type: 'issue',
    web_url: `${context.url()}/${fullPath}/-/issues/${issue.iid}`,
    time_stats: { time_estimate: 0, total_time_spent: 0, human_time_estimate: null, human_total_time_spent: null },
    task_completion_status: { count: 0, completed_count: 0 },
    blocking_issues_count: 0,
    has_tasks: false,
    _links: {
      self: `${api}/issues/${issue.iid}`,
      notes: `${api}/issues/${issue.iid}/notes`,
      award_emoji: `${api}/issues/${issue.iid}/award_emoji`,
      project: api,
      closed_as_duplicate_of: null,
    },
    references: { short, relative: short, full: `${fullPath}${short}` },
    severity: 'UNKNOWN',
    moved_to_id: null,
    imported: false,
    imported_from: 'none',
    service_desk_reply_to: null,
  };
}

/** A comment on an issue. */
export function presentIssueNote(context: SandboxContext, issue: Issue, note: Note): Record<string, unknown> {
  return {
    id: note.id,
    type: null,
    body: note.body,
    attachment: null,
    author: presentUserById(context, note.authorId),
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    system: note.system,
    noteable_id: issue.id,
    noteable_type: 'Issue',
    project_id: issue.projectId,
    resolvable: false,
    confidential: note.internal,
    internal: note.internal,
    imported: false,
    imported_from: 'none',
    noteable_iid: issue.iid,
    commands_changes: {},
  };
}
