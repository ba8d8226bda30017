import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from './store.ts';
import { syncResolution, userRename } from './tables/index.ts';

/** Fingerprints of the generated texts of these services that people decided against. */
export async function listResolutions(db: Database, serviceIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (serviceIds.length === 0) return new Set();
  const rows = await db
    .select({ fingerprint: syncResolution.fingerprint })
    .from(syncResolution)
    .where(inArray(syncResolution.serviceId, [...serviceIds]));
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/** Remembers decisions for good. Idempotent. */
export async function saveResolutions(
  db: Database,
  resolutions: readonly (typeof syncResolution.$inferInsert)[],
): Promise<void> {
  if (resolutions.length > 0)
    await db
      .insert(syncResolution)
      .values([...resolutions])
      .onConflictDoNothing();
}

/** Where users moved generated files of these services in a remote. */
export async function listUserRenames(
  db: Database,
  remote: string,
  serviceIds: readonly string[],
): Promise<readonly (typeof userRename.$inferSelect)[]> {
  if (serviceIds.length === 0) return [];
  return db
    .select()
    .from(userRename)
    .where(and(eq(userRename.remote, remote), inArray(userRename.serviceId, [...serviceIds])));
}

/** Remembers moves; the newest of a file counts. */
export async function saveUserRenames(
  db: Database,
  renames: readonly (typeof userRename.$inferInsert)[],
): Promise<void> {
  for (const row of renames) {
    await db
      .insert(userRename)
      .values(row)
      .onConflictDoUpdate({
        target: [userRename.remote, userRename.serviceId, userRename.key],
        set: { path: row.path },
      });
  }
}
