import { diffPatch, log, toCommitId } from '@amplication/git';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { developer, projectUrlOf } from '../access.ts';
import { makeMergeRef } from '../merge-requests/merge-ref.ts';
import { createPipeline } from '../pipelines/change-pipeline.ts';
import { listPipelinesOf } from '../pipelines/find-head-pipeline.ts';
import { readDiffs, withUnifiedHeaders, type FileDiff } from '../projects/read-diffs.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, MergeRequestDiff, MergeRequestVersion, Project } from '../state/sandbox-state.ts';
import { messageError, recordNotFound } from './api-error.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';
import { presentMergeRequest } from './present-merge-request.ts';
import { presentPipeline, presentPipelineBasic } from './present-pipeline.ts';

const path = '/projects/:id/merge_requests/:merge_request_iid';

/** What a merge request consists of: commits, differences, versions, pipelines, the merge as it would be. */
export function registerMergeRequestDetailRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(`${path}/commits`, async (request, reply) => {
    const { project, mergeRequest } = getMergeRequest(context, request);
    const commits = await commitsOf(context, project, mergeRequest);
    const url = projectUrlOf(context, project);
    return paginate(request, reply, commits, { url: context.url() }).map((one) => presentCommit(url, one));
  });

  app.get(`${path}/diffs`, async (request, reply) => {
    const { project, mergeRequest } = getMergeRequest(context, request);
    const diffs = await diffsOf(context, project, mergeRequest);
    const options = { url: context.url(), totals: false, defaults: { unidiff: 'false' } };
    return withUnifiedHeaders(paginate(request, reply, diffs, options), wantsUnified(request));
  });

  app.get(`${path}/changes`, async (request) => {
    const { project, user, mergeRequest } = getMergeRequest(context, request);
    const diffs = await diffsOf(context, project, mergeRequest);
    const changes = withUnifiedHeaders(diffs, wantsUnified(request));
    return { ...presentMergeRequest(context, project, mergeRequest, user), changes, overflow: false };
  });

  app.get(`${path}/raw_diffs`, async (request, reply) => {
    const { project, mergeRequest } = getMergeRequest(context, request);
    const { headSha, baseSha } = mergeRequest.diff;
    const patch =
      headSha === null || baseSha === null
        ? ''
        : await diffPatch({
            gitDir: gitDirOf(context, project),
            from: toCommitId(baseSha),
            to: toCommitId(headSha),
          });
    return reply.type('text/plain; charset=utf-8').send(patch);
  });

  app.get(`${path}/versions`, async (request, reply) => {
    const { mergeRequest } = getMergeRequest(context, request);
    const newest = [...mergeRequest.versions].reverse();
    return paginate(request, reply, newest, { url: context.url() }).map((one) => presentVersion(mergeRequest, one));
  });

  app.get(`${path}/versions/:version_id`, async (request) => {
    const { project, mergeRequest } = getMergeRequest(context, request);
    const { version_id: id } = request.params as { readonly version_id: string };
    const version = mergeRequest.versions.find((one) => String(one.id) === id);
    if (version === undefined) throw recordNotFound();
    const url = projectUrlOf(context, project);
    const commits = await commitsOf(context, project, version);
    return {
      ...presentVersion(mergeRequest, version),
      commits: commits.map((one) => presentCommit(url, one)),
      diffs: withUnifiedHeaders(await diffsOf(context, project, version), wantsUnified(request)),
    };
  });

  app.get(`${path}/pipelines`, async (request, reply) => {
    const { mergeRequest } = getMergeRequest(context, request);
    const found = listPipelinesOf(context.state, mergeRequest);
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentPipelineBasic(context, one));
  });

  app.post(`${path}/pipelines`, async (request, reply) => {
    const { project, user, mergeRequest } = getMergeRequest(context, request, { level: developer });
    const sha = mergeRequest.diff.headSha;
    if (sha === null) throw messageError(400, { base: ['Reference not found'] });
    const ref = `refs/merge-requests/${mergeRequest.iid}/head`;
    const input = { sha, ref, source: 'merge_request_event', status: 'pending' } as const;
    return reply.code(201).send(presentPipeline(context, createPipeline(context, project, user, input)));
  });

  app.get(`${path}/merge_ref`, async (request) => {
    const { project, user, mergeRequest } = getMergeRequest(context, request);
    const commit = await context.lock(`project:${project.id}`, () =>
      makeMergeRef(context, project, user, mergeRequest),
    );
    if (commit === undefined) throw messageError(400, 'Merge request is not mergeable');
    return { commit_id: commit };
  });
}

function wantsUnified(request: FastifyRequest): boolean {
  return new Params(request).boolean('unidiff') ?? false;
}

function presentVersion(mergeRequest: MergeRequest, { id, createdAt, diff }: MergeRequestVersion): object {
  return {
    id,
    head_commit_sha: diff.headSha,
    base_commit_sha: diff.baseSha,
    start_commit_sha: diff.startSha,
    created_at: createdAt,
    merge_request_id: mergeRequest.id,
    state: diff.commits === 0 ? 'empty' : 'collected',
    real_size: String(diff.files),
    patch_id_sha: null,
  };
}

/** The commits that the merge request brings, newest first; also after it was merged. */
export async function commitsOf(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  one: { readonly diff: MergeRequestDiff },
): ReturnType<typeof log> {
  const { headSha, baseSha, startSha } = one.diff;
  if (headSha === null) return [];
  const exclude = [startSha ?? baseSha].flatMap((id) => (id === null ? [] : [toCommitId(id)]));
  return log({ gitDir: gitDirOf(context, project), tips: [toCommitId(headSha)], exclude, limit: 1000 });
}

/** The files that the merge request changes. */
export async function diffsOf(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  one: { readonly diff: MergeRequestDiff },
): Promise<readonly FileDiff[]> {
  const { headSha, baseSha } = one.diff;
  if (headSha === null || baseSha === null) return [];
  return readDiffs({ gitDir: gitDirOf(context, project), from: toCommitId(baseSha), to: toCommitId(headSha) });
}
