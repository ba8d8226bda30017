import { z } from 'zod';
import type { Page } from '../page.ts';
import { ProviderError } from '../provider-error.ts';
import type { Repository, RepositoryCalls } from '../repositories.ts';
import { listIds } from './list-ids.ts';
import { toSearch } from './list-page.ts';
import { toId, toSegment } from './paths.ts';
import type { RestAnswer, RestClient } from './rest-client.ts';
import { namespaceSchema, repositorySchema, type RawRepository } from './schemas.ts';
import { toRepository } from './to-repository.ts';

type Query = Parameters<RepositoryCalls['listRepositories']>[0];
type RawPage = RestAnswer<readonly RawRepository[]>;

const byId = { order_by: 'id', sort: 'desc' } as const;

/**
 * The repositories that the user is a member of, or those of one namespace, newest first; unavailable ones say why. One
 * request a page where GitLab tells the permissions along with it, as it does without a namespace, and else two.
 */
export async function listRepositories(rest: RestClient, baseUrl: string, query: Query): Promise<Page<Repository>> {
  const { body, nextCursor } =
    query.namespaceId === undefined
      ? await listPart(rest, '/projects', query, { membership: true, pagination: 'keyset', search_namespaces: true })
      : await listOfNamespace(rest, toId(query.namespaceId), query);
  const untold = body.filter(({ permissions }) => permissions === undefined || permissions === null);
  const pushable = query.namespaceId === undefined ? undefined : await listPushable(rest, untold);
  const canPush = (raw: RawRepository): boolean | undefined =>
    pushable === undefined || !untold.includes(raw) ? undefined : pushable.has(raw.id);
  return { items: body.map((raw) => toRepository(baseUrl, raw, canPush(raw))), nextCursor };
}

async function listPart(
  rest: RestClient,
  path: string,
  query: Query,
  filters: Readonly<Record<string, string | boolean>>,
): Promise<RawPage> {
  const perPage = Math.min(100, Math.max(1, query.limit));
  return rest({
    method: 'GET',
    path,
    query: { ...filters, ...byId, per_page: perPage, search: toSearch(query.search) },
    cursor: query.cursor,
    schema: z.array(repositorySchema),
  });
}

// Most namespaces are groups, so that it is asked for as one; a person's own is not found there.
async function listOfNamespace(rest: RestClient, namespaceId: number, query: Query): Promise<RawPage> {
  const below = { include_subgroups: true, with_shared: false };
  try {
    return await listPart(rest, `/groups/${namespaceId}/projects`, query, below);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'not-found') throw error;
  }
  const { body: namespace } = await rest({
    method: 'GET',
    path: `/namespaces/${namespaceId}`,
    schema: namespaceSchema,
  });
  return listPart(rest, `/users/${toSegment(namespace.path)}/projects`, query, {});
}

// These lists come without permissions, but the account's own can be asked for by role: those between the lowest id and the
// highest, which on most hosts are one page.
async function listPushable(rest: RestClient, raws: readonly RawRepository[]): Promise<ReadonlySet<number>> {
  if (raws.length === 0) return new Set();
  const ids = raws.map(({ id }) => id);
  return listIds(rest, '/projects', {
    ...byId,
    pagination: 'keyset',
    membership: true,
    min_access_level: 30,
    simple: true,
    id_after: Math.min(...ids) - 1,
    id_before: Math.max(...ids) + 1,
  });
}
