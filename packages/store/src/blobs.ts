import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { inArray } from 'drizzle-orm';
import type { Database } from './store.ts';
import { blob } from './tables/index.ts';

const compress = promisify(gzip);

/** Where the ledger has these bytes: their addresses by git's ids. Ids that it does not have are left out. */
export async function findBlobHashes(db: Database, gitIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (gitIds.length === 0) return new Map();
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
  if (rows.length > 0) await db.insert(blob).values(rows).onConflictDoNothing();
  return new Map(rows.map(({ gitId, hash }) => [gitId, hash]));
}
