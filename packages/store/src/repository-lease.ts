import { and, eq, sql } from 'drizzle-orm';
import type { Database } from './store.ts';
import { repositoryLease, syncIntent } from './tables/index.ts';

/** How long a holder may be silent before another one takes the repository over. */
const LEASE_SECONDS = 60;

const expiry = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Takes (or renews) the right to push to a remote. False while another holder has it. */
export async function acquireLease(db: Database, remote: string, holder: string): Promise<boolean> {
  const rows = await db
    .insert(repositoryLease)
    .values({ remote, holder, expiresAt: expiry })
    .onConflictDoUpdate({
      target: repositoryLease.remote,
      set: { holder, expiresAt: expiry },
      setWhere: sql`${repositoryLease.holder} = ${holder} or ${repositoryLease.expiresAt} < now()`,
    })
    .returning({ holder: repositoryLease.holder });
  return rows.length > 0;
}

export async function releaseLease(db: Database, remote: string, holder: string): Promise<void> {
  await db.delete(repositoryLease).where(and(eq(repositoryLease.remote, remote), eq(repositoryLease.holder, holder)));
}

/** What was about to be pushed to a branch when it was last synced. */
export async function findIntent(db: Database, remote: string, branch: string): Promise<{ readonly tip: string; readonly plan: unknown } | undefined> {
  const [row] = await db.select().from(syncIntent).where(and(eq(syncIntent.remote, remote), eq(syncIntent.branch, branch)));
  return row;
}

export async function storeIntent(db: Database, intent: { readonly remote: string; readonly branch: string; readonly tip: string; readonly plan: unknown; readonly at: Date }): Promise<void> {
  const { remote: _remote, branch: _branch, ...changes } = intent;
  await db.insert(syncIntent).values(intent).onConflictDoUpdate({ target: [syncIntent.remote, syncIntent.branch], set: changes });
}
