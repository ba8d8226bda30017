import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { buildLog } from '../tables/index.ts';

/** Adds a line to a build's log, under its next number. */
export async function appendLog(
  db: Database,
  line: {
    readonly buildId: string;
    readonly at: Date;
    readonly step: string;
    readonly level: 'info' | 'warning' | 'error';
    readonly message: string;
  },
): Promise<void> {
  const next = sql<number>`(select coalesce(max(${buildLog.number}), 0) + 1 from ${buildLog} where ${buildLog.buildId} = ${line.buildId})`;
  await db
    .insert(buildLog)
    .values({ ...line, number: next })
    .onConflictDoNothing();
}

/** At most 1,000 lines of a build's log after a number. */
export async function listLog(
  db: Database,
  buildId: string,
  after: number,
): Promise<readonly (typeof buildLog.$inferSelect)[]> {
  return db
    .select()
    .from(buildLog)
    .where(and(eq(buildLog.buildId, buildId), gt(buildLog.number, after)))
    .orderBy(asc(buildLog.number))
    .limit(1_000);
}
