import type { Page, PageQuery } from '../page.ts';
import type { Namespace } from '../repositories.ts';
import { listIds } from './list-ids.ts';
import { listPage, toSearch } from './list-page.ts';
import { toSegment } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { groupSchema, namespaceSchema, userSchema, type RawGroup } from './schemas.ts';

const levels = { developer: 30, maintainer: 40, owner: 50 } as const;
const byName = { order_by: 'name', sort: 'asc' } as const;

/**
 * The groups (those below others too) that the user is a member of, and on the first page the user's own namespace, each with
 * whether it may create repositories there. Two requests a page, where all groups ask for the same role.
 */
export async function listNamespaces(rest: RestClient, query: PageQuery): Promise<Page<Namespace>> {
  const search = toSearch(query.search);
  const [own, groups] = await Promise.all([
    query.cursor === undefined ? findOwnNamespace(rest, search) : [],
    listPage(
      rest,
      {
        path: '/groups',
        query: { ...byName, min_access_level: 10, per_page: 50, search },
        cursor: query.cursor,
        schema: groupSchema,
      },
      (raw) => raw,
    ),
  ]);
  const creatable = await listCreatable(rest, groups.items, search);
  const items = groups.items.map((raw) => toNamespace(raw, creatable.has(raw.id)));
  return { items: [...own, ...items], nextCursor: groups.nextCursor };
}

async function findOwnNamespace(rest: RestClient, search: string | undefined): Promise<readonly Namespace[]> {
  const { body: user } = await rest({ method: 'GET', path: '/user', schema: userSchema });
  const wanted = search?.toLowerCase();
  if (wanted !== undefined && !`${user.username}\n${user.name}`.toLowerCase().includes(wanted)) return [];
  const path = `/namespaces/${toSegment(user.username)}`;
  const { body: namespace } = await rest({ method: 'GET', path, schema: namespaceSchema });
  const { id, name, full_path, web_url } = namespace;
  const canCreateRepositories = user.can_create_project ?? true;
  return [{ id, kind: 'user', name, path: full_path, url: web_url, canCreateRepositories }];
}

function toNamespace(raw: RawGroup, canCreateRepositories: boolean): Namespace {
  const { id, full_name, full_path, web_url } = raw;
  return { id, kind: 'group', name: full_name, path: full_path, url: web_url, canCreateRepositories };
}

// GitLab does not say whether the caller may create: each group names the least role, and lists can be asked by role.
async function listCreatable(
  rest: RestClient,
  groups: readonly RawGroup[],
  search: string | undefined,
): Promise<ReadonlySet<number>> {
  const found = await Promise.all(
    Object.entries(levels).map(async ([name, level]) => {
      const asking = groups
        .filter((group) => (group.project_creation_level ?? 'maintainer') === name)
        .map((group) => group.id);
      if (asking.length === 0) return [];
      const held = await listIds(rest, '/groups', { ...byName, min_access_level: level, search });
      return asking.filter((id) => held.has(id));
    }),
  );
  return new Set(found.flat());
}
