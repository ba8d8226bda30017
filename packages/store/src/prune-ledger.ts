import { inArray, sql } from 'drizzle-orm';
import type { Database, Store } from './store.ts';
import { blob, build, conflict, generation, pushedGeneration, syncIntent } from './tables/index.ts';

/** How many rows one transaction drops: none is long, and none holds many locks. */
const BATCH = 200;

/** How much was dropped. */
export interface Pruned {
  readonly generations: number;
  readonly blobs: number;
}

/**
 * Drops what nobody can ask for any more: generations last made before `olderThan` that never reached a remote (nor were on their way), that are not
 * the newest of their service for any repository, and that no build since then and no running one refers to; then the
 * blobs that no generation and no conflict refers to. Older builds lose their list of generated files. Safe while builds run.
 */
export async function pruneLedger(
  store: Pick<Store, 'db' | 'transact'>,
  { olderThan }: { readonly olderThan: Date },
): Promise<Pruned> {
  let generations = 0;
  for (let dropped = BATCH; dropped === BATCH; generations += dropped)
    dropped = await store.transact(({ db }) => dropGenerations(db, olderThan));
  const orphans = await listOrphans(store.db, olderThan);
  let blobs = 0;
  for (let start = 0; start < orphans.length; start += BATCH)
    blobs += await dropBlobs(store.db, orphans.slice(start, start + BATCH), olderThan);
  return { generations, blobs };
}

async function dropGenerations(db: Database, olderThan: Date): Promise<number> {
  const before = olderThan.toISOString();
  const { rows } = await db.execute<{ id: string }>(sql`
    select ${generation.id} from ${generation}
    where ${generation.createdAt} < ${before}
      and not exists (
        select from ${pushedGeneration} where ${pushedGeneration.generationId} = ${generation.id}
      )
      and not exists (
        select from ${syncIntent}, jsonb_array_elements(coalesce(${syncIntent.plan} -> 'announced', '[]')) as announced
        where announced ->> 'id' = ${generation.id}
      )
      and not exists (
        select from ${build} where ${build.generationId} = ${generation.id}
          and (${build.createdAt} >= ${before} or ${build.state} in ('queued', 'generating', 'syncing')
            or not exists (
              select from ${build} as newer
              where newer.service_id = ${build.serviceId} and newer.commit_number > ${build.commitNumber}
                and newer.generation_id is not null
                and newer.target ->> 'baseUrl' is not distinct from ${build.target} ->> 'baseUrl'
                and newer.target ->> 'externalId' is not distinct from ${build.target} ->> 'externalId'
            ))
      )
    order by ${generation.id} limit ${BATCH}
    for update of ${generation} skip locked`);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await db.update(build).set({ generationId: null }).where(inArray(build.generationId, ids));
  await db.delete(generation).where(inArray(generation.id, ids));
  return ids.length;
}

/** What nothing refers to. Who refers to one of them from now on has touched it before, so that it is not dropped. */
async function listOrphans(db: Database, olderThan: Date): Promise<readonly string[]> {
  const { rows } = await db.execute<{ hash: string }>(sql`
    select ${blob.hash} from ${blob} where ${blob.usedAt} < ${olderThan.toISOString()}
    except select entry ->> 'hash' from ${generation}, jsonb_array_elements(${generation.entries}) as entry
    except select unnest(array[base_hash, ours_hash, theirs_hash, result_hash]) from ${conflict}`);
  return rows.map(({ hash }) => hash);
}

async function dropBlobs(db: Database, hashes: readonly string[], olderThan: Date): Promise<number> {
  const free = db
    .select({ hash: blob.hash })
    .from(blob)
    .where(sql`${inArray(blob.hash, [...hashes])} and ${blob.usedAt} < ${olderThan.toISOString()}`)
    .for('update', { skipLocked: true });
  return (await db.delete(blob).where(inArray(blob.hash, free)).returning({ hash: blob.hash })).length;
}
