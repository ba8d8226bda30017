import type { Service, ServicePatch } from '@amplication/contract';
import {
  Refusal,
  addAuthEntity,
  assertDirectoriesFree,
  getEntity,
  updateSettings,
  type Entity,
  type EntityId,
} from '@amplication/domain';
import { lockServices, type ServiceRow } from '@amplication/store';
import { getService as getRow } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { editService, storeEdit } from './edit-service.ts';
import { getService, nameTaken } from './services.ts';

/** Renames or describes a service, or changes its settings; its slug stays. Names and folders are its own in the project. */
export async function updateService(
  ctx: Pick<Context, 'store' | 'clock'>,
  principal: Principal,
  serviceId: string,
  change: ServicePatch,
): Promise<Service> {
  await ctx.store.transact(async ({ db }) => {
    const { project } = await getRow(db, principal, serviceId);
    // As a commit does, and in the same order: two services cannot take one name or folder at once.
    const services = await lockServices(db, project.id);
    const service = services.find(({ id }) => id === serviceId);
    if (service === undefined) throw new Refusal('not_found', 'This service does not exist (any more).');
    const others = services.filter((row) => row !== service);
    if (change.name !== undefined) assertNameFree(change.name, others);
    if (change.database !== undefined) assertDatabaseOpen(service, change.database);
    const authEntityId = change.authEntityId as EntityId | null | undefined;
    const model = updateSettings(service.model, { ...change, authEntityId });
    if (change.serverDirectory !== undefined || change.adminDirectory !== undefined) {
      assertDirectoriesFree(
        model,
        others.map((row) => row.model),
      );
    }
    await storeEdit(db, ctx, principal, service, { model, subjects: [{ kind: 'service' }] });
  });
  return getService(ctx, principal, serviceId);
}

/** Lets people sign in to a service: adds the entity `User` and the roles that it needs. Returns the entity. */
export async function createAuthEntity(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  principal: Principal,
  serviceId: string,
): Promise<Entity> {
  const { authEntityId, ...model } = await editService(ctx, principal, serviceId, (before) => {
    const after = addAuthEntity(before, ctx.newId);
    return {
      model: after,
      subjects: [{ kind: 'service' }, { kind: 'entity', entityId: String(after.authEntityId) }],
    };
  });
  return getEntity({ ...model, authEntityId }, String(authEntityId));
}

function assertNameFree(name: string, others: readonly ServiceRow[]): void {
  if (others.some((row) => row.name.toLowerCase() === name.toLowerCase())) throw nameTaken(name);
}

/** Migrations are written for one kind of database: the first commit fixes it. */
function assertDatabaseOpen(service: ServiceRow, database: ServiceRow['model']['database']): void {
  if (service.committedHash === null || service.model.database === database) return;
  const message =
    'The kind of database cannot change any more: migrations were generated for it. Create another service for another kind.';
  throw new Refusal('conflict', message, [{ path: 'database', message }]);
}
