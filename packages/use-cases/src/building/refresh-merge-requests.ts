import { listStaleMergeRequests } from '@amplication/store';
import type { Context, Job } from '../context.ts';

/** News of an open merge request older than this is asked for again when somebody looks. */
const FRESH_MS = 2_000;
/** The same when nobody looks: one question a minute per merge request. */
const FRESH_UNWATCHED_MS = 60_000;
const MOST_AT_ONCE = 50;

/** Asks for news of a project's merge requests, because somebody looks at them. The answer arrives as an event. */
export async function queueStaleMergeRequests(
  ctx: Pick<Context, 'store' | 'clock' | 'jobs'>,
  projectId: string,
): Promise<void> {
  await queue(ctx, { before: new Date(ctx.clock().getTime() - FRESH_MS), projectId, limit: MOST_AT_ONCE });
}

/** The same for all projects, more seldom: what webhooks miss (or cannot reach) is found by polling. */
export async function reconcileMergeRequests(ctx: Pick<Context, 'store' | 'clock' | 'jobs'>): Promise<void> {
  await queue(ctx, { before: new Date(ctx.clock().getTime() - FRESH_UNWATCHED_MS), limit: MOST_AT_ONCE });
}

async function queue(
  ctx: Pick<Context, 'store' | 'jobs'>,
  query: Parameters<typeof listStaleMergeRequests>[1],
): Promise<void> {
  const stale = await listStaleMergeRequests(ctx.store.db, query);
  if (stale.length === 0) return;
  const jobs = stale.map((row): Job => ({
    name: 'record-merge-request',
    key: row.id,
    data: { mergeRequestId: row.id },
  }));
  await ctx.store.transact((transaction) => ctx.jobs.enqueue(transaction, jobs));
}
