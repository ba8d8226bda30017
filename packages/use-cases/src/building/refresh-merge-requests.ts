import { listStaleMergeRequests } from '@amplication/store';
import type { Context } from '../context.ts';
import { queueRecord } from '../jobs/queue-record.ts';

/** News of an open merge request older than this is asked for again when somebody looks. */
const FRESH_MS = 2_000;
/** The same when nobody looks: one question a minute per merge request. */
const FRESH_UNWATCHED_MS = 60_000;
/** The same where a webhook tells of changes: only what it missed is to be found. */
const FRESH_WATCHED_MS = 15 * 60_000;
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
  const now = ctx.clock().getTime();
  await queue(ctx, {
    before: new Date(now - FRESH_UNWATCHED_MS),
    beforeWatched: new Date(now - FRESH_WATCHED_MS),
    limit: MOST_AT_ONCE,
  });
}

async function queue(
  ctx: Pick<Context, 'store' | 'jobs'>,
  query: Parameters<typeof listStaleMergeRequests>[1],
): Promise<void> {
  const stale = await listStaleMergeRequests(ctx.store.db, query);
  if (stale.length === 0) return;
  await ctx.store.transact((transaction) => queueRecord(ctx, transaction, stale));
}
