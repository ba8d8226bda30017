import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@amplication/test-kit';
import { listPendingChanges } from '../building/pending-changes.ts';
import { openBench, type Bench } from '../testing/open-bench.ts';
import { createEntity, listEntities } from './entities.ts';
import { createAuthEntity, updateService } from './service-settings.ts';
import { createService, getService } from './services.ts';

describe('the settings of a service', () => {
  let bench: Bench;
  let billing: string;
  beforeEach(async () => {
    bench = await openBench(await createTestDatabase());
    billing = await bench.enter('Billing');
  });
  afterEach(() => bench.close());

  const update = (change: Parameters<typeof updateService>[3], service = billing) =>
    updateService(bench.ctx, bench.principal, service, change);

  it('change as they are given, as a change of the service', async () => {
    await bench.commit();
    const change = {
      description: 'Bills.',
      apis: { rest: true, graphql: false },
      serverDirectory: 'services/billing',
      adminUi: false,
      adminDirectory: 'services/billing-admin',
    };
    expect(await update(change)).toMatchObject({ ...change, name: 'Billing', database: 'postgresql', committed: true });
    expect(await bench.listLabels()).toEqual(['updated Billing']);
  });

  it('keep the kind of database that migrations were generated for', async () => {
    expect(await update({ database: 'mysql' })).toMatchObject({ database: 'mysql' });
    await update({ database: 'postgresql' });
    await bench.commit();
    await expect(update({ database: 'mysql' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('The kind of database cannot change any more'),
      problems: [{ path: 'database' }],
    });
    expect(await update({ database: 'postgresql', description: 'Bills.' })).toMatchObject({ description: 'Bills.' });
  });

  it('are refused where they contradict each other', async () => {
    await expect(update({ apis: { rest: false, graphql: true } })).rejects.toMatchObject({
      code: 'invalid_model',
      problems: [{ path: 'adminUi' }],
    });
    await expect(update({ serverDirectory: '../elsewhere' })).rejects.toMatchObject({
      problems: [{ path: 'serverDirectory' }],
    });
  });

  it('are refused for a folder that is in one of another service, or around it', async () => {
    const orders = await bench.enter('Orders');
    for (const folder of ['apps/orders-server/src', 'Apps/Orders-Admin', 'apps']) {
      await expect(update({ serverDirectory: folder, adminDirectory: 'ui' })).rejects.toMatchObject({
        code: 'name_taken',
        problems: [{ path: 'serverDirectory' }],
      });
    }
    await update({ serverDirectory: 'apps/new-server' }, orders);
    await expect(bench.enter('New')).rejects.toMatchObject({ code: 'name_taken', problems: [{ path: 'name' }] });
    expect((await update({ serverDirectory: 'apps/orders-server' })).serverDirectory).toBe('apps/orders-server');
  });

  it('are refused for a name that is taken, and to whoever has no access', async () => {
    await bench.enter('Orders');
    await expect(update({ name: 'ORDERS' })).rejects.toMatchObject({ code: 'name_taken' });
    const { principal } = await bench.enterSomebodyElse();
    for (const attempt of [
      updateService(bench.ctx, principal, billing, { description: 'x' }),
      createAuthEntity(bench.ctx, principal, billing),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('let people sign in: with an entity User, which is told with the service', async () => {
    const user = await createAuthEntity(bench.ctx, bench.principal, billing);
    expect(user).toMatchObject({ name: 'User', permissions: { delete: { kind: 'roles' } } });
    expect(await getService(bench.ctx, bench.principal, billing)).toMatchObject({
      authEntityId: user.id,
      roles: [{ name: 'admin' }, { name: 'user' }],
      entities: 1,
    });
    expect(await bench.listLabels()).toEqual(['created Billing', 'created User']);
    await expect(createAuthEntity(bench.ctx, bench.principal, billing)).rejects.toMatchObject({ code: 'in_use' });
    await expect(update({ authEntityId: null })).rejects.toMatchObject({ code: 'invalid_model' });
    const invoice = await createEntity(bench.ctx, bench.principal, billing, { name: 'Invoice' });
    expect(invoice.permissions.view.kind).toBe('all-roles');
    await expect(update({ authEntityId: invoice.id })).rejects.toMatchObject({
      message: expect.stringContaining('Invoice cannot be what users sign in with'),
    });
  });

  it('start with people who sign in where that is asked for', async () => {
    const { ctx, principal, projectId } = bench;
    const service = await createService(ctx, principal, projectId, { name: 'Orders', description: '', auth: true });
    const [user] = await listEntities(ctx, principal, service.id);
    expect(service.authEntityId).toBe(user?.id);
    const changes = await listPendingChanges(ctx, principal, projectId);
    expect(changes.filter(({ serviceId }) => serviceId === service.id)).toMatchObject([
      { subject: 'service', changedBy: 'A user' },
      { subject: 'entity', label: 'User', changedBy: 'A user' },
    ]);
  });
});
