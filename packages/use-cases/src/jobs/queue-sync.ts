import { hasUnfinishedSiblings, type BuildRow, type BuildTarget, type Transaction } from '@amplication/store';
import type { Context, Job } from '../context.ts';

/**
 * The last build of a commit that has nothing more to generate starts the sync for all that share its repository: one push,
 * one merge request. Call it with the commit locked, after the build's state changed.
 */
export async function queueSync(ctx: Pick<Context, 'jobs'>, transaction: Transaction, build: BuildRow): Promise<void> {
  if (build.target === null) return;
  if (await hasUnfinishedSiblings(transaction.db, { ...build, target: build.target })) return;
  await ctx.jobs.enqueue(transaction, [toSyncJob(build.commitId, build.target)]);
}

function toSyncJob(commitId: string, target: BuildTarget): Job {
  const { baseUrl, externalId } = target;
  return { name: 'sync-repository', key: `${baseUrl}#${externalId}`, data: { commitId, baseUrl, externalId } };
}
