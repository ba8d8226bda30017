import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maintainer } from '../access.ts';
import { removeNote } from '../discussions/discussions.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Issue } from '../state/planning-state.ts';
import { registerEmptyLists } from './empty-lists.ts';
import { nextId, type Note } from '../state/sandbox-state.ts';
import { forbidden, recordNotFound } from './api-error.ts';
import { getIssue } from './find-issue.ts';
import { readBody } from './note-routes.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentIssueNote } from './present-issue.ts';
import { presentUserById } from './present-user.ts';

const path = '/projects/:id/issues/:issue_iid';

/** The comments on issues, and what else is below an issue. */
export function registerIssueNoteRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;
  const notesOf = (issue: Issue): readonly Note[] => state.notes.filter((note) => note.issueId === issue.id);

  app.get(`${path}/notes`, async (request, reply) => {
    const { issue } = getIssue(context, request);
    const params = new Params(request);
    const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
    params.oneOf('order_by', ['created_at', 'updated_at']);
    params.check();
    const sorted = sort === 'asc' ? notesOf(issue) : [...notesOf(issue)].reverse();
    const options = { url: context.url(), defaults: { order_by: 'created_at', sort } };
    return paginate(request, reply, sorted, options).map((note) => presentIssueNote(context, issue, note));
  });

  app.get(`${path}/discussions`, async (request, reply) => {
    const { issue } = getIssue(context, request);
    return paginate(request, reply, notesOf(issue), { url: context.url() }).map((note) => ({
      id: note.discussionId,
      individual_note: true,
      notes: [presentIssueNote(context, issue, note)],
    }));
  });

  app.post(`${path}/notes`, async (request, reply) => {
    const { issue, user } = getIssue(context, request);
    const note = addIssueNote(context, issue, user.id, readBody(request));
    return reply.code(201).send(presentIssueNote(context, issue, note));
  });

  app.get(`${path}/notes/:note`, async (request) => {
    const { issue } = getIssue(context, request);
    return presentIssueNote(context, issue, getNote(request, notesOf(issue)));
  });

  app.put(`${path}/notes/:note`, async (request) => {
    const { issue, user, level } = getIssue(context, request);
    const note = getNote(request, notesOf(issue));
    if (note.authorId !== user.id && level < maintainer) throw forbidden();
    note.body = readBody(request);
    note.updatedAt = timestamp(context);
    return presentIssueNote(context, issue, note);
  });

  app.delete(`${path}/notes/:note`, async (request, reply) => {
    const { issue, user, level } = getIssue(context, request);
    const note = getNote(request, notesOf(issue));
    if (note.authorId !== user.id && level < maintainer) throw forbidden();
    removeNote(state, note);
    return reply.code(204).send();
  });

  app.get(`${path}/participants`, async (request, reply) => {
    const { issue } = getIssue(context, request);
    const ids = new Set([issue.authorId, ...issue.assigneeIds, ...notesOf(issue).map(({ authorId }) => authorId)]);
    const people = [...ids].flatMap((id) => presentUserById(context, id) ?? []);
    return paginate(request, reply, people, { url: context.url() });
  });

  const paths = emptyLists.map((list) => `${path}/${list}`);
  registerEmptyLists(app, context, paths, (request) => getIssue(context, request));
}

// What GitLab has and the sandbox does not fill.
const emptyLists = [
  'award_emoji',
  'closed_by',
  'links',
  'related_merge_requests',
  'resource_label_events',
  'resource_milestone_events',
  'resource_state_events',
];

function getNote(request: FastifyRequest, notes: readonly Note[]): Note {
  const { note: id } = request.params as { readonly note: string };
  const found = notes.find((one) => String(one.id) === id);
  if (found === undefined) throw recordNotFound();
  return found;
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
