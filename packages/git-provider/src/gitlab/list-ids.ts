import type { RestClient, RestRequest } from './rest-client.ts';
import { idsSchema } from './schemas.ts';

const maxPages = 20;

/** The ids of all items of a list, up to two thousand. */
export async function listIds(
  rest: RestClient,
  path: string,
  query: NonNullable<RestRequest<unknown>['query']>,
): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await rest({ method: 'GET', path, query: { ...query, per_page: 100 }, cursor, schema: idsSchema });
    for (const { id } of answer.body) ids.add(id);
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return ids;
}
