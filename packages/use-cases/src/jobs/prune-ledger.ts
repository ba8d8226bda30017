import { pruneLedger } from '@amplication/store';
import type { Context } from '../context.ts';

/** How long the generated files of a build that never reached a repository can be read. */
const RETENTION_MS = 30 * 24 * 60 * 60 * 1_000;

/** Daily: drops generations that nobody can ask for any more, and the bytes that only they had. */
export async function pruneGenerations(ctx: Pick<Context, 'store' | 'clock' | 'log'>): Promise<void> {
  const olderThan = new Date(ctx.clock().getTime() - RETENTION_MS);
  const { generations, blobs } = await pruneLedger(ctx.store, { olderThan });
  if (generations + blobs > 0) ctx.log.info({ generations, blobs }, 'old generations dropped');
}
