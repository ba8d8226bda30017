import type { GenerationId, ServiceId } from '@amplication/domain';
import { GENERATOR_VERSION } from '@amplication/generator';
import type { ServiceOnBranch } from '@amplication/git-sync';
import {
  listDeparturesOfRemote,
  listNewestGenerations,
  saveGeneration,
  toGeneration,
  type BuildRow,
  type BuildTarget,
  type DepartureRow,
} from '@amplication/store';
import type { Context } from '../context.ts';
import type { SyncGroup } from './sync-group.ts';

type Ctx = Pick<Context, 'store' | 'clock'>;

/**
 * The newest finished generation of every service on the branch, not only of those just built. Of the services that left
 * the repository, those whose removal a person asked for are there with nothing to generate; the others' files are left alone.
 */
export async function readServices(ctx: Ctx, group: SyncGroup): Promise<readonly ServiceOnBranch[]> {
  const { db } = ctx.store;
  const { baseUrl, externalId } = group.target;
  const [builds, departures] = await Promise.all([
    listNewestGenerations(db, { baseUrl, externalId }),
    listDeparturesOfRemote(db, `${baseUrl}#${externalId}`),
  ]);
  // A build that was committed before its service left still goes where its commit says.
  const left = departures.filter(({ serviceId }) => group.builds.every((own) => own.serviceId !== serviceId));
  const leftIds = new Set<string>(left.map(({ serviceId }) => serviceId));
  const staying = builds.filter(
    (build) => !leftIds.has(build.serviceId) && isOnBranch(group, build.serviceId, build.target),
  );
  const leaving = left.filter(
    ({ state, serviceId, target }) => state !== 'left' && isOnBranch(group, serviceId, target),
  );
  const versions = new Map(builds.map(({ serviceId, generatorVersion }) => [serviceId, generatorVersion]));
  const removals = leaving.map((row) => toLeaving(ctx, row, versions.get(row.serviceId) ?? GENERATOR_VERSION));
  return [...staying.map(toStaying), ...(await Promise.all(removals))];
}

function isOnBranch(group: SyncGroup, serviceId: string, target: BuildTarget | null): boolean {
  const { settings } = group.target;
  const other = target?.settings;
  const isSameBranch =
    other?.baseBranch === settings.baseBranch &&
    other.syncBranch === settings.syncBranch &&
    other.strategy === settings.strategy;
  if (!isSameBranch) return false;
  return settings.strategy === 'shared' || serviceId === group.serviceId;
}

function toStaying({ serviceId: id, serviceName: name, generatorVersion, generationId }: BuildRow): ServiceOnBranch {
  if (generationId === null) throw new Error(`The newest generation of ${name} has no id.`);
  return { id, name, generatorVersion, generationId: generationId as GenerationId };
}

async function toLeaving(ctx: Ctx, row: DepartureRow, generatorVersion: string): Promise<ServiceOnBranch> {
  const id: ServiceId = row.serviceId;
  const generation = toGeneration(id, { files: [], identifiers: {} });
  // The marker will name it.
  await saveGeneration(ctx.store.db, generation, [], ctx.clock());
  return { id, name: row.serviceName, generatorVersion, generationId: generation.id, hasLeft: true };
}
