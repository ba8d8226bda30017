import { findDeparture } from '@amplication/store';
import type { Context } from '../context.ts';
import { syncGroup, type SyncAttempt } from './sync-commit.ts';

/**
 * Job: syncs the branch that a service left, so that a merge request removes what nobody edited of it. Does nothing when
 * nobody asks for it any more. May run twice.
 */
export async function removeFiles(ctx: Context, departureId: string, attempt: SyncAttempt): Promise<void> {
  const departure = await findDeparture(ctx.store.db, departureId);
  if (departure?.state !== 'removal-requested') return;
  const { target, serviceId } = departure;
  await syncGroup(ctx, { target, serviceId, builds: [], departure }, attempt);
}
