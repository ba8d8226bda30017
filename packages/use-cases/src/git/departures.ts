import type { Departure } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import {
  deleteDeparture,
  listDepartures as listRows,
  lockServices,
  notify,
  saveDeparture,
  updateDeparture,
  wasPushed,
  type BuildTarget,
  type Database,
  type DepartureRow,
} from '@amplication/store';
import { getDepartureRow, getProject } from '../authorise.ts';
import { readTargets } from '../building/commit-changes.ts';
import { toMergeRequest } from '../building/views.ts';
import type { Context, Principal } from '../context.ts';

/**
 * Makes a change of a project's git settings or services, and remembers which services left which repository by it (their
 * files stay there), and which came back. Call it in the change's transaction.
 */
export async function followMoves(
  ctx: Pick<Context, 'clock' | 'newId'>,
  db: Database,
  projectId: string,
  change: () => Promise<void>,
): Promise<void> {
  const services = await lockServices(db, projectId);
  const names = new Map(services.map(({ id, name }) => [id as string, name]));
  const before = await readTargets(db, projectId, services);
  await change();
  const after = await readTargets(db, projectId, await lockServices(db, projectId));
  for (const [serviceId, target] of before) {
    const remote = toRemote(target);
    const next = after.get(serviceId);
    if (next !== undefined && toRemote(next) === remote) continue;
    // Of a service that never synced there is nothing there.
    if (!(await wasPushed(db, remote, serviceId))) continue;
    await saveDeparture(db, {
      id: ctx.newId(),
      projectId,
      serviceId,
      serviceName: names.get(serviceId) ?? '',
      remote,
      repositoryId: target.repositoryId,
      target,
      at: ctx.clock(),
    });
  }
  for (const [serviceId, target] of after) await deleteDeparture(db, toRemote(target), serviceId);
}

/** The services of a project that left a repository, oldest first. */
export async function listDepartures(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  projectId: string,
): Promise<readonly Departure[]> {
  const { db } = ctx.store;
  const project = await getProject(db, principal, projectId);
  return (await listRows(db, project.id)).map(toDeparture);
}

/**
 * Asks for a merge request that removes the files of a service that left. What somebody edited stays. Asking again tries
 * again. Throws `Refusal` when they are removed already, or when it came back meanwhile.
 */
export async function requestRemoval(
  ctx: Pick<Context, 'store' | 'clock' | 'jobs'>,
  principal: Principal,
  departureId: string,
): Promise<Departure> {
  return ctx.store.transact(async (transaction) => {
    const { db } = transaction;
    const row = await getDepartureRow(db, principal, departureId);
    const isAsked = await updateDeparture(db, row.id, ['left', 'removal-requested'], {
      state: 'removal-requested',
      requestedBy: principal.userId,
      requestedAt: ctx.clock(),
      message: null,
    });
    if (!isAsked) throw new Refusal('conflict', `The files of ${row.serviceName} are removed already.`);
    await ctx.jobs.enqueue(transaction, [{ name: 'remove-files', key: row.remote, data: { departureId: row.id } }]);
    await notify(db, { topic: 'git', projectId: row.projectId });
    return toDeparture(await getDepartureRow(db, principal, departureId));
  });
}

function toRemote({ baseUrl, externalId }: BuildTarget): string {
  return `${baseUrl}#${externalId}`;
}

function toDeparture(row: DepartureRow): Departure {
  return {
    id: row.id,
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    repository: row.repository,
    at: row.at.toISOString(),
    state: row.state,
    message: row.message,
    mergeRequest: row.mergeRequest === null ? null : toMergeRequest(row.mergeRequest),
  };
}
