import type { FastifyInstance } from 'fastify';
import { developer, owner, reporter } from '../access.ts';
import { createMergeRequest } from '../merge-requests/create-merge-request.ts';
import { mergeMergeRequest } from '../merge-requests/merge-merge-request.ts';
import { countDiverged, startMergeCheck } from '../merge-requests/mergeability.ts';
import { startRebase } from '../merge-requests/rebase-merge-request.ts';
import { updateMergeRequest } from '../merge-requests/update-merge-request.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { ApiError, forbidden } from './api-error.ts';
import { getProject } from './find-project.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { listMergeRequests } from './merge-request-list.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentMergeRequest, presentMergeRequestBasic } from './present-merge-request.ts';

const updatable = [
  'assignee_id',
  'assignee_ids',
  'description',
  'labels',
  'add_labels',
  'remove_labels',
  'remove_source_branch',
  'reviewer_ids',
  'squash',
  'state_event',
  'target_branch',
  'title',
] as const;

/** Merge requests: list, look at, open, change, merge, delete. */
export function registerMergeRequestRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects/:id/merge_requests', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const found = listMergeRequests(context, project, new Params(request));
    const defaults = { order_by: 'created_at', sort: 'desc', state: 'all', scope: 'all' };
    return paginate(request, reply, found, { url: context.url(), defaults }).map((one) =>
      presentMergeRequestBasic(context, project, one),
    );
  });

  app.post('/projects/:id/merge_requests', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    if (!project.mergeRequestsEnabled) throw forbidden();
    const params = new Params(request);
    const input = {
      title: params.requiredString('title'),
      sourceBranch: params.requiredString('source_branch'),
      targetBranch: params.requiredString('target_branch'),
      description: params.string('description'),
      labels: params.list('labels'),
      assigneeIds: idsOf(params, 'assignee_ids', 'assignee_id'),
      reviewerIds: idsOf(params, 'reviewer_ids'),
      squash: params.boolean('squash'),
      removeSourceBranch: params.boolean('remove_source_branch'),
    };
    params.check();
    const mergeRequest = await context.lock(`project:${project.id}`, () =>
      createMergeRequest(context, project, user, input),
    );
    return reply.code(201).send(presentMergeRequest(context, project, mergeRequest, user));
  });

  app.get('/projects/:id/merge_requests/:iid', async (request) => {
    const { project, user, mergeRequest, level } = getMergeRequest(context, request);
    const params = new Params(request);
    const withRebase = params.boolean('include_rebase_in_progress') === true;
    const withDiverged = params.boolean('include_diverged_commits_count') === true;
    params.check();
    // Only a caller who could change it makes GitLab check it.
    if (level >= developer || mergeRequest.authorId === user.id) startMergeCheck(context, project, mergeRequest);
    return {
      ...presentMergeRequest(context, project, mergeRequest, user),
      ...(withRebase ? { rebase_in_progress: mergeRequest.isRebasing } : {}),
      ...(withDiverged ? { diverged_commits_count: await countDiverged(context, project, mergeRequest) } : {}),
    };
  });

  app.put('/projects/:id/merge_requests/:iid', async (request) => {
    const { project, user, mergeRequest, level } = getMergeRequest(context, request, { level: reporter });
    if (level < developer && mergeRequest.authorId !== user.id) throw forbidden();
    const params = new Params(request);
    if (!updatable.some((name) => params.has(name) || params.has(`${name}[]`))) {
      throw new ApiError(400, {
        error: `${updatable.join(', ')} are missing, at least one parameter must be provided`,
      });
    }
    const input = {
      title: params.has('title') ? params.requiredString('title') : undefined,
      description: params.string('description'),
      targetBranch: params.has('target_branch') ? params.requiredString('target_branch') : undefined,
      stateEvent: params.oneOf('state_event', ['close', 'reopen'] as const),
      labels: params.list('labels'),
      addLabels: params.list('add_labels'),
      removeLabels: params.list('remove_labels'),
      assigneeIds: idsOf(params, 'assignee_ids', 'assignee_id'),
      reviewerIds: idsOf(params, 'reviewer_ids'),
      squash: params.boolean('squash'),
      removeSourceBranch: params.boolean('remove_source_branch'),
    };
    params.check();
    await context.lock(`project:${project.id}`, () => updateMergeRequest(context, project, user, mergeRequest, input));
    return presentMergeRequest(context, project, mergeRequest, user);
  });

  app.put('/projects/:id/merge_requests/:iid/merge', async (request) => {
    const { project, user, mergeRequest } = getMergeRequest(context, request);
    const params = new Params(request);
    const input = {
      sha: params.string('sha'),
      squash: params.boolean('squash'),
      shouldRemoveSourceBranch: params.boolean('should_remove_source_branch'),
      mergeCommitMessage: params.string('merge_commit_message'),
      squashCommitMessage: params.string('squash_commit_message'),
    };
    params.check();
    await context.lock(`project:${project.id}`, () => mergeMergeRequest(context, project, user, mergeRequest, input));
    return presentMergeRequest(context, project, mergeRequest, user);
  });

  app.put('/projects/:id/merge_requests/:iid/rebase', async (request, reply) => {
    const { project, user, mergeRequest } = getMergeRequest(context, request);
    await startRebase(context, project, user, mergeRequest);
    return reply.code(202).send({ rebase_in_progress: true });
  });

  app.delete('/projects/:id/merge_requests/:iid', async (request, reply) => {
    const { mergeRequest, level } = getMergeRequest(context, request);
    if (level < owner) throw forbidden();
    context.state.mergeRequests.splice(context.state.mergeRequests.indexOf(mergeRequest), 1);
    return reply.code(204).send();
  });
}

function idsOf(params: Params, list: string, single?: string): readonly number[] | undefined {
  const one = single === undefined ? undefined : params.integer(single);
  const many = params
    .list(list)
    ?.map(Number)
    .filter((id) => Number.isInteger(id) && id > 0);
  return many ?? (one === undefined ? undefined : [one].filter((id) => id > 0));
}
