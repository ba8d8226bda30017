import type { FastifyInstance, FastifyRequest } from 'fastify';
import { canPush, canSee } from '../access.ts';
import { applySuggestion } from '../discussions/suggestions.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Note, Project, Suggestion, User } from '../state/sandbox-state.ts';
import { ApiError, forbidden, notFound } from './api-error.ts';
import { getCaller } from './find-project.ts';
import { Params } from './params.ts';
import { presentSuggestion } from './present-note.ts';

/** Applying proposed changes, one or several. */
export function registerSuggestionRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.put('/suggestions/:suggestion_id/apply', async (request) => {
    const { user } = getCaller(context, request);
    const { suggestion_id: id } = request.params as { readonly suggestion_id: string };
    const [applied] = await applyAll(context, request, user, [id]);
    return applied;
  });

  app.put('/suggestions/batch_apply', async (request) => {
    const { user } = getCaller(context, request);
    const ids = new Params(request).list('ids');
    if (ids === undefined) throw new ApiError(400, { error: 'ids is missing' });
    return applyAll(context, request, user, ids);
  });
}

async function applyAll(
  context: SandboxContext,
  request: FastifyRequest,
  user: User,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  const message = new Params(request).string('commit_message');
  const applied: unknown[] = [];
  for (const id of ids) {
    const { suggestion, ...place } = findSuggestion(context, user, id);
    if (!canPush(context.state, user, place.project, place.mergeRequest.sourceBranch)) throw forbidden();
    await context.lock(`project:${place.project.id}`, () => applySuggestion(context, user, suggestion, place, message));
    applied.push(presentSuggestion(suggestion));
  }
  return applied;
}

function findSuggestion(
  context: SandboxContext,
  user: User,
  id: string,
): {
  readonly suggestion: Suggestion;
  readonly note: Note;
  readonly mergeRequest: MergeRequest;
  readonly project: Project;
} {
  const { state } = context;
  const suggestion = state.suggestions.find((one) => String(one.id) === id);
  const note = state.notes.find((one) => one.id === suggestion?.noteId);
  const mergeRequest = state.mergeRequests.find((one) => one.id === note?.mergeRequestId);
  const project = state.projects.find((one) => one.id === mergeRequest?.projectId);
  if (suggestion === undefined || note === undefined || mergeRequest === undefined) throw notFound('Suggestion');
  if (project === undefined || !canSee(state, user, project)) throw notFound('Suggestion');
  return { suggestion, note, mergeRequest, project };
}
