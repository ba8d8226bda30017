import { and, asc, eq, inArray } from 'drizzle-orm';
import type { ProjectId, ServiceId } from '@amplication/domain';
import { withSettingDefaults } from '@amplication/domain';
import type { BuildTarget } from '../build-data.ts';
import type { Database } from '../store.ts';
import { departure, mergeRequest, pushedGeneration, repository, type DEPARTURE_STATES } from '../tables/index.ts';
import type { MergeRequestRow } from './builds.ts';

export type DepartureState = (typeof DEPARTURE_STATES)[number];

/** A service that generates into a repository no more. */
export interface DepartureRow extends Omit<typeof departure.$inferSelect, 'projectId' | 'serviceId' | 'target'> {
  readonly projectId: ProjectId;
  readonly serviceId: ServiceId;
  readonly target: BuildTarget;
  readonly mergeRequest: MergeRequestRow | null;
  readonly repository: { readonly fullPath: string; readonly webUrl: string } | null;
}

const select = (db: Database) =>
  db
    .select({ departure, mergeRequest, repository: { fullPath: repository.fullPath, webUrl: repository.webUrl } })
    .from(departure)
    .leftJoin(mergeRequest, eq(mergeRequest.id, departure.mergeRequestId))
    .leftJoin(repository, eq(repository.id, departure.repositoryId));

const toDeparture = (row: Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]): DepartureRow => ({
  ...row.departure,
  projectId: row.departure.projectId as ProjectId,
  serviceId: row.departure.serviceId as ServiceId,
  target: { ...row.departure.target, settings: withSettingDefaults(row.departure.target.settings) },
  mergeRequest: row.mergeRequest,
  repository: row.repository,
});

/** True when anything of a service ever reached a remote. */
export async function wasPushed(db: Database, remote: string, serviceId: string): Promise<boolean> {
  const rows = await db
    .select({ id: pushedGeneration.generationId })
    .from(pushedGeneration)
    .where(and(eq(pushedGeneration.remote, remote), eq(pushedGeneration.serviceId, serviceId)))
    .limit(1);
  return rows.length > 0;
}

/** Remembers that a service left a remote; one that left it before has left anew. */
export async function saveDeparture(
  db: Database,
  row: Omit<typeof departure.$inferInsert, 'state' | 'requestedBy' | 'requestedAt' | 'message' | 'mergeRequestId'>,
): Promise<void> {
  const anew = { state: 'left', requestedBy: null, requestedAt: null, message: null, mergeRequestId: null } as const;
  const { id: _id, ...changes } = row;
  await db
    .insert(departure)
    .values({ ...row, ...anew })
    .onConflictDoUpdate({ target: [departure.remote, departure.serviceId], set: { ...changes, ...anew } });
}

/** Forgets that a service left a remote: it generates there again. */
export async function deleteDeparture(db: Database, remote: string, serviceId: string): Promise<void> {
  await db.delete(departure).where(and(eq(departure.remote, remote), eq(departure.serviceId, serviceId)));
}

export async function findDeparture(db: Database, id: string): Promise<DepartureRow | undefined> {
  const [row] = await select(db).where(eq(departure.id, id));
  return row === undefined ? undefined : toDeparture(row);
}

/** The departures of a project's services, oldest first. */
export async function listDepartures(db: Database, projectId: string): Promise<readonly DepartureRow[]> {
  const rows = await select(db).where(eq(departure.projectId, projectId)).orderBy(asc(departure.at), asc(departure.id));
  return rows.map(toDeparture);
}

/** The services of all projects that left a remote. */
export async function listDeparturesOfRemote(db: Database, remote: string): Promise<readonly DepartureRow[]> {
  return (await select(db).where(eq(departure.remote, remote)).orderBy(asc(departure.serviceId))).map(toDeparture);
}

/** Changes a departure, but only from one of the states given; false when it is in another one, or gone, by now. */
export async function updateDeparture(
  db: Database,
  id: string,
  from: readonly DepartureState[],
  change: Partial<
    Pick<typeof departure.$inferInsert, 'state' | 'requestedBy' | 'requestedAt' | 'message' | 'mergeRequestId'>
  >,
): Promise<boolean> {
  const rows = await db
    .update(departure)
    .set(change)
    .where(and(eq(departure.id, id), inArray(departure.state, [...from])))
    .returning({ id: departure.id });
  return rows.length > 0;
}

/** The merge request was merged: what it removes is removed. Returns the projects concerned. */
export async function endDepartures(db: Database, mergeRequestId: string): Promise<readonly string[]> {
  const rows = await db
    .update(departure)
    .set({ state: 'removed', message: null })
    .where(and(eq(departure.mergeRequestId, mergeRequestId), eq(departure.state, 'removal-requested')))
    .returning({ projectId: departure.projectId });
  return [...new Set(rows.map((row) => row.projectId))];
}
