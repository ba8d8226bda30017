import type { FastifyInstance } from 'fastify';
import { ancestorsOf, owner } from '../access.ts';
import { unmarkProject } from '../projects/mark-project.ts';
import { forkProject } from '../projects/fork-project.ts';
import { transferProject } from '../projects/transfer-project.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import { registerEmptyLists } from './empty-lists.ts';
import { messageError } from './api-error.ts';
import { getCaller, getProject } from './find-project.ts';
import { findNamespaceOf } from './find-namespace.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentGroup } from './present-group.ts';
import { presentProject, presentProjectWithAccess } from './present-project.ts';
import { presentUser } from './present-user.ts';
import { listProjects, projectDefaults } from './project-list.ts';

/** What happens to whole projects: archive, restore, transfer, fork; and who and what is around them. */
export function registerProjectLifeRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;
  for (const [verb, archived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const) {
    app.post(`/projects/:id/${verb}`, async (request, reply) => {
      const { project, user } = getProject(context, request, { level: owner, archived: 'allowed' });
      project.archived = archived;
      project.updatedAt = timestamp(context);
      return reply.code(201).send(presentProjectWithAccess(context, project, user));
    });
  }

  app.post('/projects/:id/restore', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: owner, archived: 'allowed' });
    if (project.markedForDeletionOn === null) throw messageError(400, 'Project has not been marked for deletion');
    unmarkProject(project);
    return reply.code(201).send(presentProjectWithAccess(context, project, user));
  });

  app.put('/projects/:id/transfer', async (request) => {
    const { project, user } = getProject(context, request, { level: owner, archived: 'allowed' });
    const params = new Params(request);
    const target = params.requiredString('namespace');
    params.check();
    transferProject(context, user, project, findNamespaceOf(context, user, target));
    return presentProjectWithAccess(context, project, user);
  });

  app.post('/projects/:id/fork', async (request, reply) => {
    const { project } = getProject(context, request, { code: true, archived: 'allowed' });
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const target =
      params.string('namespace_id') ?? params.string('namespace_path') ?? params.string('namespace') ?? undefined;
    const namespaceId = target === undefined ? user.namespaceId : findNamespaceOf(context, user, target).id;
    const input = { namespaceId, name: params.string('name'), path: params.string('path') };
    params.check();
    const fork = await forkProject(context, user, project, input);
    return reply.code(201).send(presentProjectWithAccess(context, fork, user));
  });

  app.get('/projects/:id/forks', async (request, reply) => {
    const { project, user } = getProject(context, request);
    const forks = state.projects.filter((one) => one.forkedFromId === project.id);
    const found = listProjects(context, user, forks, new Params(request));
    const options = { url: context.url(), defaults: projectDefaults };
    return paginate(request, reply, found, options).map((one) => presentProject(context, one));
  });

  app.get('/projects/:id/groups', async (request, reply) => {
    const { project } = getProject(context, request);
    const found = ancestorsOf(state, project.namespaceId);
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentGroup(context, one));
  });

  app.get('/projects/:id/users', async (request, reply) => {
    const { project } = getProject(context, request);
    const groups = ancestorsOf(state, project.namespaceId).map(({ id }) => id);
    const ids = state.memberships
      .filter((one) => one.projectId === project.id || groups.includes(one.groupId ?? 0))
      .map(({ userId }) => userId);
    const found = state.users.filter((one) => ids.includes(one.id) || one.namespaceId === project.namespaceId);
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentUser(context, one));
  });

  app.get('/projects/:id/languages', async (request) => {
    getProject(context, request, { code: true });
    return {};
  });

  const paths = emptyLists.map((list) => `/projects/:id/${list}`);
  registerEmptyLists(app, context, paths, (request) => getProject(context, request));
}

// What GitLab has and the sandbox does not fill.
const emptyLists = [
  'access_requests',
  'approval_rules',
  'boards',
  'cluster_agents',
  'deploy_tokens',
  'deployments',
  'feature_flags',
  'invitations',
  'packages',
  'protected_tags',
  'remote_mirrors',
  'wikis',
  'deploy_keys',
  'environments',
  'events',
  'pipeline_schedules',
  'releases',
  'runners',
  'snippets',
  'starrers',
  'triggers',
  'variables',
];
