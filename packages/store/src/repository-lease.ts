import { and, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { GenerationId, ServiceId } from '@amplication/domain';
import type { Database } from './store.ts';
import { repositoryLease, syncIntent } from './tables/index.ts';

/** How long a holder may be silent before another one takes the repository over. */
const LEASE_SECONDS = 30;

/** Who holds a lease: a job, at one of its attempts. */
export interface LeaseHolder {
  readonly job: string;
  readonly attempt: number;
}

const expiry = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;

/**
 * Takes (or renews) the right to push to a remote. False while another job has it. A later attempt of the same job takes
 * over at once: the queue starts it only when the earlier one is dead or given up, and from then on that one is refused.
 */
export async function acquireLease(db: Database, remote: string, { job, attempt }: LeaseHolder): Promise<boolean> {
  const { holder, attempt: held, expiresAt } = repositoryLease;
  const rows = await db
    .insert(repositoryLease)
    .values({ remote, holder: job, attempt, expiresAt: expiry })
    .onConflictDoUpdate({
      target: repositoryLease.remote,
      set: { holder: job, attempt, expiresAt: expiry },
      setWhere: sql`(${holder} = ${job} and ${held} <= ${attempt}) or ${expiresAt} < now()`,
    })
    .returning({ holder });
  return rows.length > 0;
}

/** Whether somebody has the right now. */
export async function isLeased(db: Database, remote: string): Promise<boolean> {
  const { holder, expiresAt } = repositoryLease;
  const isHeld = and(eq(repositoryLease.remote, remote), gt(expiresAt, sql`now()`));
  return (await db.select({ holder }).from(repositoryLease).where(isHeld)).length > 0;
}

/** Whether a later attempt of the same job took the right over and still has it. */
export async function isHeldByLater(db: Database, remote: string, { job, attempt }: LeaseHolder): Promise<boolean> {
  const { holder, attempt: held } = repositoryLease;
  const isLater = and(eq(repositoryLease.remote, remote), eq(holder, job), gt(held, attempt));
  return (await db.select({ holder }).from(repositoryLease).where(isLater)).length > 0;
}

/** Gives the right back, unless somebody else has it by now. */
export async function releaseLease(db: Database, remote: string, { job, attempt }: LeaseHolder): Promise<void> {
  await db
    .delete(repositoryLease)
    .where(
      and(eq(repositoryLease.remote, remote), eq(repositoryLease.holder, job), eq(repositoryLease.attempt, attempt)),
    );
}

/** What was about to be pushed to a branch when it was last synced. */
export async function findIntent(
  db: Database,
  remote: string,
  branch: string,
): Promise<{ readonly tip: string; readonly plan: unknown } | undefined> {
  const [row] = await db
    .select()
    .from(syncIntent)
    .where(and(eq(syncIntent.remote, remote), eq(syncIntent.branch, branch)));
  return row;
}

export async function storeIntent(
  db: Database,
  intent: {
    readonly remote: string;
    readonly branch: string;
    readonly tip: string;
    readonly plan: unknown;
    readonly at: Date;
  },
): Promise<void> {
  const { remote: _remote, branch: _branch, ...changes } = intent;
  await db
    .insert(syncIntent)
    .values(intent)
    .onConflictDoUpdate({ target: [syncIntent.remote, syncIntent.branch], set: changes });
}

/** Adds to an intent that nothing is to be pushed; without one there is nothing to add to. */
export async function settleIntent(
  db: Database,
  { remote, branch, settled }: { readonly remote: string; readonly branch: string; readonly settled: unknown },
): Promise<void> {
  await db
    .update(syncIntent)
    .set({ plan: sql`${syncIntent.plan} || jsonb_build_object('settled', ${JSON.stringify(settled)}::jsonb)` })
    .where(and(eq(syncIntent.remote, remote), eq(syncIntent.branch, branch)));
}

const announcedSchema = z.object({ announced: z.array(z.object({ id: z.string(), serviceId: z.string() })) });

/** The generations that an intent announced and that are not known to have arrived. */
export async function findAnnounced(
  db: Database,
  remote: string,
  branch: string,
): Promise<readonly { readonly id: GenerationId; readonly serviceId: ServiceId }[]> {
  const parsed = announcedSchema.safeParse((await findIntent(db, remote, branch))?.plan);
  const announced = parsed.success ? parsed.data.announced : [];
  return announced.map(({ id, serviceId }) => ({ id: id as GenerationId, serviceId: serviceId as ServiceId }));
}

/** What an intent announced is known to have arrived. */
export async function forgetAnnounced(db: Database, remote: string, branch: string): Promise<void> {
  await db
    .update(syncIntent)
    .set({ plan: sql`${syncIntent.plan} - 'announced'` })
    .where(and(eq(syncIntent.remote, remote), eq(syncIntent.branch, branch)));
}
