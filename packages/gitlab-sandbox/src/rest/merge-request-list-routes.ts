import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canDownload, developer, groupsWithin, nobody, projectLevelOf } from '../access.ts';
import { startMergeCheck } from '../merge-requests/mergeability.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, User } from '../state/sandbox-state.ts';
import { getGroup } from './find-group.ts';
import { getProject, getReader } from './find-project.ts';
import { listMergeRequests, mergeRequestDefaults } from './merge-request-list.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentMergeRequestBasic, presentMergeRequestSimple } from './present-merge-request.ts';
import { unauthorized } from './api-error.ts';

/** Lists of merge requests: of a project, of a group with all below it, and of everything that the caller may see. */
export function registerMergeRequestListRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get('/projects/:id/merge_requests', async (request, reply) => {
    const { project, user } = getProject(context, request, { code: true });
    const found = state.mergeRequests.filter((one) => one.projectId === project.id);
    return sendList(context, request, reply, user, found, 'all');
  });

  app.get('/groups/:id/merge_requests', async (request, reply) => {
    const { group, user } = getGroup(context, request);
    const below = new Set(groupsWithin(state, group).map(({ id }) => id));
    const projects = state.projects.filter((one) => below.has(one.namespaceId) && canDownload(state, user, one));
    const ids = new Set(projects.map(({ id }) => id));
    const found = state.mergeRequests.filter((one) => ids.has(one.projectId));
    return sendList(context, request, reply, user, found, 'all');
  });

  app.get('/merge_requests', async (request, reply) => {
    const user = getReader(context, request);
    if (user === nobody) throw unauthorized();
    const found = state.mergeRequests.filter((one) => {
      const project = state.projects.find(({ id }) => id === one.projectId);
      return project !== undefined && canDownload(state, user, project);
    });
    return sendList(context, request, reply, user, found, 'created_by_me');
  });
}

function sendList(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  user: User,
  mergeRequests: readonly MergeRequest[],
  scope: 'all' | 'created_by_me',
): readonly unknown[] {
  const params = new Params(request);
  const isSimple = params.oneOf('view', ['simple']) === 'simple';
  const labelDetails = params.boolean('with_labels_details') ?? false;
  const found = listMergeRequests(context, user, mergeRequests, params, scope);
  const options = { url: context.url(), defaults: { ...mergeRequestDefaults, scope } };
  const page = paginate(request, reply, found, options);
  if (params.boolean('with_merge_status_recheck') === true) recheck(context, user, page);
  return page.flatMap((one) => {
    const project = context.state.projects.find(({ id }) => id === one.projectId);
    if (project === undefined) return [];
    return isSimple
      ? [presentMergeRequestSimple(context, project, one)]
      : [presentMergeRequestBasic(context, project, one, { labelDetails })];
  });
}

function recheck(context: SandboxContext, user: User, mergeRequests: readonly MergeRequest[]): void {
  for (const one of mergeRequests) {
    const project = context.state.projects.find(({ id }) => id === one.projectId);
    if (project === undefined || projectLevelOf(context.state, user, project) < developer) continue;
    startMergeCheck(context, project, one);
  }
}
