import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { canSeeGroup, groupLevelOf, groupsWithin, nobody, owner } from '../access.ts';
import { changeGroup, createGroup, removeGroup } from '../groups/change-group.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Group, User } from '../state/sandbox-state.ts';
import { registerEmptyLists } from './empty-lists.ts';
import { messageError } from './api-error.ts';
import { getGroup } from './find-group.ts';
import { getCaller, getReader } from './find-project.ts';
import { noKeyset, paginate, paginateByToken } from './pagination.ts';
import { Params } from './params.ts';
import { presentGroup } from './present-group.ts';
import { listProjects, projectDefaults } from './project-list.ts';
import { emptySizes } from './project-statistics.ts';
import { presentProject, presentSimpleProject } from './present-project.ts';

const levels = ['noone', 'owner', 'maintainer', 'developer'] as const;
const visibilities = ['private', 'internal', 'public'] as const;
const groupDefaults = {
  order_by: 'name',
  owned: 'false',
  sort: 'asc',
  statistics: 'false',
  with_custom_attributes: 'false',
};

/** Groups: list, look at, create, change, delete; and what is below them. */
export function registerGroupRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get('/groups', async (request, reply) => {
    const user = getReader(context, request);
    const params = new Params(request);
    const found = listGroups(context, user, state.groups, params);
    const options = { url: context.url(), defaults: groupDefaults };
    const withStatistics = params.boolean('statistics') === true;
    const present = (one: Group): object => ({
      ...presentGroup(context, one),
      ...(withStatistics && groupLevelOf(state, user, one.id) >= owner ? { statistics: emptySizes() } : {}),
    });
    if (params.string('pagination') !== 'keyset') return paginate(request, reply, found, options).map(present);
    if ((params.string('order_by') ?? 'name') !== 'name') throw noKeyset();
    const cursor = { key: 'cursor', keyOf: (one: Group) => Buffer.from(String(one.id)).toString('base64url') };
    return paginateByToken(request, reply, found, { ...options, ...cursor }).map(present);
  });

  app.post('/groups', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const names = { name: params.requiredString('name'), path: params.requiredString('path') };
    const input = { ...names, ...groupSettingsOf(params), parentId: params.integer('parent_id') };
    params.check();
    const group = createGroup(context, user, input);
    return reply.code(201).send(presentGroup(context, group));
  });

  app.get('/groups/:id', async (request) => {
    const { group, user, level } = getGroup(context, request);
    const params = new Params(request);
    const inside = state.projects.filter((one) => one.namespaceId === group.id);
    const shown =
      params.boolean('with_projects') === false
        ? {}
        : {
            projects: listProjects(context, user, inside, params)
              .slice(0, 100)
              .map((one) => presentProject(context, one)),
            shared_projects: [],
          };
    return {
      ...presentGroup(context, group),
      shared_with_groups: [],
      ...(level >= owner ? { runners_token: runnersTokenOf(group) } : {}),
      prevent_sharing_groups_outside_hierarchy: false,
      ...shown,
    };
  });

  app.put('/groups/:id', async (request) => {
    const { group } = getGroup(context, request, { level: owner });
    const params = new Params(request);
    const input = { name: params.string('name'), path: params.string('path'), ...groupSettingsOf(params) };
    params.check();
    changeGroup(context, group, input);
    return presentGroup(context, group);
  });

  app.delete('/groups/:id', async (request, reply) => {
    const { group } = getGroup(context, request, { level: owner });
    const params = new Params(request);
    const permanently = params.boolean('permanently_remove') ?? false;
    params.check();
    if (permanently) await removeGroup(context, group);
    else if (group.markedForDeletionOn !== null) throw messageError(400, 'Group has been already marked for deletion');
    else group.markedForDeletionOn = timestamp(context).slice(0, 10);
    return reply.code(202).send({ message: '202 Accepted' });
  });

  app.post('/groups/:id/restore', async (request, reply) => {
    const { group } = getGroup(context, request, { level: owner });
    group.markedForDeletionOn = null;
    return reply.code(201).send(presentGroup(context, group));
  });

  for (const list of ['subgroups', 'descendant_groups'] as const) {
    app.get(`/groups/:id/${list}`, async (request, reply) => {
      const { group, user } = getGroup(context, request);
      const below = groupsWithin(state, group).filter((one) =>
        list === 'subgroups' ? one.parentId === group.id : one !== group,
      );
      const found = listGroups(context, user, below, new Params(request));
      const options = { url: context.url(), defaults: groupDefaults };
      return paginate(request, reply, found, options).map((one) => presentGroup(context, one));
    });
  }

  app.get('/groups/:id/projects', async (request, reply) => {
    const { group, user } = getGroup(context, request);
    const params = new Params(request);
    const below = params.boolean('include_subgroups') ?? false;
    const simple = user === nobody || (params.boolean('simple') ?? false);
    const inside = (below ? groupsWithin(state, group) : [group]).map(({ id }) => id);
    const found = listProjects(
      context,
      user,
      state.projects.filter((one) => inside.includes(one.namespaceId)),
      params,
    );
    const defaults = { ...projectDefaults, include_subgroups: 'false', with_shared: 'true' };
    return paginate(request, reply, found, { url: context.url(), defaults }).map((one) =>
      simple ? presentSimpleProject(context, one) : presentProject(context, one),
    );
  });

  const paths = ['boards', 'packages', 'runners', 'variables'].map((list) => `/groups/:id/${list}`);
  registerEmptyLists(app, context, paths, (request) => getGroup(context, request));

  app.get<{ Params: { id: string } }>('/users/:id/projects', async (request, reply) => {
    const user = getReader(context, request, ['read_user']);
    const params = new Params(request);
    const person = findUser(context, request);
    const inside = state.projects.filter((one) => one.namespaceId === person.namespaceId);
    const found = listProjects(context, user, inside, params);
    const simple = user === nobody || (params.boolean('simple') ?? false);
    return paginate(request, reply, found, { url: context.url(), defaults: projectDefaults }).map((one) =>
      simple ? presentSimpleProject(context, one) : presentProject(context, one),
    );
  });
}

