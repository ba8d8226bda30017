import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@amplication/test-kit';
import { createEntity, createField, deleteField, listEntities, updateEntity } from '../modelling/entities.ts';
import { createAuthEntity, updateService } from '../modelling/service-settings.ts';
import { getService } from '../modelling/services.ts';
import { openBench, type Bench } from '../testing/open-bench.ts';
import { discardPendingChanges, listPendingChanges } from './pending-changes.ts';

describe('pending changes', () => {
  let bench: Bench;
  let billing: string;
  beforeEach(async () => {
    bench = await openBench(await createTestDatabase());
    billing = await bench.enter('Billing');
  });
  afterEach(() => bench.close());

  const discard = (...keys: readonly string[]) => {
    const changes = keys.map((key) => ({ serviceId: billing, key }));
    return discardPendingChanges(bench.ctx, bench.principal, bench.projectId, changes);
  };
  const discardAll = () => discardPendingChanges(bench.ctx, bench.principal, bench.projectId, undefined);
  const rename = (service: string, name: string) => updateService(bench.ctx, bench.principal, service, { name });

  it('say who changed what and when', async () => {
    await createEntity(bench.ctx, bench.principal, billing, { name: 'Invoice' });
    expect(await listPendingChanges(bench.ctx, bench.principal, bench.projectId)).toMatchObject([
      {
        subject: 'service',
        action: 'created',
        label: 'Billing',
        changedBy: 'A user',
        changedAt: '2026-01-02T03:04:05.000Z',
      },
      { subject: 'entity', action: 'created', label: 'Invoice', changedBy: 'A user' },
    ]);
  });

  it('are taken back one by one, and all at once', async () => {
    await bench.commit();
    const invoice = await createEntity(bench.ctx, bench.principal, billing, { name: 'Invoice' });
    await rename(billing, 'Bills');
    await discard(`entity:${invoice.id}`);
    expect(await bench.listLabels()).toEqual(['updated Bills']);
    await discardAll();
    expect(await bench.listLabels()).toEqual([]);
    expect((await getService(bench.ctx, bench.principal, billing)).name).toBe('Billing');
  });

  it('are not taken back where two entities would have one name, and nothing else happens either', async () => {
    const invoice = await createEntity(bench.ctx, bench.principal, billing, { name: 'Invoice' });
    await bench.commit();
    await updateEntity(bench.ctx, bench.principal, { serviceId: billing, entityId: invoice.id }, { name: 'Bill' });
    const twin = await createEntity(bench.ctx, bench.principal, billing, { name: 'Invoice' });
    await rename(billing, 'Bills');
    const before = await bench.listLabels();
    await expect(discard('service', `entity:${invoice.id}`)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('an entity named "Invoice"'),
    });
    expect(await bench.listLabels()).toEqual(before);
    await discard(`entity:${invoice.id}`, `entity:${twin.id}`);
    expect(await bench.listLabels()).toEqual(['updated Bills']);
  });

  it('are not taken back where a new field has the name of a deleted one', async () => {
    const { id: entityId } = await createEntity(bench.ctx, bench.principal, billing, { name: 'Invoice' });
    const path = { serviceId: billing, entityId };
    const plain = { required: false, unique: false, searchable: false };
    const total = await createField(bench.ctx, bench.principal, path, {
      ...plain,
      name: 'total',
      type: { kind: 'email' },
    });
    await bench.commit();
    await deleteField(bench.ctx, bench.principal, { ...path, fieldId: total.id });
    await createField(bench.ctx, bench.principal, path, { ...plain, name: 'total', type: { kind: 'boolean' } });
    await expect(discard(`field:${entityId}:${total.id}`)).rejects.toMatchObject({ code: 'conflict' });
    const [entity] = await listEntities(bench.ctx, bench.principal, billing);
    expect(entity?.fields.at(-1)).toMatchObject({ name: 'total', type: { kind: 'boolean' } });
    await discardAll();
    expect(await bench.listLabels()).toEqual([]);
  });

  it('are not taken back where another service has the old name by now', async () => {
    await bench.commit();
    await rename(billing, 'Bills');
    await bench.enter('Billing orders');
    const orders = (await listPendingChanges(bench.ctx, bench.principal, bench.projectId)).find(
      ({ label }) => label === 'Billing orders',
    );
    await rename(orders?.serviceId ?? '', 'billing');
    await expect(discard('service')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Two services'),
    });
    expect((await getService(bench.ctx, bench.principal, billing)).name).toBe('Bills');
  });

  it('are taken back for two services that changed their names with each other', async () => {
    const orders = await bench.enter('Orders');
    await bench.commit();
    await rename(billing, 'Other');
    await rename(orders, 'Billing');
    await rename(billing, 'Orders');
    await discardAll();
    expect(await bench.listLabels()).toEqual([]);
    expect((await getService(bench.ctx, bench.principal, orders)).name).toBe('Orders');
  });

  it('are taken back all at once for a service that was never committed and lets people sign in', async () => {
    await createAuthEntity(bench.ctx, bench.principal, billing);
    expect(await bench.listLabels()).toEqual(['created Billing', 'created User']);
    await discardAll();
    expect(await bench.listLabels()).toEqual(['created Billing']);
    expect((await getService(bench.ctx, bench.principal, billing)).authEntityId).toBeNull();
  });

  it('are not taken back where another service has the old folder by now', async () => {
    const orders = await bench.enter('Orders');
    await bench.commit();
    await updateService(bench.ctx, bench.principal, billing, { serverDirectory: 'apps/bills' });
    await updateService(bench.ctx, bench.principal, orders, { serverDirectory: 'apps/billing-server' });
    await expect(discard('service')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('"apps/billing-server" is taken'),
    });
    await discardAll();
    expect(await bench.listLabels()).toEqual([]);
  });

  it('are refused by a key that names none, or a service of another project', async () => {
    await expect(discard('everything')).rejects.toMatchObject({ code: 'invalid_input' });
    const other = await bench.enterSomebodyElse();
    const changes = [{ serviceId: billing, key: 'service' }];
    await expect(discardPendingChanges(bench.ctx, other.principal, other.projectId, changes)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
