import type { FastifyInstance, FastifyRequest } from 'fastify';
import { developer, guest, owner, reporter } from '../access.ts';
import { mergeWhenReady } from '../merge-requests/auto-merge.ts';
import { createMergeRequest } from '../merge-requests/create-merge-request.ts';
import { mergeMergeRequest } from '../merge-requests/merge-merge-request.ts';
import { countDiverged, startMergeCheck } from '../merge-requests/mergeability.ts';
import { startRebase } from '../merge-requests/rebase-merge-request.ts';
import { updateMergeRequest, type MergeRequestUpdate } from '../merge-requests/update-merge-request.ts';
import { ensureRepository } from '../projects/ensure-repository.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { ApiError, forbidden, messageError } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { findProject, getCaller, getProject } from './find-project.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { Params } from './params.ts';
import { presentMergeRequest } from './present-merge-request.ts';

const updatable = [
  'assignee_id',
  'assignee_ids',
  'allow_collaboration',
  'description',
  'discussion_locked',
  'labels',
  'add_labels',
  'remove_labels',
  'milestone',
  'milestone_id',
  'remove_source_branch',
  'reviewer_ids',
  'squash',
  'state_event',
  'target_branch',
  'title',
] as const;

/** Merge requests: look at, open, change, merge, delete. */
export function registerMergeRequestRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.post('/projects/:id/merge_requests', async (request, reply) => {
    const { project, sourceProject, user } = getTarget(context, request);
    const params = new Params(request);
    const input = {
      ...attributesOf(context, project, params),
      title: params.requiredString('title'),
      sourceBranch: params.requiredString('source_branch'),
      targetBranch: params.requiredString('target_branch'),
      sourceProject,
    };
    params.check();
    if (!project.mergeRequestsEnabled) throw forbidden();
    const mergeRequest = await context.lock(`project:${project.id}`, () =>
      createMergeRequest(context, project, user, input),
    );
    return reply.code(201).send(presentMergeRequest(context, project, mergeRequest, user));
  });

  app.get('/projects/:id/merge_requests/:merge_request_iid', async (request) => {
    const { project, user, mergeRequest, level } = getMergeRequest(context, request);
    const params = new Params(request);
    const rebase = params.boolean('include_rebase_in_progress') === true;
    const withDiverged = params.boolean('include_diverged_commits_count') === true;
    const html = params.boolean('render_html') === true;
    params.check();
    // Only a caller who could change it makes GitLab check it.
    if (level >= developer || mergeRequest.authorId === user.id) startMergeCheck(context, project, mergeRequest);
    const diverged = withDiverged ? await countDiverged(context, project, mergeRequest) : undefined;
    return presentMergeRequest(context, project, mergeRequest, user, { html, rebase, diverged });
  });

  app.put('/projects/:id/merge_requests/:merge_request_iid', async (request) => {
    const { project, user, mergeRequest, level } = getMergeRequest(context, request, { level: reporter });
    if (level < developer && mergeRequest.authorId !== user.id) throw forbidden();
    const params = new Params(request);
    if (!updatable.some((name) => params.has(name))) {
      throw new ApiError(400, {
        error: `${updatable.join(', ')} are missing, at least one parameter must be provided`,
      });
    }
    const input = {
      ...attributesOf(context, project, params),
      title: params.has('title') ? params.requiredString('title') : undefined,
      targetBranch: params.has('target_branch') ? params.requiredString('target_branch') : undefined,
      stateEvent: params.oneOf('state_event', ['close', 'reopen'] as const),
      addLabels: params.list('add_labels'),
      removeLabels: params.list('remove_labels'),
      discussionLocked: params.boolean('discussion_locked'),
    };
    params.check();
    await context.lock(`project:${project.id}`, () => updateMergeRequest(context, project, user, mergeRequest, input));
    mergeWhenReady(context, project);
    return presentMergeRequest(context, project, mergeRequest, user);
  });

  app.put('/projects/:id/merge_requests/:merge_request_iid/merge', async (request) => {
    getCaller(context, request);
    const { project, user, mergeRequest } = getMergeRequest(context, request);
    const params = new Params(request);
    const input = {
      autoMerge: params.boolean('auto_merge') ?? params.boolean('merge_when_pipeline_succeeds'),
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

  app.post(
    '/projects/:id/merge_requests/:merge_request_iid/cancel_merge_when_pipeline_succeeds',
    async (request, reply) => {
      const { project, user, mergeRequest } = getMergeRequest(context, request, { level: developer });
      if (mergeRequest.autoMerge === null) throw messageError(406, '406 Not Acceptable');
      mergeRequest.autoMerge = null;
      return reply.code(201).send(presentMergeRequest(context, project, mergeRequest, user));
    },
  );

  app.put('/projects/:id/merge_requests/:merge_request_iid/rebase', async (request, reply) => {
    const { project, user, mergeRequest } = getMergeRequest(context, request);
    await startRebase(context, project, user, mergeRequest);
    return reply.code(202).send({ rebase_in_progress: true });
  });

  app.delete('/projects/:id/merge_requests/:merge_request_iid', async (request, reply) => {
    getCaller(context, request);
    const { mergeRequest, level } = getMergeRequest(context, request);
    if (level < owner) throw forbidden();
    checkUnmodified(request, mergeRequest.updatedAt);
    const { mergeRequests, notes } = context.state;
    mergeRequests.splice(mergeRequests.indexOf(mergeRequest), 1);
    notes.splice(0, notes.length, ...notes.filter((note) => note.mergeRequestId !== mergeRequest.id));
    return reply.code(204).send();
  });
}

// Opened from a fork, it belongs to the project that it shall be merged into.
function getTarget(
  context: SandboxContext,
  request: FastifyRequest,
): { readonly project: Project; readonly sourceProject: Project; readonly user: User } {
  const { project: source, user, level } = getProject(context, request, { level: guest, code: true });
  const targetId = new Params(request).integer('target_project_id') ?? source.id;
  if (level < developer) throw forbidden();
  if (targetId === source.id) return { project: source, sourceProject: source, user };
  const project = findProject(context, request, user, String(targetId));
  ensureRepository(context, project);
  return { project, sourceProject: source, user };
}

function attributesOf(
  context: SandboxContext,
  project: Project,
  params: Params,
): Pick<
  MergeRequestUpdate,
  | 'description'
  | 'labels'
  | 'assigneeIds'
  | 'reviewerIds'
  | 'squash'
  | 'removeSourceBranch'
  | 'milestoneId'
  | 'allowCollaboration'
> {
  return {
    description: params.string('description'),
    labels: params.list('labels'),
    assigneeIds: idsOf(params, 'assignee_ids', 'assignee_id'),
    reviewerIds: idsOf(params, 'reviewer_ids'),
    squash: params.boolean('squash'),
    removeSourceBranch: params.boolean('remove_source_branch'),
    milestoneId: params.integer('milestone_id') ?? milestoneIdOf(context, project, params.string('milestone')),
    allowCollaboration: params.boolean('allow_collaboration'),
  };
}

function milestoneIdOf(context: SandboxContext, project: Project, title: string | undefined): number | undefined {
  const found = context.state.milestones.find((one) => one.projectId === project.id && one.title === title);
  return title === undefined ? undefined : (found?.id ?? 0);
}

function idsOf(params: Params, list: string, single?: string): readonly number[] | undefined {
  const one = single === undefined ? undefined : params.integer(single);
  const many = params
    .list(list)
    ?.map(Number)
    .filter((id) => Number.isInteger(id) && id > 0);
  return many ?? (one === undefined ? undefined : [one].filter((id) => id > 0));
}
