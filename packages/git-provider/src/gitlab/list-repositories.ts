import { z } from 'zod';
import type { Page, Repository } from '../git-provider.ts';
import { listIds } from './list-namespaces.ts';
import type { RestClient } from './rest-client.ts';
import { namespaceSchema, repositorySchema } from './schemas.ts';
import { toRepository } from './to-repository.ts';

export interface RepositoryQuery {
  readonly namespaceId?: number | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The repositories that the user is a member of, or those of one namespace, newest first; unavailable ones say why. */
export async function listRepositories(
  rest: RestClient,
  baseUrl: string,
  query: RepositoryQuery,
): Promise<Page<Repository>> {
  const perPage = Math.min(100, Math.max(1, query.limit));
  const search = query.search === '' ? undefined : query.search;
  if (query.namespaceId !== undefined)
    return listOfNamespace(rest, baseUrl, query.namespaceId, { ...query, search, limit: perPage });
  const answer = await rest({
    method: 'GET',
    path: query.cursor ?? '/projects',
    query:
      query.cursor === undefined
        ? { membership: true, pagination: 'keyset', order_by: 'id', sort: 'desc', per_page: perPage, search }
        : undefined,
    schema: z.array(repositorySchema),
  });
  return { items: answer.body.map((raw) => toRepository(baseUrl, raw)), nextCursor: answer.nextCursor };
}

async function listOfNamespace(
  rest: RestClient,
  baseUrl: string,
  namespaceId: number,
  query: RepositoryQuery,
): Promise<Page<Repository>> {
  const { body: namespace } = await rest({
    method: 'GET',
    path: `/namespaces/${namespaceId}`,
    schema: namespaceSchema,
  });
  const isGroup = namespace.kind === 'group';
  const path = isGroup ? `/groups/${namespaceId}/projects` : `/users/${encodeURIComponent(namespace.path)}/projects`;
  const filters = {
    order_by: 'created_at',
    sort: 'desc',
    search: query.search,
    ...(isGroup ? { with_shared: false } : {}),
  };
  const answer = await rest({
    method: 'GET',
    path: query.cursor ?? path,
    query: query.cursor === undefined ? { ...filters, per_page: query.limit } : undefined,
    schema: z.array(repositorySchema),
  });
  if (answer.body.length === 0) return { items: [], nextCursor: undefined };
  // This list comes without permissions, but can be asked for by role.
  const pushable = await listIds(rest, path, { ...filters, min_access_level: 30, simple: true });
  return {
    items: answer.body.map((raw) => toRepository(baseUrl, raw, pushable.has(raw.id))),
    nextCursor: answer.nextCursor,
  };
}
