import type { FastifyInstance, FastifyRequest } from 'fastify';
import { developer, maintainer, reporter } from '../access.ts';
import { addNote, removeNote, resolveNotes } from '../discussions/discussions.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, MergeRequest, Note, User } from '../state/sandbox-state.ts';
import { ApiError, forbidden, messageError, recordNotFound } from './api-error.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentNote } from './present-note.ts';

const notesPath = '/projects/:id/merge_requests/:iid/notes';
const maxLength = 1_000_000;

/** The notes of a merge request, whether in a thread or not: list, look at, write, change, delete. */
export function registerNoteRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(notesPath, async (request, reply) => {
    const { mergeRequest } = getMergeRequest(context, request);
    const params = new Params(request);
    const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
    params.check();
    const notes = context.state.notes.filter((note) => note.mergeRequestId === mergeRequest.id);
    const sorted = sort === 'asc' ? notes : [...notes].reverse();
    return paginate(request, reply, sorted, { url: context.url() }).map((note) =>
      presentNote(context, mergeRequest, note),
    );
  });

  app.post(notesPath, async (request, reply) => {
    const { mergeRequest, user } = getMergeRequest(context, request, { level: reporter });
    const note = addNote(context, mergeRequest, user.id, { body: readBody(request), type: null });
    return reply.code(201).send(presentNote(context, mergeRequest, note));
  });

  app.get(`${notesPath}/:note`, async (request) => {
    const { mergeRequest } = getMergeRequest(context, request);
    return presentNote(context, mergeRequest, getNote(context, request, mergeRequest));
  });

  app.put(`${notesPath}/:note`, async (request) => {
    const { mergeRequest, user, level } = getMergeRequest(context, request, { level: reporter });
    const note = getNote(context, request, mergeRequest);
    changeNote(context, note, { user, level }, readBody(request));
    return presentNote(context, mergeRequest, note);
  });

  app.delete(`${notesPath}/:note`, async (request, reply) => {
    const { mergeRequest, user, level } = getMergeRequest(context, request, { level: reporter });
    const note = getNote(context, request, mergeRequest);
    if (!mayChange(note, user, level)) throw forbidden();
    removeNote(context.state, note);
    return reply.code(204).send();
  });

  const inThread = '/projects/:id/merge_requests/:iid/discussions/:discussion/notes/:note';
  app.put(inThread, async (request) => {
    const { mergeRequest, user, level } = getMergeRequest(context, request, { level: reporter });
    const note = getNote(context, request, mergeRequest);
    const params = new Params(request);
    const given = ['body', 'resolved'].filter((name) => params.has(name));
    if (given.length === 0) {
      throw new ApiError(400, { error: 'body, resolved are missing, exactly one parameter must be provided' });
    }
    if (given.length === 2) throw new ApiError(400, { error: 'body, resolved are mutually exclusive' });
    const resolved = params.boolean('resolved');
    params.check();
    if (resolved === undefined) changeNote(context, note, { user, level }, readBody(request));
    else {
      if (note.type === null || !mayResolve(mergeRequest, user, level)) throw forbidden();
      resolveNotes(context, [note], user.id, resolved);
    }
    return presentNote(context, mergeRequest, note);
  });

  app.delete(inThread, async (request, reply) => {
    const { mergeRequest, user, level } = getMergeRequest(context, request, { level: reporter });
    const note = getNote(context, request, mergeRequest);
    if (!mayChange(note, user, level)) throw forbidden();
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

function changeNote(
  context: SandboxContext,
  note: Note,
  by: { readonly user: User; readonly level: AccessLevel },
  body: string,
): void {
  if (!mayChange(note, by.user, by.level)) throw forbidden();
  note.body = body;
  note.updatedAt = timestamp(context);
}
