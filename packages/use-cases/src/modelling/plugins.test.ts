import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PluginChoice } from '@amplication/domain';
import { builtInPlugins, generateWithPlugins, GENERATOR_VERSION } from '@amplication/generator';
import { findBuild } from '@amplication/store';
import { createTestDatabase } from '@amplication/test-kit';
import { commitChanges } from '../building/commit-changes.ts';
import { listPendingChanges } from '../building/pending-changes.ts';
import type { Context } from '../context.ts';
import { generateBuild } from '../jobs/generate-build.ts';
import { connectBench } from '../testing/connect-bench.ts';
import { openBench, type Bench } from '../testing/open-bench.ts';
import { createEntity } from './entities.ts';
import { choosePlugins, listPlugins } from './plugins.ts';
import { getService } from './services.ts';

const OWNERS = { name: 'codeowners', settings: { owners: '@team' } };
const KAFKA = { name: 'kafka', settings: {} };

describe('the plugins of a service', () => {
  let bench: Bench;
  let billing: string;
  beforeEach(async () => {
    bench = await openBench(await createTestDatabase());
    billing = await bench.enter('Billing');
  });
  afterEach(() => bench.close());

  const generate: Context['generate'] = (input) => generateWithPlugins(input, builtInPlugins());
  const choose = (plugins: readonly PluginChoice[], service = billing) =>
    choosePlugins({ ...bench.ctx, generate }, bench.principal, service, plugins);

  it('are chosen among those that are installed', async () => {
    expect(listPlugins(bench.ctx).map(({ name, repositoryWide }) => [name, repositoryWide])).toEqual([
      ['codeowners', true],
      ['kafka', false],
    ]);
    expect(await choose([OWNERS, KAFKA])).toMatchObject({ plugins: [OWNERS, KAFKA] });
    expect(await listPendingChanges(bench.ctx, bench.principal, bench.projectId)).toMatchObject([
      { label: 'Billing', changedBy: 'A user' },
    ]);
    await expect(choose([{ name: 'terraform', settings: {} }])).rejects.toThrow(
      '"terraform": it is not installed here',
    );
    await expect(choose([KAFKA, KAFKA])).rejects.toMatchObject({ code: 'invalid_model' });
  });

  it('are tried before they are stored', async () => {
    const settings = { entities: 'Invoice' };
    await expect(choose([{ name: 'kafka', settings }])).rejects.toThrow('the service has no entity "Invoice"');
    expect((await getService(bench.ctx, bench.principal, billing)).plugins).toEqual([]);
    await createEntity(bench.ctx, bench.principal, billing, { name: 'Invoice' });
    expect((await choose([{ name: 'kafka', settings }])).plugins).toEqual([{ name: 'kafka', settings }]);
  });

  it('are not there for whoever has no access', async () => {
    const { principal } = await bench.enterSomebodyElse();
    await expect(choosePlugins({ ...bench.ctx, generate }, principal, billing, [KAFKA])).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('are pinned by a commit with their versions, and a build with others is refused', async () => {
    await choose([OWNERS, KAFKA]);
    const made = await bench.commit();
    const id = made.builds[0]?.id ?? '';
    const log = { info: () => undefined, error: () => undefined };
    const pinned = `${GENERATOR_VERSION}+codeowners@1.0.0,kafka@1.0.0`;
    const stale = { ...bench.ctx, log, generate: async () => ({ generatorVersion: 'x', files: [], identifiers: {} }) };
    await generateBuild(stale, id);
    expect(await findBuild(bench.ctx.store.db, id)).toMatchObject({
      errorCode: 'stale',
      message: expect.stringContaining(`The commit pinned generator ${pinned}, but x is installed`),
    });
    const [build] = (await bench.commit()).builds;
    await generateBuild({ ...bench.ctx, log, generate }, build?.id ?? '');
    expect(await findBuild(bench.ctx.store.db, build?.id ?? '')).toMatchObject({
      state: 'generated',
      generatorVersion: pinned,
    });
  });

  it('cannot be committed when the operator removed one', async () => {
    await choose([KAFKA]);
    const all = { message: '', strategy: 'all-services' } as const;
    const ctx = { ...bench.ctx, plugins: new Map() };
    await expect(commitChanges(ctx, bench.principal, bench.projectId, all)).rejects.toMatchObject({
      code: 'invalid_model',
      message: expect.stringContaining('"kafka": it is not installed here'),
    });
  });

  it('of a whole repository have the same settings in all services of it', async () => {
    const orders = await bench.enter('Orders');
    await choose([OWNERS]);
    await choose([{ name: 'codeowners', settings: { owners: '@others' } }], orders);
    await expect(bench.commit()).resolves.toMatchObject({ number: 1 });
    await connectBench(bench);
    await expect(bench.commit()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        '"Billing" and "Orders" go to one repository and choose the plugin "codeowners"',
      ),
    });
    await choose([OWNERS], orders);
    expect((await bench.commit()).builds).toHaveLength(2);
  });
});
