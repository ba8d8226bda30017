import type { RoleInput, RolePatch } from '@amplication/contract';
import { getRole, putRole, removeRole, toDisplayName, type Role } from '@amplication/domain';
import { getService } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { editService } from './edit-service.ts';

/** Where a role is; the ids come from the address and may be of anybody. */
export interface RolePath {
  readonly serviceId: string;
  readonly roleId: string;
}

/** Roles of a service, in the order in which they were added. */
export async function listRoles(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  serviceId: string,
): Promise<readonly Role[]> {
  return (await getService(ctx.store.db, principal, serviceId)).service.model.roles;
}

/** Adds a role. */
export async function createRole(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  principal: Principal,
  serviceId: string,
  input: RoleInput,
): Promise<Role> {
  const role = { id: ctx.newId(), name: input.name, displayName: input.displayName ?? toDisplayName(input.name) };
  await editService(ctx, principal, serviceId, (before) => ({
    model: putRole(before, role),
    subjects: [{ kind: 'service' }],
  }));
  return role;
}

/** Renames or relabels a role. */
export async function updateRole(
  ctx: Pick<Context, 'store' | 'clock'>,
  principal: Principal,
  { serviceId, roleId }: RolePath,
  change: RolePatch,
): Promise<Role> {
  const model = await editService(ctx, principal, serviceId, (before) => {
    const { name, displayName } = getRole(before, roleId);
    const role = { id: roleId, name: change.name ?? name, displayName: change.displayName ?? displayName };
    return { model: putRole(before, role), subjects: [{ kind: 'service' }] };
  });
  return getRole(model, roleId);
}

/** Removes a role that no permission names. */
export async function deleteRole(
  ctx: Pick<Context, 'store' | 'clock'>,
  principal: Principal,
  { serviceId, roleId }: RolePath,
): Promise<void> {
  await editService(ctx, principal, serviceId, (before) => ({
    model: removeRole(before, roleId),
    subjects: [{ kind: 'service' }],
  }));
}
