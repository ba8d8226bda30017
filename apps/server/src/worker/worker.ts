import { PgBoss, type JobWithMetadata } from 'pg-boss';
import { z } from 'zod';
import {
  checkAccounts,
  followRepository,
  forgetDeliveries,
  generateBuild,
  pruneGenerations,
  reconcileMergeRequests,
  reconcileRepositories,
  recordMergeRequest,
  removeFiles,
  syncCommit,
  type Context,
  type SyncAttempt,
} from '@amplication/use-cases';
import type { DatabaseConnection } from '../database.ts';
import { QUEUES } from './job-queue.ts';

/** A killed worker's job is taken over after this much silence. */
const HEARTBEAT_SECONDS = 10;
/** From this try on a use case ends its build instead of waiting on. */
const MOST_TRIES = 8;
/** A job that pg-boss gives up would block its key for ever, so that it never does: our own records end it. */
const NEVER = 100_000;
const RECONCILE_EVERY_MS = 30_000;
const PRUNE_EVERY_MS = 24 * 60 * 60 * 1_000;
/** Not while a server starts; yet also where none runs for a whole day. */
const PRUNE_FIRST_MS = 10 * 60 * 1_000;

/** pg-boss on the same database, with a few connections of its own. The caller starts and stops it. */
export function createBoss(connection: DatabaseConnection, onError: (error: Error) => void): PgBoss {
  const boss = new PgBoss({
    ...connection,
    max: 6,
    useListenNotify: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  });
  boss.on('error', onError);
  return boss;
}

/** Makes the queues; idempotent. */
export async function createQueues(boss: PgBoss): Promise<void> {
  for (const [name, { policy }] of Object.entries(QUEUES)) {
    await boss.createQueue(name, {
      policy,
      notify: true,
      retryLimit: NEVER,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    });
  }
}

const polling = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, includeMetadata: true } as const;

/** Works on all queues until stopped: jobs are use cases, run here. */
export async function startWorker(boss: PgBoss, ctx: Context): Promise<{ readonly stop: () => Promise<void> }> {
  const buildJob = z.object({ buildId: z.string() });
  const syncJob = z.object({ commitId: z.string(), baseUrl: z.string(), externalId: z.number() });
  const removalJob = z.object({ departureId: z.string() });
  const repositoryJob = z.object({ repositoryId: z.string() });
  const recordJob = z.object({ mergeRequestId: z.string() });
  const work = (
    name: keyof typeof QUEUES,
    localConcurrency: number,
    run: (data: unknown, attempt: SyncAttempt) => Promise<void>,
  ): Promise<string> =>
    boss.work(name, { ...polling, localConcurrency }, async ([job]: JobWithMetadata<unknown>[]) => {
      if (job !== undefined)
        await run(job.data, { jobId: job.id, number: job.retryCount, isLast: job.retryCount >= MOST_TRIES });
    });
  await work('generate-build', 2, async (data) => generateBuild(ctx, buildJob.parse(data).buildId));
  await work('sync-repository', 4, async (data, attempt) => syncCommit(ctx, syncJob.parse(data), attempt));
  await work('remove-files', 1, async (data, attempt) => removeFiles(ctx, removalJob.parse(data).departureId, attempt));
  await work('record-merge-request', 4, async (data) => recordMergeRequest(ctx, recordJob.parse(data).mergeRequestId));
  await work('follow-repository', 2, async (data) => followRepository(ctx, repositoryJob.parse(data).repositoryId));
  const attempt = (what: string, run: (ctx: Context) => Promise<void>): void => {
    // A round that takes long is not begun again beside itself.
    ctx.singleFlight(what, () => run(ctx)).catch((error: unknown) => ctx.log.error({ error }, `${what} failed`));
  };
  const reconcile = setInterval(() => {
    attempt('reconciling merge requests', reconcileMergeRequests);
    attempt('reconciling repositories', reconcileRepositories);
    attempt('checking accounts', checkAccounts);
  }, RECONCILE_EVERY_MS);
  const prune = (): void => {
    attempt('dropping old generations', pruneGenerations);
    attempt('forgetting old deliveries', forgetDeliveries);
  };
  const pruneFirst = setTimeout(prune, PRUNE_FIRST_MS);
  const pruneDaily = setInterval(prune, PRUNE_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(reconcile);
      clearTimeout(pruneFirst);
      clearInterval(pruneDaily);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
