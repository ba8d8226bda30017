import { notify, updateDeparture, type DepartureRow } from '@amplication/store';
import type { Context } from '../context.ts';

/** How the sync of a branch ended, as far as it concerns the files that it is to remove. */
interface SyncEnd {
  readonly state?: string | undefined;
  readonly message?: string | null | undefined;
  readonly mergeRequestId?: string | null | undefined;
}

/** Carries the end of a sync to the departure that asked for it, and tells who looks. A failure leaves the request open. */
export async function followDeparture(
  { store }: Pick<Context, 'store'>,
  { id, projectId }: DepartureRow,
  { state, message, mergeRequestId }: SyncEnd,
): Promise<void> {
  const change =
    state === 'unchanged'
      ? ({ state: 'removed', message: null } as const)
      : state === 'failed'
        ? { message: message ?? null }
        : mergeRequestId == null
          ? undefined
          : { mergeRequestId, message: null };
  if (change === undefined) return;
  await updateDeparture(store.db, id, ['removal-requested'], change);
  await notify(store.db, { topic: 'git', projectId });
}
