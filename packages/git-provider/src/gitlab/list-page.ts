import { z, type ZodType } from 'zod';
import type { Page } from '../page.ts';
import type { RestClient, RestRequest } from './rest-client.ts';

/** One page of a list with one request, its items in our words. */
export async function listPage<Raw, Item>(
  rest: RestClient,
  page: {
    readonly path: string;
    readonly query: NonNullable<RestRequest<unknown>['query']>;
    readonly cursor: string | undefined;
    readonly schema: ZodType<Raw>;
  },
  toItem: (raw: Raw) => Item,
): Promise<Page<Item>> {
  const { path, query, cursor } = page;
  const answer = await rest({ method: 'GET', path, query, cursor, schema: z.array(page.schema) });
  return { items: answer.body.map(toItem), nextCursor: answer.nextCursor };
}

/** What is searched for; undefined for nothing, as GitLab refuses some empty searches. */
export function toSearch(search: string | undefined): string | undefined {
  return search === undefined || search.trim() === '' ? undefined : search;
}
