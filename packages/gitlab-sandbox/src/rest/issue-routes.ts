import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { canSee, guest, owner, reporter } from '../access.ts';
import { ensureLabels } from '../planning/labels.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Issue } from '../state/planning-state.ts';
import { nextId, type Note, type Project } from '../state/sandbox-state.ts';
import { ApiError, forbidden, recordNotFound } from './api-error.ts';
import { getCaller, getProject, type ProjectAccess } from './find-project.ts';
import { issueDefaults, listIssues } from './issue-list.ts';
import { readBody } from './note-routes.ts';
import { paginate, paginateByToken } from './pagination.ts';
import { Params } from './params.ts';
import { presentIssue, presentIssueNote } from './present-issue.ts';

const path = '/projects/:id/issues';

/** Issues, as far as a journey needs them: list, look at, create, change, delete, comment. */
export function registerIssueRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get('/issues', async (request, reply) => {
    const { user } = getCaller(context, request);
    const visible = state.issues.filter((one) => {
      const project = state.projects.find(({ id }) => id === one.projectId);
      return project !== undefined && canSee(state, user, project);
    });
    const found = listIssues(visible, new Params(request), user, 'created_by_me');
    const options = { url: context.url(), defaults: { ...issueDefaults, scope: 'created_by_me' } };
    return paginate(request, reply, found, options).flatMap((one) => {
      const project = state.projects.find(({ id }) => id === one.projectId);
      return project === undefined ? [] : [presentIssue(context, project, one)];
    });
  });

  app.get(path, async (request, reply) => {
    const { project, user } = getProject(context, request);
    const params = new Params(request);
    const ofProject = state.issues.filter((one) => one.projectId === project.id);
    const found = listIssues(ofProject, params, user, 'all');
    const options = { url: context.url(), defaults: issueDefaults };
    const keyset = { key: 'cursor', keyOf: (one: Issue) => Buffer.from(String(one.id)).toString('base64url') };
    const page =
      params.string('pagination') === 'keyset'
        ? paginateByToken(request, reply, found, { ...options, ...keyset })
        : paginate(request, reply, found, options);
    return page.map((one) => presentIssue(context, project, one));
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
      ...attributes,
    };
    project.nextIssueIid += 1;
    state.issues.push(issue);
    return reply.code(201).send(presentIssue(context, project, issue));
  });

  app.put(`${path}/:issue_iid`, async (request) => {
    const { project, user, level, issue } = getIssue(context, request);
    if (level < reporter && issue.authorId !== user.id) throw forbidden();
    const params = new Params(request);
    const title = params.has('title') ? params.requiredString('title') : issue.title;
    const event = params.oneOf('state_event', ['close', 'reopen']);
    const attributes = attributesOf(params);
    const labels = [...(attributes.labels ?? issue.labels), ...(params.list('add_labels') ?? [])];
    const removed = params.list('remove_labels') ?? [];
    params.check();
    Object.assign(issue, attributes, { title, updatedAt: timestamp(context) });
    issue.labels = [...new Set(labels)].filter((label) => !removed.includes(label));
    ensureLabels(context, project, issue.labels);
    if (event !== undefined) setState(context, issue, event, user.id);
    return presentIssue(context, project, issue);
  });

  app.delete(`${path}/:issue_iid`, async (request, reply) => {
    const { level, issue } = getIssue(context, request);
    if (level < owner) throw forbidden();
    state.issues.splice(state.issues.indexOf(issue), 1);
    return reply.code(204).send();
  });

  app.get(`${path}/:issue_iid/notes`, async (request, reply) => {
    const { issue } = getIssue(context, request);
    const sort = new Params(request).oneOf('sort', ['asc', 'desc']) ?? 'desc';
    const notes = state.notes.filter((note) => note.issueId === issue.id);
    const sorted = sort === 'asc' ? notes : [...notes].reverse();
    const options = { url: context.url(), defaults: { order_by: 'created_at', sort } };
    return paginate(request, reply, sorted, options).map((note) => presentIssueNote(context, issue, note));
  });

  app.post(`${path}/:issue_iid/notes`, async (request, reply) => {
    const { issue, user } = getIssue(context, request);
    const note = addIssueNote(context, issue, user.id, readBody(request));
    return reply.code(201).send(presentIssueNote(context, issue, note));
  });
}

function attributesOf(params: Params): Partial<Issue> {
  const given = {
    description: params.string('description'),
    labels: params.list('labels'),
    assigneeIds: params.ids('assignee_ids') ?? (params.has('assignee_id') ? params.ids('assignee_id') : undefined),
    milestoneId: params.integer('milestone_id'),
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

function addIssueNote(context: SandboxContext, issue: Issue, authorId: number, body: string): Note {
  const now = timestamp(context);
  const note: Note = {
    id: nextId(context.state, 'note'),
    mergeRequestId: null,
    issueId: issue.id,
    discussionId: randomBytes(20).toString('hex'),
    authorId,
    type: null,
    body,
    createdAt: now,
    updatedAt: now,
    system: false,
    internal: false,
    position: null,
    resolvedById: null,
    resolvedAt: null,
  };
  context.state.notes.push(note);
  return note;
}

function getIssue(
  context: SandboxContext,
  request: FastifyRequest,
): ProjectAccess & { readonly issue: Issue; readonly project: Project } {
  if (request.method !== 'GET' && request.method !== 'HEAD') getCaller(context, request);
  const access = getProject(context, request);
  const { issue_iid: iid } = request.params as { readonly issue_iid: string };
  if (!/^\d{1,15}$/.test(iid)) throw new ApiError(400, { error: 'issue_iid is invalid' });
  const issue = context.state.issues.find((one) => one.projectId === access.project.id && one.iid === Number(iid));
  if (issue === undefined) throw recordNotFound();
  return { ...access, issue };
}
