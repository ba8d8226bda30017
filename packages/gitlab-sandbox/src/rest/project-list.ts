import { canSee, findNamespace, projectLevelOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import type { Params } from './params.ts';

const orders = [
  'id',
  'name',
  'path',
  'created_at',
  'updated_at',
  'last_activity_at',
  'star_count',
  'similarity',
] as const;

/** Those of the projects that the caller may see and the parameters ask for, in the order that they ask for. */
export function listProjects(
  context: Pick<SandboxContext, 'state'>,
  user: User,
  projects: readonly Project[],
  params: Params,
): readonly Project[] {
  const { state } = context;
  const search = (params.string('search') ?? '').toLowerCase();
  const ancestors = params.boolean('search_namespaces') ?? false;
  const archived = params.boolean('archived');
  const member = params.boolean('membership') ?? false;
  const owned = params.boolean('owned') ?? false;
  const withMergeRequests = params.boolean('with_merge_requests_enabled');
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']);
  const minimum = Number(params.oneOf('min_access_level', ['5', '10', '15', '20', '30', '40', '50']) ?? 0);
  const orderBy = params.oneOf('order_by', orders) ?? 'created_at';
  const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  const after = params.integer('id_after') ?? 0;
  const before = params.integer('id_before') ?? Number.POSITIVE_INFINITY;
  params.check();
  const matches = (project: Project): boolean => {
    const namespace = ancestors ? (findNamespace(state, project.namespaceId)?.fullPath ?? '') : '';
    return `${project.name}\n${project.path}\n${namespace}`.toLowerCase().includes(search);
  };
  const least = Math.max(minimum, member ? 1 : 0, owned ? 50 : 0);
  const found = projects
    .filter((one) => canSee(state, user, one) && projectLevelOf(state, user, one) >= least)
    .filter((one) => matches(one) && one.id > after && one.id < before)
    .filter((one) => archived === undefined || one.archived === archived)
    .filter((one) => visibility === undefined || one.visibility === visibility)
    .filter((one) => withMergeRequests === undefined || one.mergeRequestsEnabled === withMergeRequests);
  return [...found].sort((a, b) => compareBy(orderBy, a, b) * (sort === 'asc' ? 1 : -1));
}

function compareBy(orderBy: (typeof orders)[number], a: Project, b: Project): number {
  const key = {
    name: 'name',
    path: 'path',
    created_at: 'createdAt',
    updated_at: 'updatedAt',
    last_activity_at: 'lastActivityAt',
    similarity: 'name',
  } as const;
  if (orderBy === 'id' || orderBy === 'star_count') return a.id - b.id;
  const [left, right] = [a[key[orderBy]], b[key[orderBy]]];
  return left < right ? -1 : left > right ? 1 : a.id - b.id;
}
