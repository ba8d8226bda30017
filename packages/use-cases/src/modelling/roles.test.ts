import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samePermissions } from '@amplication/domain';
import { createTestDatabase } from '@amplication/test-kit';
import { listPendingChanges } from '../building/pending-changes.ts';
import { openBench, type Bench } from '../testing/open-bench.ts';
import { createEntity, updateEntity } from './entities.ts';
import { createRole, deleteRole, listRoles, updateRole } from './roles.ts';
import { createService } from './services.ts';

describe('roles', () => {
  let bench: Bench;
  let serviceId: string;
  beforeAll(async () => {
    bench = await openBench(await createTestDatabase());
    const input = { name: 'Billing', description: '', auth: true };
    serviceId = (await createService(bench.ctx, bench.principal, bench.projectId, input)).id;
  });
  afterAll(() => bench.close());

  const names = async (): Promise<readonly string[]> =>
    (await listRoles(bench.ctx, bench.principal, serviceId)).map(({ name }) => name);

  it('are added, renamed and removed, and are changes of the service', async () => {
    const { ctx, principal, projectId } = bench;
    const role = await createRole(ctx, principal, serviceId, { name: 'sales-manager' });
    expect(role).toMatchObject({ name: 'sales-manager', displayName: 'Sales Manager' });
    expect(await names()).toEqual(['admin', 'user', 'sales-manager']);
    const renamed = await updateRole(ctx, principal, { serviceId, roleId: role.id }, { name: 'clerk' });
    expect(renamed).toEqual({ id: role.id, name: 'clerk', displayName: 'Sales Manager' });
    expect(await listPendingChanges(ctx, principal, projectId)).toMatchObject([
      { subject: 'service', after: { roles: [{}, {}, { name: 'clerk' }] } },
      { subject: 'entity', label: 'User' },
    ]);
    await deleteRole(ctx, principal, { serviceId, roleId: role.id });
    expect(await names()).toEqual(['admin', 'user']);
  });

  it('are refused by a name that is taken, and where there is none', async () => {
    const { ctx, principal } = bench;
    await expect(createRole(ctx, principal, serviceId, { name: 'admin' })).rejects.toMatchObject({
      code: 'name_taken',
      problems: [{ path: 'name' }],
    });
    await expect(updateRole(ctx, principal, { serviceId, roleId: 'nobody' }, {})).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('stay while a permission names them', async () => {
    const { ctx, principal } = bench;
    const role = await createRole(ctx, principal, serviceId, { name: 'clerk' });
    const entity = await createEntity(ctx, principal, serviceId, { name: 'Invoice' });
    const permissions = samePermissions({ kind: 'roles', roleIds: [role.id] });
    await updateEntity(ctx, principal, { serviceId, entityId: entity.id }, { permissions });
    await expect(deleteRole(ctx, principal, { serviceId, roleId: role.id })).rejects.toMatchObject({
      code: 'in_use',
      message: 'The role "clerk" is in permissions of Invoice: take it out of them first.',
    });
  });

  it('are of nobody who has no access to the service', async () => {
    const { principal } = await bench.enterSomebodyElse();
    const [role] = await listRoles(bench.ctx, bench.principal, serviceId);
    const path = { serviceId, roleId: role?.id ?? '' };
    const gone = { code: 'not_found' };
    await expect(listRoles(bench.ctx, principal, serviceId)).rejects.toMatchObject(gone);
    await expect(createRole(bench.ctx, principal, serviceId, { name: 'spy' })).rejects.toMatchObject(gone);
    await expect(updateRole(bench.ctx, principal, path, { name: 'spy' })).rejects.toMatchObject(gone);
    await expect(deleteRole(bench.ctx, principal, path)).rejects.toMatchObject(gone);
  });
});
