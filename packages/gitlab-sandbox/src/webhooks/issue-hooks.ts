import { fullPathOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Issue } from '../state/planning-state.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { fireHooks } from './fire-hooks.ts';
import {
  hookLabels,
  hookProject,
  hookRepository,
  hookUser,
  hookUsers,
  toHookTime,
  type HookContext,
} from './hook-entities.ts';
import { changesBetween, type Changes } from './merge-request-changes.ts';

export type IssueAction = 'open' | 'update' | 'close' | 'reopen';

const stateIds = { opened: 1, closed: 2 } as const;

/** Tells the hooks what happened to an issue; `before` is how it was, and absent when it was opened. */
export function fireIssueHooks(
  context: SandboxContext,
  project: Project,
  user: User,
  issue: Issue,
  before?: Issue,
): void {
  const changes = before === undefined ? {} : changesBetween(toFields(context, before), toFields(context, issue));
  const action = actionOf(before, issue);
  const now = structuredClone(issue);
  const event = issue.confidential ? 'confidential_issues_events' : 'issues_events';
  fireHooks(context, project, event, async () => issueData(context, project, user, now, action, changes));
}

function actionOf(before: Issue | undefined, issue: Issue): IssueAction {
  if (before === undefined) return 'open';
  if (before.state === issue.state) return 'update';
  return issue.state === 'closed' ? 'close' : 'reopen';
}

/** What a hook is told about an issue. */
export function issueData(
  context: HookContext,
  project: Project,
  user: User,
  issue: Issue,
  action: IssueAction,
  changes: Changes = {},
): Record<string, unknown> {
  const labels = hookLabels(context, issue);
  return {
    object_kind: 'issue',
    event_type: issue.confidential ? 'confidential_issue' : 'issue',
    user: hookUser(context, user),
    project: hookProject(context, project),
    object_attributes: { ...attributesOf(context, project, issue), labels, action },
    labels,
    changes,
    repository: hookRepository(context, project),
    assignees: hookUsers(context, issue.assigneeIds),
  };
}

function attributesOf(context: HookContext, project: Project, issue: Issue): Record<string, unknown> {
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: project.id,
    title: issue.title,
    description: issue.description ?? '',
    state: issue.state,
    state_id: stateIds[issue.state],
    author_id: issue.authorId,
    assignee_id: issue.assigneeIds[0] ?? null,
    assignee_ids: issue.assigneeIds,
    milestone_id: issue.milestoneId,
    confidential: issue.confidential,
    discussion_locked: issue.discussionLocked,
    due_date: issue.dueDate,
    type: 'Issue',
    created_at: toHookTime(issue.createdAt),
    updated_at: toHookTime(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : toHookTime(issue.closedAt),
    url: `${context.url()}/${fullPathOf(context.state, project)}/-/issues/${issue.iid}`,
  };
}

function toFields(context: HookContext, issue: Issue): Readonly<Record<string, unknown>> {
  return {
    title: issue.title,
    description: issue.description,
    confidential: issue.confidential,
    due_date: issue.dueDate,
    milestone_id: issue.milestoneId,
    state_id: stateIds[issue.state],
    labels: hookLabels(context, issue),
    assignees: hookUsers(context, issue.assigneeIds),
    updated_at: toHookTime(issue.updatedAt),
  };
}
