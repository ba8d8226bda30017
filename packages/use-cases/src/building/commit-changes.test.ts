import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBuild, findService, readSnapshots } from '@amplication/store';
import { createTestDatabase } from '@amplication/test-kit';
import { createEntity } from '../modelling/entities.ts';
import { updateService } from '../modelling/service-settings.ts';
import { createService } from '../modelling/services.ts';
import { openBench, type Bench } from '../testing/open-bench.ts';
import { listCommits } from './builds.ts';
import { commitChanges, type CommitRequest } from './commit-changes.ts';
import { listPendingChanges } from './pending-changes.ts';

describe('generate the code', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(await createTestDatabase());
  });
  afterEach(() => bench.close());

  const commit = (request: Partial<CommitRequest> = {}, ctx = bench.ctx) =>
    commitChanges(ctx, bench.principal, bench.projectId, { message: 'm', strategy: 'pending-changes', ...request });
  const built = async (request: Partial<CommitRequest>): Promise<readonly string[]> =>
    (await commit(request)).builds.map(({ serviceName }) => serviceName);
  const countCommits = async (): Promise<number> =>
    (await listCommits(bench.ctx, bench.principal, bench.projectId, {})).items.length;

  it('commits what is pending, with a queued build and a job for each service', async () => {
    const [billing, orders] = [await bench.enter('Billing'), await bench.enter('Orders')];
    const made = await commit({ message: 'First' });
    expect(made).toMatchObject({ number: 1, message: 'First', author: { name: 'A user' } });
    expect(made.builds.map(({ serviceId, state }) => [serviceId, state])).toEqual([
      [billing, 'queued'],
      [orders, 'queued'],
    ]);
    expect(bench.queued).toEqual(
      made.builds.map(({ id, serviceId }) => ({ name: 'generate-build', key: serviceId, data: { buildId: id } })),
    );
    expect(await listPendingChanges(bench.ctx, bench.principal, bench.projectId)).toEqual([]);
  });

  it('leaves no commit, build or number behind when its jobs cannot be queued', async () => {
    const service = await bench.enter('Billing');
    const jobs = { enqueue: () => Promise.reject(new Error('the queue is down')) };
    await expect(commit({}, { ...bench.ctx, jobs })).rejects.toThrow('the queue is down');
    expect(await countCommits()).toBe(0);
    expect((await findService(bench.ctx.store.db, service))?.committedHash).toBeNull();
    expect(await listPendingChanges(bench.ctx, bench.principal, bench.projectId)).toHaveLength(1);
    expect((await commit()).number).toBe(1);
  });

  it('pins the model: what is edited afterwards is in the next commit', async () => {
    const service = await bench.enter('Billing');
    const made = await commit();
    await createEntity(bench.ctx, bench.principal, service, { name: 'Invoice' });
    const { db } = bench.ctx.store;
    const build = await findBuild(db, made.builds[0]?.id ?? '');
    const snapshots = await readSnapshots(db, [build?.modelHash ?? '']);
    expect(snapshots.get(build?.modelHash ?? '')?.entities).toEqual([]);
    const next = await findBuild(db, (await commit()).builds[0]?.id ?? '');
    expect((await readSnapshots(db, [next?.modelHash ?? ''])).get(next?.modelHash ?? '')?.entities).toMatchObject([
      { name: 'Invoice' },
    ]);
  });

  it('builds what each strategy says', async () => {
    const [billing] = [await bench.enter('Billing'), await bench.enter('Orders')];
    await commit();
    await updateService(bench.ctx, bench.principal, billing, { description: 'Bills.' });
    expect(await built({ strategy: 'specific-services', serviceIds: [billing, billing] })).toEqual(['Billing']);
    expect(await built({ strategy: 'all-services' })).toEqual(['Billing', 'Orders']);
    await updateService(bench.ctx, bench.principal, billing, { description: 'Invoices.' });
    expect(await built({ strategy: 'pending-changes' })).toEqual(['Billing']);
  });

  it('is refused where there is nothing to build', async () => {
    await expect(commit({ strategy: 'all-services' })).rejects.toMatchObject({ code: 'nothing_to_commit' });
    await bench.enter('Billing');
    await commit();
    await expect(commit()).rejects.toMatchObject({ code: 'nothing_to_commit' });
    await expect(commit({ strategy: 'specific-services', serviceIds: [] })).rejects.toMatchObject({
      code: 'nothing_to_commit',
    });
    expect(await countCommits()).toBe(1);
  });

  it("is refused for another project's service, and for another workspace's project", async () => {
    await bench.enter('Billing');
    const other = await bench.enterSomebodyElse();
    const foreign = await createService(bench.ctx, other.principal, other.projectId, {
      name: 'Theirs',
      description: '',
    });
    const attempt = commit({ strategy: 'specific-services', serviceIds: [foreign.id] });
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    const request = { message: '', strategy: 'all-services' } as const;
    await expect(commitChanges(bench.ctx, other.principal, bench.projectId, request)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await countCommits()).toBe(0);
  });

  it('numbers commits that are made at once one after the other', async () => {
    await bench.enter('Billing');
    const commits = await Promise.all(Array.from({ length: 4 }, () => commit({ strategy: 'all-services' })));
    expect(new Set(commits.map(({ number }) => number))).toEqual(new Set([1, 2, 3, 4]));
  });
});
