import type { FastifyInstance, FastifyRequest } from 'fastify';
import { reporter } from '../access.ts';
import { checkPosition } from '../discussions/check-position.ts';
import { addNote, isResolvable, listDiscussions, replyTo, resolveNotes } from '../discussions/discussions.ts';
import type { Discussion } from '../discussions/discussions.ts';
import { rememberSuggestions } from '../discussions/suggestions.ts';
import { mergeWhenReady } from '../merge-requests/auto-merge.ts';
import { fireNoteHooks } from '../webhooks/note-hooks.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, NotePosition } from '../state/sandbox-state.ts';
import { ApiError, forbidden, messageError, notFound } from './api-error.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { mayResolve, readBody } from './note-routes.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentDiscussion, presentNote } from './present-note.ts';

const discussionsPath = '/projects/:id/merge_requests/:merge_request_iid/discussions';

/** The threads of a merge request: list, look at, begin (at a line or not), answer, resolve. */
export function registerDiscussionRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(discussionsPath, async (request, reply) => {
    const { mergeRequest } = getMergeRequest(context, request);
    const found = listDiscussions(context.state, mergeRequest);
    return paginate(request, reply, found, { url: context.url() }).map((one) =>
      presentDiscussion(context, mergeRequest, one),
    );
  });

  app.get(`${discussionsPath}/:discussion`, async (request) => {
    const { mergeRequest } = getMergeRequest(context, request);
    return presentDiscussion(context, mergeRequest, getDiscussion(context, request, mergeRequest));
  });

  app.post(discussionsPath, async (request, reply) => {
    const { project, mergeRequest, user } = getMergeRequest(context, request, { level: reporter });
    const body = readBody(request);
    const position = readPosition(request);
    if (position !== undefined) await checkPosition(context, project, position);
    const type = position === undefined ? 'DiscussionNote' : 'DiffNote';
    const note = addNote(context, mergeRequest, user.id, { body, type, position });
    await rememberSuggestions(context, project, note);
    fireNoteHooks(context, project, user, mergeRequest, note);
    const discussion = { id: note.discussionId, notes: [note] };
    return reply.code(201).send(presentDiscussion(context, mergeRequest, discussion));
  });

  app.put(`${discussionsPath}/:discussion`, async (request) => {
    const { project, mergeRequest, user, level } = getMergeRequest(context, request, { level: reporter });
    const params = new Params(request);
    if (!params.has('resolved')) throw new ApiError(400, { error: 'resolved is missing' });
    const resolved = params.boolean('resolved') ?? false;
    params.check();
    const discussion = getDiscussion(context, request, mergeRequest);
    if (!discussion.notes.some(isResolvable) || !mayResolve(mergeRequest, user, level)) throw forbidden();
    resolveNotes(context, discussion.notes, user.id, resolved);
    mergeWhenReady(context, project);
    return presentDiscussion(context, mergeRequest, discussion);
  });

  app.post(`${discussionsPath}/:discussion/notes`, async (request, reply) => {
    const { project, mergeRequest, user } = getMergeRequest(context, request, { level: reporter });
    const body = readBody(request);
    const discussion = getDiscussion(context, request, mergeRequest);
    if (discussion.notes[0]?.system === true) {
      throw messageError(400, '400 Bad request - Discussion can not be replied to.');
    }
    const note = replyTo(context, mergeRequest, user.id, discussion, body);
    fireNoteHooks(context, project, user, mergeRequest, note);
    return reply.code(201).send(presentNote(context, mergeRequest, note));
  });
}

function getDiscussion(context: SandboxContext, request: FastifyRequest, mergeRequest: MergeRequest): Discussion {
  const { discussion: id } = request.params as { readonly discussion: string };
  const found = listDiscussions(context.state, mergeRequest).find((one) => one.id === id);
  if (found === undefined) throw notFound('Discussion');
  return found;
}

const requiredFields = ['base_sha', 'start_sha', 'head_sha', 'position_type'] as const;

/** The position as JSON object or as fields `position[new_line]`; undefined when there is none. */
function readPosition(request: FastifyRequest): NotePosition | undefined {
  const { all } = new Params(request);
  const fields = new Map(
    Object.entries(all).flatMap(([name, value]): [string, unknown][] => {
      const inner = /^position\[(\w+)\]$/.exec(name)?.[1];
      return inner === undefined ? [] : [[inner, value]];
    }),
  );
  const given = all['position'];
  if (given !== undefined && given !== null) {
    if (typeof given !== 'object' || Array.isArray(given)) throw new ApiError(400, { error: 'position is invalid' });
    for (const [name, value] of Object.entries(given)) fields.set(name, value);
  }
  if (fields.size === 0) return undefined;
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  const missing = requiredFields.filter((name) => text(name) === '').map((name) => `position[${name}] is missing`);
  if (missing.length > 0) throw new ApiError(400, { error: missing.join(', ') });
  if (text('position_type') !== 'text') {
    throw new ApiError(400, { error: 'position[position_type] does not have a valid value' });
  }
  return {
    baseSha: text('base_sha'),
    startSha: text('start_sha'),
    headSha: text('head_sha'),
    oldPath: text('old_path') || text('new_path'),
    newPath: text('new_path') || text('old_path'),
    oldLine: toLine(fields.get('old_line'), 'old_line'),
    newLine: toLine(fields.get('new_line'), 'new_line'),
  };
}

function toLine(value: unknown, name: string): number | null {
  if (value === undefined || value === null || value === '') return null;
  const line = Number(value);
  if (!Number.isInteger(line)) throw new ApiError(400, { error: `position[${name}] is invalid` });
  return line;
}
