import { randomUUID } from 'node:crypto';
import { listBuildsOfCommits, type BuildRow } from '@amplication/store';
import { commitChanges, generateBuild, syncCommit, type Job } from '@amplication/use-cases';
import type { StackProject, SyncStack } from './open-sync-stack.ts';

export type SyncRepositoryJob = Extract<Job, { name: 'sync-repository' }>;

/** How often a job is tried before it counts as failed for good, as the queue does it. */
const MOST_ATTEMPTS = 8;

/** Presses *Generate the code* for all services and renders; the sync that is due then is returned, not run. */
export async function generate(
  stack: SyncStack,
  project: StackProject,
): Promise<{ readonly commitId: string; readonly sync: SyncRepositoryJob }> {
  const commit = await commitChanges(stack.ctx, stack.principal, project.projectId, {
    message: '',
    strategy: 'all-services',
  });
  for (const build of commit.builds) await generateBuild(stack.ctx, build.id);
  const sync = stack.queue.splice(0).findLast((job) => job.name === 'sync-repository');
  if (sync === undefined) throw new Error('No sync was queued.');
  return { commitId: commit.id, sync };
}

/** Runs a sync until it is done, as the queue does: again after trouble that passes. */
export async function runSync(
  stack: SyncStack,
  job: SyncRepositoryJob,
  jobId: string = randomUUID(),
  from = 0,
): Promise<void> {
  for (let number = from; ; number += 1) {
    const isLast = number - from >= MOST_ATTEMPTS;
    try {
      await syncCommit(stack.ctx, job.data, { jobId, number, isLast });
      return;
    } catch (error) {
      if (isLast) throw error;
    }
  }
}

/** Generates and syncs; the builds as they are afterwards. */
export async function generateAndSync(stack: SyncStack, project: StackProject): Promise<readonly BuildRow[]> {
  const { commitId, sync } = await generate(stack, project);
  await runSync(stack, sync);
  return listBuildsOfCommits(stack.ctx.store.db, [commitId]);
}
