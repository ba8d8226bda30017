import type { FastifyInstance } from 'fastify';
import { findNamespace, groupLevelOf, type Namespace } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Group, User } from '../state/sandbox-state.ts';
import { notFound } from './api-error.ts';
import { getCaller } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentGroup, presentNamespace } from './present-group.ts';
import { listProjects } from './project-list.ts';
import { presentProject, presentSimpleProject } from './present-project.ts';

/** Namespaces and groups. */
export function registerNamespaceRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get('/namespaces', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const search = (params.string('search') ?? '').toLowerCase();
    const owned = params.boolean('owned_only') ?? false;
    const topLevel = params.boolean('top_level_only') ?? false;
    params.check();
    const found = namespacesOf(context, user)
      .filter((one) => one.path.toLowerCase().includes(search) || one.name.toLowerCase().includes(search))
      .filter((one) => !owned || one.kind === 'user' || groupLevelOf(state, user, one.id) >= 50)
      .filter((one) => !topLevel || one.parentId === null);
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentNamespace(context, one));
  });

  app.get<{ Params: { id: string } }>('/namespaces/:id', async (request) => {
    const { user } = getCaller(context, request);
    const { id } = request.params;
    const found = namespacesOf(context, user).find((one) => String(one.id) === id || one.fullPath === id);
    if (found === undefined) throw notFound('Namespace');
    return presentNamespace(context, found);
  });

  app.get<{ Params: { id: string } }>('/namespaces/:id/exists', async (request) => {
    getCaller(context, request);
    const wanted = request.params.id.toLowerCase();
    const isTaken = [...state.groups.map((one) => one.fullPath), ...state.users.map((one) => one.username)].some(
      (path) => path.toLowerCase() === wanted,
    );
    return { exists: isTaken, suggests: isTaken ? [`${request.params.id}1`] : [] };
  });

  app.get('/groups', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const search = (params.string('search') ?? '').toLowerCase();
    const owned = params.boolean('owned') ?? false;
    const topLevel = params.boolean('top_level_only') ?? false;
    const minimum = Number(params.oneOf('min_access_level', ['5', '10', '15', '20', '30', '40', '50']) ?? 0);
    const orderBy = params.oneOf('order_by', ['name', 'path', 'id', 'similarity']) ?? 'name';
    const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'asc';
    params.check();
    const found = state.groups
      .filter((group) => canSeeGroup(context, user, group))
      .filter((group) => group.name.toLowerCase().includes(search) || group.path.toLowerCase().includes(search))
      .filter((group) => groupLevelOf(state, user, group.id) >= Math.max(minimum, owned ? 50 : 0))
      .filter((group) => !topLevel || group.parentId === null);
    const key = orderBy === 'similarity' ? 'name' : orderBy;
    const sorted = [...found].sort((a, b) => compare(a[key], b[key]) * (sort === 'asc' ? 1 : -1));
    return paginate(request, reply, sorted, { url: context.url(), defaults: { order_by: orderBy, sort } }).map((one) =>
      presentGroup(context, one),
    );
  });

  app.get<{ Params: { id: string } }>('/groups/:id', async (request) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const group = getGroup(context, user, request.params.id);
    const projects = listProjects(
      context,
      user,
      state.projects.filter((one) => one.namespaceId === group.id),
      params,
    );
    const shown =
      params.boolean('with_projects') === false
        ? {}
        : { projects: projects.slice(0, 100).map((one) => presentProject(context, one)) };
    return { ...presentGroup(context, group), shared_with_groups: [], ...shown };
  });

  app.get<{ Params: { id: string } }>('/groups/:id/projects', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const group = getGroup(context, user, request.params.id);
    const below = params.boolean('include_subgroups') ?? false;
    const isIn = (fullPath: string): boolean =>
      fullPath === group.fullPath || (below && fullPath.startsWith(`${group.fullPath}/`));
    const inside = state.projects.filter((one) => isIn(findNamespace(state, one.namespaceId)?.fullPath ?? ''));
    const found = listProjects(context, user, inside, params);
    const simple = params.boolean('simple') ?? false;
    params.check();
    return paginate(request, reply, found, {
      url: context.url(),
      defaults: { order_by: 'created_at', sort: 'desc' },
    }).map((one) => (simple ? presentSimpleProject(context, one) : presentProject(context, one)));
  });

  app.get<{ Params: { id: string } }>('/users/:id/projects', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const { id } = request.params;
    const person = state.users.find((one) => String(one.id) === id || one.username === id);
    if (person === undefined) throw notFound('User');
    const found = listProjects(
      context,
      user,
      state.projects.filter((one) => one.namespaceId === person.namespaceId),
      params,
    );
    const simple = params.boolean('simple') ?? false;
    params.check();
    return paginate(request, reply, found, { url: context.url() }).map((one) =>
      simple ? presentSimpleProject(context, one) : presentProject(context, one),
    );
  });
}

function namespacesOf(context: SandboxContext, user: User): readonly Namespace[] {
  const groups = context.state.groups.filter((group) => groupLevelOf(context.state, user, group.id) > 0);
  const ids = [user.namespaceId, ...groups.map((group) => group.id)];
  return ids.flatMap((id) => findNamespace(context.state, id) ?? []);
}

function canSeeGroup(context: SandboxContext, user: User, group: Group): boolean {
  return group.visibility !== 'private' || groupLevelOf(context.state, user, group.id) > 0;
}

function getGroup(context: SandboxContext, user: User, id: string): Group {
  const group = context.state.groups.find((one) => (/^\d+$/.test(id) ? one.id === Number(id) : one.fullPath === id));
  if (group === undefined || !canSeeGroup(context, user, group)) throw notFound('Group');
  return group;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}
