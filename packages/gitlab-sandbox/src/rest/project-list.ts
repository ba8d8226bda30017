import { canSee, findNamespace, projectLevelOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, Project, SandboxState, User } from '../state/sandbox-state.ts';
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
  'storage_size',
  'repository_size',
  'wiki_size',
  'packages_size',
] as const;

/** The defaults that links to pages of projects repeat. */
export const projectDefaults = {
  membership: 'false',
  order_by: 'created_at',
  owned: 'false',
  simple: 'false',
  sort: 'desc',
  starred: 'false',
  statistics: 'false',
  with_custom_attributes: 'false',
  with_issues_enabled: 'false',
  with_merge_requests_enabled: 'false',
} as const;

/** Those of the projects that the caller may see and the parameters ask for, in the order that they ask for. */
export function listProjects(
  context: Pick<SandboxContext, 'state'>,
  user: User,
  projects: readonly Project[],
  params: Params,
): readonly Project[] {
  const isWanted = readFilter(context.state, user, params);
  const orderBy = params.oneOf('order_by', orders) ?? 'created_at';
  const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  params.boolean('simple');
  params.check();
  const sign = sort === 'asc' ? 1 : -1;
  return projects.filter(isWanted).sort((a, b) => compareBy(orderBy, a, b) * sign);
}

function readFilter(state: SandboxState, user: User, params: Params): (project: Project) => boolean {
  const matches = readSearch(state, params);
  const archived = params.boolean('archived');
  const active = params.boolean('active');
  const visibility = params.oneOf('visibility', ['private', 'internal', 'public']);
  const withMergeRequests = params.boolean('with_merge_requests_enabled') ?? false;
  const withIssues = params.boolean('with_issues_enabled') ?? false;
  const starred = params.boolean('starred') ?? false;
  const topics = params.list('topic') ?? [];
  const isInRange = readRange(params);
  const isAllowed = readAccess(state, user, params);
  return (one) =>
    !starred &&
    matches(one) &&
    isInRange(one) &&
    (archived === undefined || one.archived === archived) &&
    (active === undefined || active !== (one.archived || one.markedForDeletionOn !== null)) &&
    (visibility === undefined || one.visibility === visibility) &&
    (!withMergeRequests || one.mergeRequestsEnabled) &&
    (!withIssues || one.issuesEnabled) &&
    topics.every((topic) => one.topics.includes(topic)) &&
    isAllowed(one);
}

function readSearch(state: SandboxState, params: Params): (project: Project) => boolean {
  const words = (params.string('search') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const ancestors = params.boolean('search_namespaces') ?? false;
  return (one) => {
    const namespace = findNamespace(state, ancestors ? one.namespaceId : 0);
    const text = `${one.name}\n${one.path}\n${namespace?.fullPath ?? ''}\n${namespace?.name ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

function readRange(params: Params): (project: Project) => boolean {
  const [after, before] = [params.integer('id_after') ?? 0, params.integer('id_before') ?? Number.POSITIVE_INFINITY];
  const from = params.time('last_activity_after') ?? Number.NEGATIVE_INFINITY;
  const to = params.time('last_activity_before') ?? Number.POSITIVE_INFINITY;
  const changedFrom = params.time('updated_after') ?? Number.NEGATIVE_INFINITY;
  const changedTo = params.time('updated_before') ?? Number.POSITIVE_INFINITY;
  const marked = params.day('marked_for_deletion_on');
  return (one) => {
    const [active, changed] = [Date.parse(one.lastActivityAt), Date.parse(one.updatedAt)];
    if (one.id <= after || one.id >= before || active < from || active > to) return false;
    return (
      changed >= changedFrom && changed <= changedTo && (marked ?? one.markedForDeletionOn) === one.markedForDeletionOn
    );
  };
}

// Most projects share their group with others: its level is looked up once.
function readAccess(state: SandboxState, user: User, params: Params): (project: Project) => boolean {
  const minimum = Number(params.oneOf('min_access_level', ['5', '10', '15', '20', '30', '40', '50']) ?? 0);
  const member = params.boolean('membership') ?? false;
  const owned = params.boolean('owned') ?? false;
  const least = Math.max(minimum, member ? 1 : 0, owned ? 50 : 0);
  const own = new Set(state.memberships.filter((one) => one.userId === user.id).map(({ projectId }) => projectId));
  const levels = new Map<number, AccessLevel>();
  return (one) => {
    const shared = levels.get(one.namespaceId) ?? projectLevelOf(state, user, { ...one, id: 0 });
    levels.set(one.namespaceId, shared);
    const level = own.has(one.id) ? projectLevelOf(state, user, one) : shared;
    return level >= least && (level > 0 || canSee(state, user, one));
  };
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
  const name = orderBy in key ? key[orderBy as keyof typeof key] : undefined;
  if (name === undefined) return a.id - b.id;
  const [left, right] = [a[name], b[name]];
  return left < right ? -1 : left > right ? 1 : a.id - b.id;
}
