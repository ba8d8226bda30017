import type { FastifyInstance } from 'fastify';
import { groupLevelOf, maintainer, type Namespace } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { User } from '../state/sandbox-state.ts';
import { findNamespaceOf, listNamespaces } from './find-namespace.ts';
import { getCaller } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentNamespace } from './present-group.ts';

/** Namespaces: those of users and of groups in one list. */
export function registerNamespaceRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get('/namespaces', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const search = (params.string('search') ?? '').toLowerCase();
    const byFullPath = params.boolean('full_path_search') ?? false;
    const owned = params.boolean('owned_only') ?? false;
    const topLevel = params.boolean('top_level_only') ?? false;
    params.check();
    const textOf = (one: Namespace): string => `${byFullPath ? one.fullPath : one.path}\n${one.name}`.toLowerCase();
    const found = listNamespaces(context, user)
      .filter((one) => textOf(one).includes(search))
      .filter((one) => !owned || one.kind === 'user' || groupLevelOf(state, user, one.id) >= 50)
      .filter((one) => !topLevel || one.parentId === null);
    const defaults = { owned_only: 'false', top_level_only: 'false' };
    return paginate(request, reply, found, { url: context.url(), defaults }).map((one) => present(context, user, one));
  });

  app.get<{ Params: { id: string } }>('/namespaces/:id', async (request) => {
    const { user } = getCaller(context, request);
    return present(context, user, findNamespaceOf(context, user, request.params.id));
  });

  app.get<{ Params: { id: string } }>('/namespaces/:id/exists', async (request) => {
    getCaller(context, request);
    const parentId = new Params(request).integer('parent_id') ?? null;
    const { id } = request.params;
    const paths = [
      ...state.groups
        .filter((one) => id.includes('/') || one.parentId === parentId)
        .map((one) => (id.includes('/') ? one.fullPath : one.path)),
      ...(parentId === null ? state.users.map((one) => one.username) : []),
    ].map((path) => path.toLowerCase());
    const isTaken = (path: string): boolean => paths.includes(path.toLowerCase());
    if (!isTaken(id)) return { exists: false, suggests: [] };
    let number = 1;
    while (isTaken(`${id}${number}`)) number += 1;
    return { exists: true, suggests: [`${id}${number}`] };
  });
}

function present(context: SandboxContext, user: User, namespace: Namespace): Record<string, unknown> {
  const { state } = context;
  const isGroup = namespace.kind === 'group';
  const isManaged = !isGroup || groupLevelOf(state, user, namespace.id) >= maintainer;
  const managed = {
    members_count_with_descendants: isGroup
      ? new Set(state.memberships.filter((one) => one.groupId === namespace.id).map(({ userId }) => userId)).size
      : 1,
    root_repository_size: 0,
    projects_count: state.projects.filter((one) => one.namespaceId === namespace.id).length,
  };
  return { ...presentNamespace(context, namespace), ...(isManaged ? managed : {}) };
}
