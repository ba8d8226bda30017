import { z } from 'zod';
import type { Namespace, Page } from '../git-provider.ts';
import type { RestClient } from './rest-client.ts';
import { groupSchema, idsSchema, namespaceSchema, userSchema, type RawGroup } from './schemas.ts';

const levels = { developer: 30, maintainer: 40, owner: 50 } as const;
const maxPages = 20;

/** The user's own namespace and the groups that it is a member of, each with whether it may create repositories there. */
export async function listNamespaces(
  rest: RestClient,
  query: { readonly search?: string | undefined; readonly cursor?: string | undefined },
): Promise<Page<Namespace>> {
  const search = query.search === '' ? undefined : query.search;
  const own = query.cursor === undefined ? await findOwnNamespace(rest, search) : [];
  const answer = await rest({
    method: 'GET',
    path: query.cursor ?? '/groups',
    query:
      query.cursor === undefined
        ? { min_access_level: 10, order_by: 'name', sort: 'asc', per_page: 50, search }
        : undefined,
    schema: z.array(groupSchema),
  });
  const creatable = await listCreatable(rest, answer.body, search);
  const groups = answer.body.map((group): Namespace => ({
    id: group.id,
    kind: 'group',
    name: group.full_name,
    path: group.full_path,
    url: group.web_url,
    canCreateRepositories: creatable.has(group.id),
  }));
  return { items: [...own, ...groups], nextCursor: answer.nextCursor };
}

async function findOwnNamespace(rest: RestClient, search: string | undefined): Promise<readonly Namespace[]> {
  const schema = userSchema.extend({ can_create_project: z.boolean().nullish() });
  const { body: user } = await rest({ method: 'GET', path: '/user', schema });
  const wanted = search?.toLowerCase();
  if (wanted !== undefined && !`${user.username}\n${user.name}`.toLowerCase().includes(wanted)) return [];
  const path = `/namespaces/${encodeURIComponent(user.username)}`;
  const { body: namespace } = await rest({ method: 'GET', path, schema: namespaceSchema });
  const canCreateRepositories = user.can_create_project ?? true;
  return [
    {
      id: namespace.id,
      kind: 'user',
      name: namespace.name,
      path: namespace.full_path,
      url: namespace.web_url,
      canCreateRepositories,
    },
  ];
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
      const held = await listIds(rest, '/groups', { min_access_level: level, order_by: 'name', sort: 'asc', search });
      return asking.filter((id) => held.has(id));
    }),
  );
  return new Set(found.flat());
}

/** The ids of all items of a list, up to two thousand. */
export async function listIds(
  rest: RestClient,
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await rest({
      method: 'GET',
      path: cursor ?? path,
      query: cursor === undefined ? { ...query, per_page: 100 } : undefined,
      schema: idsSchema,
    });
    for (const { id } of answer.body) ids.add(id);
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return ids;
}
