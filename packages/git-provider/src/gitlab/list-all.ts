import { z, type ZodType } from 'zod';
import { ProviderError } from '../provider-error.ts';
import type { RestClient, RestRequest } from './rest-client.ts';

const maxPages = 50;
const perPage = 100;

/**
 * All items of a list with as few calls as GitLab allows: full pages, and none after the last. Throws kind
 * `refused` for a list that is longer than anything that we make, rather than answer a part of it.
 */
export async function listAll<Item>(
  rest: RestClient,
  path: string,
  query: NonNullable<RestRequest<unknown>['query']>,
  schema: ZodType<Item>,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const full = { ...query, per_page: perPage };
    const answer = await rest({ method: 'GET', path, query: full, cursor, schema: z.array(schema) });
    found.push(...answer.body);
    cursor = answer.nextCursor;
    if (cursor === undefined || answer.body.length === 0) return found;
  }
  throw new ProviderError({ kind: 'refused', message: `GitLab lists more than ${maxPages * perPage} items.` });
}
