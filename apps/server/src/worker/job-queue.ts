import type { PgBoss } from 'pg-boss';
import type { Job, JobQueue } from '@amplication/use-cases';

/** Names of the queues, with what their keys mean. A job of a strict queue waits for the earlier ones of its key. */
export const QUEUES = {
  'generate-build': { policy: 'key_strict_fifo' },
  'sync-repository': { policy: 'key_strict_fifo' },
  'remove-files': { policy: 'key_strict_fifo' },
  'record-merge-request': { policy: 'stately' },
  'follow-repository': { policy: 'stately' },
} as const satisfies Record<Job['name'], { readonly policy: string }>;

/** Jobs on pg-boss, written by the caller's own transaction. */
export function createJobQueue(boss: PgBoss): JobQueue {
  return {
    enqueue: async (transaction, jobs) => {
      const db = { executeSql: transaction.execute };
      for (const name of new Set(jobs.map((job) => job.name))) {
        const rows = jobs.filter((job) => job.name === name).map((job) => ({ data: job.data, singletonKey: job.key }));
        await boss.insert(name, rows, { db });
      }
    },
  };
}
