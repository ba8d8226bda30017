import type { FastifyInstance, FastifyRequest } from 'fastify';
import { developer, maintainer, reporter } from '../access.ts';
import { runQuickActions } from '../discussions/quick-actions.ts';
import { rememberSuggestions } from '../discussions/suggestions.ts';
import { mergeWhenReady } from '../merge-requests/auto-merge.ts';
import { fireNoteHooks } from '../webhooks/note-hooks.ts';
import { addNote, removeNote, resolveNotes } from '../discussions/discussions.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, MergeRequest, Note, User } from '../state/sandbox-state.ts';
import { ApiError, forbidden, messageError, recordNotFound } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentNote } from './present-note.ts';

const notesPath = '/projects/:id/merge_requests/:merge_request_iid/notes';
const maxLength = 1_000_000;

/** The notes of a merge request, whether in a thread or not: list, look at, write, change, delete. */
export function registerNoteRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(notesPath, async (request, reply) => {
    const { mergeRequest, level } = getMergeRequest(context, request);
    const params = new Params(request);
    const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
    const orderBy = params.oneOf('order_by', ['created_at', 'updated_at']) ?? 'created_at';
    const activity = params.oneOf('activity_filter', ['all_notes', 'only_comments', 'only_activity']) ?? 'all_notes';
    params.check();
    const key = orderBy === 'created_at' ? 'createdAt' : 'updatedAt';
    const sign = sort === 'asc' ? 1 : -1;
    const notes = context.state.notes
      .filter((note) => note.mergeRequestId === mergeRequest.id && (!note.internal || level >= reporter))
      .filter((note) => activity === 'all_notes' || note.system === (activity === 'only_activity'))
      .sort((a, b) => (Date.parse(a[key]) - Date.parse(b[key]) || a.id - b.id) * sign);
    const defaults = { activity_filter: 'all_notes', order_by: 'created_at', sort: 'desc' };
    return paginate(request, reply, notes, { url: context.url(), defaults }).map((note) =>
      presentNote(context, mergeRequest, note),
    );
  });

  app.post(notesPath, async (request, reply) => {
    const access = getMergeRequest(context, request, { level: reporter });
    const { project, mergeRequest, user } = access;
    const text = readBody(request);
    const params = new Params(request);
    const internal = params.boolean('internal') ?? params.boolean('confidential') ?? false;
    const createdAt = toTimestamp(params.time('created_at'));
    const head = params.string('merge_request_diff_head_sha');
    params.check();
    if (head !== undefined && /^\/merge\b/m.test(text) && head !== mergeRequest.diff.headSha) {
      throw messageError(409, `SHA does not match HEAD of source branch: ${mergeRequest.diff.headSha}`);
    }
    const done = await context.lock(`project:${project.id}`, () => runQuickActions(context, access, text));
    mergeWhenReady(context, project);
    if (done.body === '') return reply.code(202).send({ commands_changes: done.changes, summary: done.summary });
    const note = addNote(context, mergeRequest, user.id, { body: done.body, type: null, internal, createdAt });
    fireNoteHooks(context, project, user, mergeRequest, note);
    return reply.code(201).send({ ...presentNote(context, mergeRequest, note), commands_changes: done.changes });
  });

  app.get(`${notesPath}/:note`, async (request) => {
    const { mergeRequest } = getMergeRequest(context, request);
    return presentNote(context, mergeRequest, getNote(context, request, mergeRequest));
  });

  app.put(`${notesPath}/:note`, async (request) => {
    const access = getMergeRequest(context, request, { level: reporter });
    const note = getNote(context, request, access.mergeRequest);
    await changeNote(context, note, access, readBody(request));
    return presentNote(context, access.mergeRequest, note);
  });

  app.delete(`${notesPath}/:note`, async (request, reply) => {
    const { mergeRequest, user, level } = getMergeRequest(context, request, { level: reporter });
    const note = getNote(context, request, mergeRequest);
    if (!mayChange(note, user, level)) throw forbidden();
    checkUnmodified(request, note.updatedAt);
    removeNote(context.state, note);
    return reply.code(204).send();
  });

  const inThread = '/projects/:id/merge_requests/:merge_request_iid/discussions/:discussion/notes/:note';
  app.put(inThread, async (request) => {
    const access = getMergeRequest(context, request, { level: reporter });
    const { project, mergeRequest, user, level } = access;
    const note = getNote(context, request, mergeRequest);
    const params = new Params(request);
    const given = ['body', 'resolved'].filter((name) => params.has(name));
    if (given.length === 0) {
      throw new ApiError(400, { error: 'body, resolved are missing, exactly one parameter must be provided' });
    }
    if (given.length === 2) throw new ApiError(400, { error: 'body, resolved are mutually exclusive' });
    const resolved = params.boolean('resolved');
    params.check();
    if (resolved === undefined) await changeNote(context, note, access, readBody(request));
    else {
      if (note.type === null || !mayResolve(mergeRequest, user, level)) throw forbidden();
      resolveNotes(context, [note], user.id, resolved);
      mergeWhenReady(context, project);
    }
    return presentNote(context, mergeRequest, note);
  });

  app.delete(inThread, async (request, reply) => {
    const { mergeRequest, user, level } = getMergeRequest(context, request, { level: reporter });
    const note = getNote(context, request, mergeRequest);
    if (!mayChange(note, user, level)) throw forbidden();
    checkUnmodified(request, note.updatedAt);
    removeNote(context.state, note);
    return reply.code(204).send();
  });
}

/** Whether the user may resolve the threads of a merge request: its author and developers may. */
export function mayResolve(mergeRequest: MergeRequest, user: User, level: AccessLevel): boolean {
  return level >= developer || mergeRequest.authorId === user.id;
}

/** The text of a note; throws GitLab's answer when it is missing, blank or too long. */
export function readBody(request: FastifyRequest): string {
  const params = new Params(request);
  const body = params.requiredString('body', { allowBlank: true });
  params.check();
  if (body.trim() === '') throw messageError(400, '400 Bad request - Note {:note=>["can\'t be blank"]}');
  if (body.length > maxLength) {
    throw messageError(400, '400 Bad request - Note {:note=>["is too long (maximum is 1000000 characters)"]}');
  }
  return body;
}

function toTimestamp(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

function getNote(context: SandboxContext, request: FastifyRequest, mergeRequest: MergeRequest): Note {
  const { note: id, discussion } = request.params as { readonly note: string; readonly discussion?: string };
  const note = context.state.notes.find(
    (one) =>
      one.mergeRequestId === mergeRequest.id &&
      String(one.id) === id &&
      (discussion === undefined || one.discussionId === discussion),
  );
  if (note === undefined) throw recordNotFound();
  return note;
}

function mayChange(note: Note, user: User, level: AccessLevel): boolean {
  return !note.system && (note.authorId === user.id || level >= maintainer);
}

async function changeNote(
  context: SandboxContext,
  note: Note,
  access: ReturnType<typeof getMergeRequest>,
  body: string,
): Promise<void> {
  const { project, user, level, mergeRequest } = access;
  if (!mayChange(note, user, level)) throw forbidden();
  note.body = body;
  note.updatedAt = timestamp(context);
  await rememberSuggestions(context, project, note);
  fireNoteHooks(context, project, user, mergeRequest, note, 'update');
}
