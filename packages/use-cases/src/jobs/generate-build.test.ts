import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateService } from '@amplication/generator';
import { findBuild, findGeneration, tables, type BuildRow } from '@amplication/store';
import { createTestDatabase } from '@amplication/test-kit';
import { cancelBuild, retryBuild } from '../building/builds.ts';
import { commitChanges } from '../building/commit-changes.ts';
import { createEntity, updateEntity } from '../modelling/entities.ts';
import { connectBench } from '../testing/connect-bench.ts';
import { openBench, type Bench } from '../testing/open-bench.ts';
import { generateBuild } from './generate-build.ts';

describe('generateBuild', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(await createTestDatabase());
  });
  afterEach(() => bench.close());

  const run = (
    buildId: string,
    generate: (input: Parameters<typeof generateService>[0]) => Promise<ReturnType<typeof generateService>> = async (
      input,
    ) => generateService(input),
  ) => generateBuild({ ...bench.ctx, generate, log: { info: () => undefined, error: () => undefined } }, buildId);
  const commit = async (): Promise<readonly string[]> =>
    (
      await commitChanges(bench.ctx, bench.principal, bench.projectId, { message: '', strategy: 'pending-changes' })
    ).builds.map((build) => build.id);
  const read = async (buildId: string): Promise<BuildRow> => {
    const build = await findBuild(bench.ctx.store.db, buildId);
    if (build === undefined) throw new Error('The build is gone.');
    return build;
  };
  const syncs = (): number => bench.queued.filter((job) => job.name === 'sync-repository').length;

  it('syncs the services of a commit together, when the last one is generated', async () => {
    await connectBench(bench);
    await bench.enter('Billing');
    await bench.enter('Orders');
    const [first = '', second = ''] = await commit();
    await run(first);
    expect([(await read(first)).state, syncs()]).toEqual(['generated', 0]);
    await run(second);
    expect(syncs()).toBe(1);
  });

  it('does nothing when its job runs again', async () => {
    await connectBench(bench);
    await bench.enter('Billing');
    const [buildId = ''] = await commit();
    await run(buildId);
    const { generationId } = await read(buildId);
    await run(buildId);
    expect(syncs()).toBe(1);
    expect((await read(buildId)).generationId).toBe(generationId);
  });

  it('does not let its siblings wait for a build that was cancelled, or that failed', async () => {
    await connectBench(bench);
    await bench.enter('Billing');
    await bench.enter('Orders');
    const [first = '', second = ''] = await commit();
    await run(first);
    await cancelBuild(bench.ctx, bench.principal, second);
    expect(syncs()).toBe(1);
    await run(second);
    expect((await read(second)).state).toBe('cancelled');

    await bench.enter('Stock');
    await bench.enter('Users');
    const [third = '', fourth = ''] = await commit();
    await run(third, () => Promise.reject(new Error('broken')));
    expect(await read(third)).toMatchObject({ state: 'failed', errorCode: 'generator_fault' });
    await run(fourth);
    expect(syncs()).toBe(2);
    await retryBuild(bench.ctx, bench.principal, third);
    await run(third);
    expect((await read(third)).state).toBe('generated');
  });

  it('refuses to build with another generator than the commit pinned', async () => {
    await bench.enter('Billing');
    const [buildId = ''] = await commit();
    await bench.ctx.store.db
      .update(tables.build)
      .set({ generatorVersion: '0.0.1' })
      .where(eq(tables.build.id, buildId));
    await run(buildId);
    expect(await read(buildId)).toMatchObject({
      state: 'failed',
      errorCode: 'stale',
      message: expect.stringContaining('generate the code again'),
    });
  });

  it('keeps a migration for each commit that changed the model, also for one that was never built', async () => {
    const serviceId = await bench.enter('Billing');
    const entity = await createEntity(bench.ctx, bench.principal, serviceId, { name: 'Invoice' });
    const [first = ''] = await commit();
    await cancelBuild(bench.ctx, bench.principal, first);
    await updateEntity(bench.ctx, bench.principal, { serviceId, entityId: entity.id }, { name: 'Bill' });
    const [second = ''] = await commit();
    await run(second);
    const { generationId } = await read(second);
    const generation = await findGeneration(bench.ctx.store.db, serviceId, generationId ?? '');
    const migrations = generation?.entries.flatMap((entry) =>
      entry.path.endsWith('/migration.sql') ? [entry.path.split('/').at(-2)] : [],
    );
    expect(migrations).toEqual(['20260102030405_commit_1', '20260102030405_commit_2']);
  });
});
