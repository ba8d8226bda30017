import { log, toCommitId } from '@amplication/git';
import type { FastifyInstance } from 'fastify';
import { fullPathOf, reporter } from '../access.ts';
import { readDiffs, type FileDiff } from '../projects/read-diffs.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type MergeRequest, type Note, type Project } from '../state/sandbox-state.ts';
import { messageError } from './api-error.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';
import { presentUserById } from './present-user.ts';

/** The commits, differences and notes of a merge request. */
export function registerMergeRequestDetailRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects/:id/merge_requests/:iid/commits', async (request, reply) => {
    const { project, mergeRequest } = getMergeRequest(context, request);
    const commits = await commitsOf(context, project, mergeRequest);
    const url = `${context.url()}/${fullPathOf(context.state, project)}`;
    return paginate(request, reply, commits, { url: context.url() }).map((one) => presentCommit(url, one));
  });

  app.get('/projects/:id/merge_requests/:iid/diffs', async (request, reply) => {
    const { project, mergeRequest } = getMergeRequest(context, request);
    return paginate(request, reply, await diffsOf(context, project, mergeRequest), {
      url: context.url(),
      totals: false,
    });
  });

  app.get('/projects/:id/merge_requests/:iid/notes', async (request, reply) => {
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

  app.post('/projects/:id/merge_requests/:iid/notes', async (request, reply) => {
    const { mergeRequest, user } = getMergeRequest(context, request, { level: reporter });
    const params = new Params(request);
    const body = params.requiredString('body', { allowBlank: true });
    params.check();
    if (body.trim() === '') throw messageError(400, '400 Bad request - Note {:note=>["can\'t be blank"]}');
    const now = timestamp(context);
    const id = nextId(context.state, 'note');
    const note: Note = {
      id,
      mergeRequestId: mergeRequest.id,
      authorId: user.id,
      body,
      createdAt: now,
      updatedAt: now,
      system: false,
    };
    context.state.notes.push(note);
    return reply.code(201).send(presentNote(context, mergeRequest, note));
  });
}

/** The commits that the merge request brings, newest first; also after it was merged. */
export async function commitsOf(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  mergeRequest: MergeRequest,
): ReturnType<typeof log> {
  const { headSha, baseSha, startSha } = mergeRequest.diff;
  if (headSha === null) return [];
  const exclude = [startSha ?? baseSha].flatMap((id) => (id === null ? [] : [toCommitId(id)]));
  return log({ gitDir: gitDirOf(context, project), tips: [toCommitId(headSha)], exclude, limit: 1000 });
}

/** The files that the merge request changes. */
export async function diffsOf(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<readonly FileDiff[]> {
  const { headSha, baseSha } = mergeRequest.diff;
  if (headSha === null || baseSha === null) return [];
  return readDiffs({ gitDir: gitDirOf(context, project), from: toCommitId(baseSha), to: toCommitId(headSha) });
}

function presentNote(context: SandboxContext, mergeRequest: MergeRequest, note: Note): Record<string, unknown> {
  return {
    id: note.id,
    type: null,
    body: note.body,
    attachment: null,
    author: presentUserById(context, note.authorId),
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    system: note.system,
    noteable_id: mergeRequest.id,
    noteable_type: 'MergeRequest',
    project_id: mergeRequest.projectId,
    resolvable: false,
    confidential: false,
    internal: false,
    imported: false,
    imported_from: 'none',
    noteable_iid: mergeRequest.iid,
    commands_changes: {},
  };
}
