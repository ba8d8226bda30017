import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { inArray, sql, type SQL } from 'drizzle-orm';
import type { Database } from './store.ts';
import { blob } from './tables/index.ts';

const compress = promisify(gzip);

/**
 * Says that these blobs are wanted: pruning spares what was wanted lately, and waits for nobody. Call it before looking which
 * ones are there. One that was wanted today is not written again.
 */
export async function touchBlobs(db: Database, which: SQL): Promise<void> {
  // In one order, so that two builds of the same files cannot wait for each other.
  await db.execute(sql`
    with stale as (
      select ${blob.hash} from ${blob} where ${which} and ${blob.usedAt} < now() - interval '1 day'
      order by ${blob.hash} for no key update
    )
    update ${blob} set used_at = now() from stale where ${blob.hash} = stale.hash`);
}

/** Where the ledger has these bytes: their addresses by git's ids. Ids that it does not have are left out. */
export async function findBlobHashes(db: Database, gitIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (gitIds.length === 0) return new Map();
  await touchBlobs(db, inArray(blob.gitId, [...gitIds]));
  const rows = await db
    .select({ hash: blob.hash, gitId: blob.gitId })
    .from(blob)
    .where(inArray(blob.gitId, [...gitIds]));
  return new Map(rows.flatMap(({ hash, gitId }) => (gitId === null ? [] : [[gitId, hash] as const])));
}

/** Keeps bytes under their addresses, which it returns by git's ids. Idempotent. */
export async function saveBlobs(
  db: Database,
  contents: ReadonlyMap<string, Buffer>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await Promise.all(
    [...contents].map(async ([gitId, bytes]) => ({
      gitId,
      hash: createHash('sha256').update(bytes).digest('hex'),
      content: await compress(bytes),
    })),
  );
  const hashes = rows.map(({ hash }) => hash);
  if (rows.length > 0) await touchBlobs(db, inArray(blob.hash, hashes));
  if (rows.length > 0) await db.insert(blob).values(rows).onConflictDoNothing();
  return new Map(rows.map(({ gitId, hash }) => [gitId, hash]));
}
