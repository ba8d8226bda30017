import { Refusal } from '@amplication/domain';
import {
  findBuild,
  lockCommit,
  notify,
  saveGeneration,
  saveMigration,
  toGeneration,
  updateBuild,
  type BuildRow,
} from '@amplication/store';
import { pinGenerator } from '../building/pin-generator.ts';
import type { Context } from '../context.ts';
import { createBuildLogger, type BuildLogger } from './build-logger.ts';
import { readGeneratorInput } from './generator-input.ts';
import { queueSync } from './queue-sync.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'generate' | 'plugins' | 'jobs' | 'log'>;

/** Job: renders what the build's commit pinned into the ledger, and queues the sync when its siblings are done too. May run twice. */
export async function generateBuild(ctx: Ctx, buildId: string): Promise<void> {
  const build = await findBuild(ctx.store.db, buildId);
  if (build === undefined) return;
  const started = await updateBuild(ctx.store.db, build.id, ['queued', 'generating'], {
    state: 'generating',
    startedAt: build.startedAt ?? ctx.clock(),
  });
  if (!started) return;
  const log = createBuildLogger(ctx, [build]);
  await notify(ctx.store.db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
  try {
    await render(ctx, build, log);
  } catch (error) {
    await fail(ctx, build, log, error);
  }
}

async function render(ctx: Ctx, build: BuildRow, log: BuildLogger): Promise<void> {
  await log('generate', 'info', `Generating ${build.serviceName} with generator ${build.generatorVersion}`);
  const startedAt = ctx.clock().getTime();
  const input = await readGeneratorInput(ctx, build);
  assertPinned(build, pinGenerator(input.model, ctx.plugins));
  const tree = await ctx.generate(input);
  // Its thread may have read the operator's folder at another time.
  assertPinned(build, tree.generatorVersion);
  const generation = toGeneration(build.serviceId, tree);
  const migration = tree.files.find((file) => file.path.endsWith(`/${input.migrationName}/migration.sql`));
  await log('generate', 'info', `Generated ${tree.files.length} files in ${ctx.clock().getTime() - startedAt} ms`);
  if (build.target === null)
    await log(
      'generate',
      'warning',
      'No repository is set for this service: choose one in Git Settings to get a merge request',
    );
  await ctx.store.transact(async (transaction) => {
    const { db } = transaction;
    await lockCommit(db, build.commitId);
    await saveGeneration(db, generation, tree.files, ctx.clock());
    if (migration !== undefined) {
      const { serviceId, commitNumber } = build;
      await saveMigration(db, { serviceId, commitNumber, name: input.migrationName, sql: migration.content });
    }
    const done = await updateBuild(db, build.id, ['generating'], {
      state: 'generated',
      generationId: generation.id,
      generatorVersion: tree.generatorVersion,
      ...(build.target === null
        ? {
            finishedAt: ctx.clock(),
            message: 'The code is generated. No repository is set, so there is no merge request.',
          }
        : {}),
    });
    if (done) await queueSync(ctx, transaction, build);
    await notify(db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
  });
}

function assertPinned({ generatorVersion }: BuildRow, installed: string): void {
  if (generatorVersion === installed) return;
  const sentence = `The commit pinned generator ${generatorVersion}, but ${installed} is installed: generate the code again.`;
  throw new Refusal('stale', sentence);
}

async function fail(ctx: Ctx, build: BuildRow, log: BuildLogger, error: unknown): Promise<void> {
  const refusal = error instanceof Refusal ? error : undefined;
  if (refusal === undefined) ctx.log.error({ buildId: build.id, error }, 'generating failed');
  const message =
    refusal?.message ??
    'Generating failed because of a fault of ours. Try again; if it stays, look for the id of this build in the server log.';
  await log('generate', 'error', message);
  await ctx.store.transact(async (transaction) => {
    const { db } = transaction;
    await lockCommit(db, build.commitId);
    const change = {
      state: 'failed',
      errorCode: refusal?.code ?? 'generator_fault',
      message,
      finishedAt: ctx.clock(),
    } as const;
    // Its siblings must not wait for it.
    if (await updateBuild(db, build.id, ['generating'], change)) await queueSync(ctx, transaction, build);
    await notify(db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
  });
}
