import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canSee, groupsWithin, guest, owner, reporter } from '../access.ts';
import { ensureLabels } from '../planning/labels.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Issue } from '../state/planning-state.ts';
import { nextId, type Project, type User } from '../state/sandbox-state.ts';
import { fireIssueHooks } from '../webhooks/issue-hooks.ts';
import { ApiError, forbidden } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { getGroup } from './find-group.ts';
import { getIssue } from './find-issue.ts';
import { getCaller, getProject } from './find-project.ts';
import { issueDefaults, listIssues } from './issue-list.ts';
import { paginate, paginateByToken } from './pagination.ts';
import { Params } from './params.ts';
import { presentIssue } from './present-issue.ts';

const path = '/projects/:id/issues';
const updatable = [
  'title',
  'state_event',
  'description',
  'assignee_ids',
  'assignee_id',
  'milestone_id',
  'labels',
  'add_labels',
  'remove_labels',
  'due_date',
  'confidential',
  'discussion_locked',
  'issue_type',
];

/** Issues, as far as a journey needs them: list, look at, create, change, delete, comment. */
export function registerIssueRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  const sendVisible = (
    request: FastifyRequest,
    reply: FastifyReply,
    user: User,
    projects: readonly Project[],
    scope: 'all' | 'created_by_me',
  ): readonly unknown[] => {
    const visible = new Set(projects.filter((one) => canSee(state, user, one)).map(({ id }) => id));
    const params = new Params(request);
    const labelDetails = params.boolean('with_labels_details') ?? false;
    const inside = state.issues.filter((one) => visible.has(one.projectId));
    const found = listIssues(context, inside, params, user, scope);
    const options = { url: context.url(), defaults: { ...issueDefaults, scope } };
    return paginate(request, reply, found, options).flatMap((one) => {
      const project = state.projects.find(({ id }) => id === one.projectId);
      return project === undefined ? [] : [presentIssue(context, project, one, labelDetails)];
    });
  };

  app.get('/issues', async (request, reply) => {
    const { user } = getCaller(context, request);
    return sendVisible(request, reply, user, state.projects, 'created_by_me');
  });

  app.get('/groups/:id/issues', async (request, reply) => {
    const { group, user } = getGroup(context, request);
    const ids = groupsWithin(state, group).map(({ id }) => id);
    const inside = state.projects.filter((one) => ids.includes(one.namespaceId));
    return sendVisible(request, reply, user, inside, 'all');
  });

  app.get(path, async (request, reply) => {
    const { project, user } = getProject(context, request);
    const params = new Params(request);
    const ofProject = state.issues.filter((one) => one.projectId === project.id);
    const found = listIssues(context, ofProject, params, user, 'all');
    const options = { url: context.url(), defaults: issueDefaults };
    const keyset = { key: 'cursor', keyOf: (one: Issue) => Buffer.from(String(one.id)).toString('base64url') };
    const page =
      params.string('pagination') === 'keyset'
        ? paginateByToken(request, reply, found, { ...options, ...keyset })
        : paginate(request, reply, found, options);
    const labelDetails = params.boolean('with_labels_details') ?? false;
    return page.map((one) => presentIssue(context, project, one, labelDetails));
  });

  app.get(`${path}/:issue_iid`, async (request) => {
    const { project, issue } = getIssue(context, request);
    return presentIssue(context, project, issue);
  });

  app.post(path, async (request, reply) => {
    const { project, user } = getProject(context, request, { level: guest });
    const params = new Params(request);
    const title = params.requiredString('title');
    const attributes = attributesOf(params);
    params.check();
    ensureLabels(context, project, attributes.labels ?? []);
    const now = timestamp(context);
    const issue: Issue = {
      id: nextId(state, 'issue'),
      iid: project.nextIssueIid,
      projectId: project.id,
      authorId: user.id,
      title,
      description: null,
      state: 'opened',
      labels: [],
      assigneeIds: [],
      milestoneId: null,
      confidential: false,
      dueDate: null,
      discussionLocked: null,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedById: null,
      subscriptions: {},
      ...attributes,
    };
    project.nextIssueIid += 1;
    state.issues.push(issue);
    fireIssueHooks(context, project, user, issue);
    return reply.code(201).send(presentIssue(context, project, issue));
  });

  app.put(`${path}/:issue_iid`, async (request) => {
    const { project, user, level, issue } = getIssue(context, request);
    if (level < reporter && issue.authorId !== user.id) throw forbidden();
    const params = new Params(request);
    if (!updatable.some((name) => params.all[name] !== undefined)) {
      const error = `${updatable.join(', ')} are missing, at least one parameter must be provided`;
      throw new ApiError(400, { error });
    }
    const title = params.has('title') ? params.requiredString('title') : issue.title;
    const event = params.oneOf('state_event', ['close', 'reopen']);
    const attributes = attributesOf(params);
    const labels = [...(attributes.labels ?? issue.labels), ...(params.list('add_labels') ?? [])];
    const removed = params.list('remove_labels') ?? [];
    params.check();
    const before = structuredClone(issue);
    Object.assign(issue, attributes, { title, updatedAt: timestamp(context) });
    issue.labels = [...new Set(labels)].filter((label) => !removed.includes(label));
    ensureLabels(context, project, issue.labels);
    if (event !== undefined) setState(context, issue, event, user.id);
    fireIssueHooks(context, project, user, issue, before);
    return presentIssue(context, project, issue);
  });

  app.delete(`${path}/:issue_iid`, async (request, reply) => {
    const { level, issue } = getIssue(context, request);
    if (level < owner) throw forbidden();
    checkUnmodified(request, issue.updatedAt);
    state.issues.splice(state.issues.indexOf(issue), 1);
    return reply.code(204).send();
  });

  app.get('/projects/:id/issues_statistics', async (request) => {
    const { project, user } = getProject(context, request);
    const ofProject = state.issues.filter((one) => one.projectId === project.id);
    const found = listIssues(context, ofProject, new Params(request), user, 'all');
    const closed = found.filter((one) => one.state === 'closed').length;
    return { statistics: { counts: { all: found.length, closed, opened: found.length - closed } } };
  });

  for (const [verb, subscribed] of [
    ['subscribe', true],
    ['unsubscribe', false],
  ] as const) {
    app.post(`${path}/:issue_iid/${verb}`, async (request, reply) => {
      const { project, user, issue } = getIssue(context, request);
      const isSame = (issue.subscriptions[user.id] ?? issue.authorId === user.id) === subscribed;
      issue.subscriptions[user.id] = subscribed;
      return isSame ? reply.code(304).send() : reply.code(201).send(presentIssue(context, project, issue));
    });
  }
}

function attributesOf(params: Params): Partial<Issue> {
  const given = {
    description: params.string('description'),
    labels: params.list('labels'),
    assigneeIds: params.ids('assignee_ids') ?? (params.has('assignee_id') ? params.ids('assignee_id') : undefined),
    milestoneId: params.has('milestone_id') ? params.integer('milestone_id') || null : undefined,
    confidential: params.boolean('confidential'),
    discussionLocked: params.boolean('discussion_locked'),
    dueDate: params.day('due_date'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Issue>;
}

function setState(context: SandboxContext, issue: Issue, event: 'close' | 'reopen', userId: number): void {
  issue.state = event === 'close' ? 'closed' : 'opened';
  issue.closedAt = event === 'close' ? timestamp(context) : null;
  issue.closedById = event === 'close' ? userId : null;
}
