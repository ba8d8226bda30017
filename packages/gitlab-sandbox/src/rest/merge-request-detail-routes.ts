import { log, toCommitId } from '@amplication/git';
import type { FastifyInstance } from 'fastify';
import { fullPathOf } from '../access.ts';
import { readDiffs, type FileDiff } from '../projects/read-diffs.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project } from '../state/sandbox-state.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { paginate } from './pagination.ts';
import { presentCommit } from './present-commit.ts';

/** The commits and differences of a merge request. */
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
