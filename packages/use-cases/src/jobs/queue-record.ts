import type { MergeRequestRow, Transaction } from '@amplication/store';
import type { Context } from '../context.ts';

/** Asks for news of merge requests; one that is asked for already is not asked for twice. */
export async function queueRecord(
  ctx: Pick<Context, 'jobs'>,
  transaction: Transaction,
  rows: readonly Pick<MergeRequestRow, 'id'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await ctx.jobs.enqueue(
    transaction,
    rows.map(({ id }) => ({ name: 'record-merge-request', key: id, data: { mergeRequestId: id } })),
  );
}