// No runner can use it: it only has the shape.
function runnersTokenOf(group: Group): string {
  const hash = createHash('sha256').update(`${group.id} ${group.createdAt}`).digest('base64url');
  return `GR1348941${hash.slice(0, 20)}`;
}

function findUser(context: SandboxContext, request: FastifyRequest): User {
  const { id } = request.params as { readonly id: string };
  const found = context.state.users.find((one) => (/^\d+$/.test(id) ? one.id === Number(id) : one.username === id));
  if (found === undefined) throw messageError(404, '404 User Not Found');
  return found;
}

function groupSettingsOf(params: Params): {
  readonly description: string | undefined;
  readonly visibility: Group['visibility'] | undefined;
  readonly projectCreationLevel: Group['projectCreationLevel'] | undefined;
} {
  return {
    description: params.string('description'),
    visibility: params.oneOf('visibility', visibilities),
    projectCreationLevel: params.oneOf('project_creation_level', levels),
  };
}

function listGroups(context: SandboxContext, user: User, groups: readonly Group[], params: Params): readonly Group[] {
  const { state } = context;
  const search = (params.string('search') ?? '').toLowerCase();
  const owned = params.boolean('owned') ?? false;
  const topLevel = params.boolean('top_level_only') ?? false;
  const skipped = params.ids('skip_groups') ?? [];
  const visibility = params.oneOf('visibility', visibilities);
  const minimum = Number(params.oneOf('min_access_level', ['5', '10', '15', '20', '30', '40', '50']) ?? 0);
  const orderBy = params.oneOf('order_by', ['name', 'path', 'id', 'similarity']) ?? 'name';
  const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'asc';
  const [active, archived] = [params.boolean('active'), params.boolean('archived') ?? false];
  const marked = params.day('marked_for_deletion_on');
  params.boolean('statistics');
  params.check();
  const found = groups
    .filter((one) => !archived && (active === undefined || active === (one.markedForDeletionOn === null)))
    .filter((one) => (marked ?? one.markedForDeletionOn) === one.markedForDeletionOn)
    .filter((one) => canSeeGroup(state, user, one) && !skipped.includes(one.id))
    .filter((one) => `${one.name}\n${one.path}`.toLowerCase().includes(search))
    .filter((one) => groupLevelOf(state, user, one.id) >= Math.max(minimum, owned ? 50 : 0))
    .filter((one) => (!topLevel || one.parentId === null) && (visibility ?? one.visibility) === one.visibility);
  const key = orderBy === 'similarity' ? 'name' : orderBy;
  return found.sort((a, b) => (compare(a[key], b[key]) || a.id - b.id) * (sort === 'asc' ? 1 : -1));
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}
