import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listBuildsOfCommits, type BuildRow } from '@amplication/store';
import { commitChanges, generateBuild, syncCommit, type Context, type Job } from '@amplication/use-cases';
import type { StackProject, SyncStack } from './open-sync-stack.ts';

export type SyncRepositoryJob = Extract<Job, { name: 'sync-repository' }>;

/** How often a job is tried before it counts as failed for good, as the queue does it. */
const MOST_ATTEMPTS = 8;

/**
 * Presses *Generate the code* for all services (or for some) and renders; the sync that is due then is returned, not run.
 */
export async function generate(
  stack: Pick<SyncStack, 'ctx' | 'principal' | 'queue'>,
  project: Pick<StackProject, 'projectId'>,
  serviceIds?: readonly string[],
): Promise<{ readonly commitId: string; readonly sync: SyncRepositoryJob }> {
  const commit = await commitChanges(stack.ctx, stack.principal, project.projectId, {
    message: '',
    ...(serviceIds === undefined ? { strategy: 'all-services' } : { strategy: 'specific-services', serviceIds }),
  });
  const buildIds = commit.builds.map(({ id }) => id);
  for (const id of buildIds) await generateBuild(stack.ctx, id);
  return { commitId: commit.id, sync: takeJobs(stack.queue, commit.id, buildIds) };
}

/** Renders a failed build again, as *retry* does; the sync that is due then is returned, not run. */
export async function generateAgain(
  stack: Pick<SyncStack, 'ctx' | 'queue'>,
  build: { readonly id: string; readonly commitId: string },
): Promise<SyncRepositoryJob> {
  await generateBuild(stack.ctx, build.id);
  return takeJobs(stack.queue, build.commitId, [build.id]);
}

/** Takes a commit's jobs away and leaves those of others; the newest sync. */
function takeJobs(queue: Job[], commitId: string, buildIds: readonly string[]): SyncRepositoryJob {
  const isOwn = (job: Job): boolean =>
    (job.name === 'sync-repository' && job.data.commitId === commitId) ||
    (job.name === 'generate-build' && buildIds.includes(job.data.buildId));
  const own = queue.filter(isOwn);
  queue.splice(0, queue.length, ...queue.filter((job) => !isOwn(job)));
  const sync = own.findLast((job) => job.name === 'sync-repository');
  if (sync === undefined) throw new Error('No sync was queued.');
  return sync;
}

export interface RunSyncOptions {
  /** A job keeps its id when it is tried again, and when it is delivered twice. */
  readonly jobId?: string | undefined;
  /** The number of the first attempt. */
  readonly from?: number | undefined;
  /** Before each further attempt; the queue itself waits for seconds. */
  readonly pauseMs?: number | undefined;
  readonly attempts?: number | undefined;
}

/** Runs a sync until it is done, as the queue does: again after trouble that passes. */
export async function runSync(
  { ctx }: { readonly ctx: Context },
  job: SyncRepositoryJob,
  { jobId = randomUUID(), from = 0, pauseMs = 0, attempts = MOST_ATTEMPTS + 1 }: RunSyncOptions = {},
): Promise<void> {
  for (let number = from; ; number += 1) {
    const isLast = number - from >= attempts - 1;
    try {
      await syncCommit(ctx, job.data, { jobId, number, isLast });
      return;
    } catch (error) {
      if (isLast) throw error;
    }
    await sleep(pauseMs);
  }
}

/** Generates and syncs; the builds as they are afterwards. */
export async function generateAndSync(stack: SyncStack, project: StackProject): Promise<readonly BuildRow[]> {
  const { commitId, sync } = await generate(stack, project);
  await runSync(stack, sync);
  return listBuildsOfCommits(stack.ctx.store.db, [commitId]);
}
