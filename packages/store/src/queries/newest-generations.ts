import { inArray, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { build } from '../tables/index.ts';
import { selectBuilds, toBuild, type BuildRow } from './builds.ts';

interface Remote {
  readonly baseUrl: string;
  readonly externalId: number;
}

/**
 * Ids of the newest build with a generation of each service that goes to a remote. It goes from service to service through
 * the index `build_remote`, so that it costs the same however many builds there are.
 */
export function toNewestBuildIds({ baseUrl, externalId }: Remote): SQL {
  const isThere = sql`${build.target} ->> 'baseUrl' = ${baseUrl} and (${build.target} ->> 'externalId')::int = ${externalId} and ${build.generationId} is not null`;
  // The remote is part of the order, so that no other index can be taken for it.
  const order = sql`${build.target} ->> 'baseUrl', (${build.target} ->> 'externalId')::int, ${build.serviceId}, ${build.commitNumber} desc`;
  return sql`
    with recursive newest (id, service_id) as (
      (select ${build.id}, ${build.serviceId} from ${build} where ${isThere} order by ${order} limit 1)
      union all
      select found.id, found.service_id from newest, lateral (
        select ${build.id}, ${build.serviceId} from ${build}
        where ${isThere} and ${build.serviceId} > newest.service_id order by ${order} limit 1
      ) as found (id, service_id)
    )
    select id from newest`;
}

/** The newest finished generation of each service that goes to a remote, as its builds say. */
export async function listNewestGenerations(db: Database, remote: Remote): Promise<readonly BuildRow[]> {
  const { rows } = await db.execute<{ id: string }>(toNewestBuildIds(remote));
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const builds = await selectBuilds(db).where(inArray(build.id, ids)).orderBy(build.serviceId);
  return builds.map(toBuild);
}
