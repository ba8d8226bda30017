import { syncCommit, type SyncAttempt } from '@amplication/use-cases';
import { openMachine } from './machine.ts';
import type { SyncStack } from './open-sync-stack.ts';
import type { SyncRepositoryJob } from './run-jobs.ts';

/** When a process is killed: at the first moment of this name, or at a later one. */
export interface KillTime {
  readonly moment: string;
  readonly nth?: number | undefined;
}

/**
 * Runs a sync in a process that is killed at this time; resolves when it is dead. False when the sync ended before, which it
 * does when it never comes to that moment.
 */
export async function killSync(
  stack: Pick<SyncStack, 'ctx' | 'databaseUrl'>,
  job: SyncRepositoryJob,
  attempt: SyncAttempt,
  { moment, nth = 1 }: KillTime,
): Promise<boolean> {
  let left = nth;
  let die = (): void => undefined;
  const died = new Promise<true>((resolve) => {
    die = () => resolve(true);
  });
  await using machine = openMachine(stack, {
    onMoment: async (reached) => {
      left -= reached === moment ? 1 : 0;
      if (left > 0 || reached !== moment) return;
      await machine.kill();
      die();
    },
  });
  return await Promise.race([died, syncCommit(machine.ctx, job.data, attempt).then(() => false)]);
}

/** The moments that a sync passes, in their order, with how often each. */
export async function countMoments(
  stack: Pick<SyncStack, 'ctx' | 'databaseUrl'>,
  job: SyncRepositoryJob,
  attempt: SyncAttempt,
): Promise<ReadonlyMap<string, number>> {
  const moments = new Map<string, number>();
  await using machine = openMachine(stack, {
    onMoment: async (moment) => void moments.set(moment, (moments.get(moment) ?? 0) + 1),
  });
  await syncCommit(machine.ctx, job.data, attempt);
  return moments;
}
