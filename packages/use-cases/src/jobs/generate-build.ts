import type { ServiceModel } from '@amplication/domain';
import {
  findBuild,
  hasUnfinishedSiblings,
  listMigrations,
  listModelHistory,
  lockCommit,
  notify,
  readSnapshots,
  saveGeneration,
  saveMigration,
  toGeneration,
  updateBuild,
  type BuildRow,
  type BuildTarget,
  type Transaction,
} from '@amplication/store';
import type { Context, Job } from '../context.ts';
import { createBuildLogger, type BuildLogger } from './build-logger.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'generate' | 'jobs' | 'log'>;

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
  const input = await readInput(ctx, build);
  const tree = await ctx.generate(input);
  const generation = toGeneration(build.serviceId, tree.files);
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

/** Model, previous model and earlier migrations, from what the commits of the service pinned: no clock, no working copy. */
async function readInput(ctx: Ctx, build: BuildRow): Promise<Parameters<Context['generate']>[0]> {
  const { db } = ctx.store;
  const history = await listModelHistory(db, build.serviceId, build.commitNumber);
  const models = await readSnapshots(db, [...new Set(history.map((entry) => entry.modelHash))]);
  const stored = await listMigrations(db, build.serviceId, build.commitNumber - 1);
  const migrations = [...stored];
  let previous: ServiceModel | undefined;
  for (const entry of history) {
    const model = models.get(entry.modelHash);
    if (model === undefined) throw new Error(`The model of commit ${entry.commitNumber} is gone.`);
    const migrationName = toMigrationName(entry);
    if (entry.commitNumber === build.commitNumber) {
      return {
        model,
        earlierMigrations: migrations.toSorted((a, b) => a.commitNumber - b.commitNumber),
        migrationName,
        ...(previous === undefined ? {} : { previous }),
      };
    }
    if (
      entry.modelHash !== undefined &&
      !migrations.some((migration) => migration.commitNumber === entry.commitNumber)
    ) {
      const sql = await renderMissed(ctx, { model, previous, migrationName });
      if (sql !== undefined) migrations.push({ commitNumber: entry.commitNumber, name: migrationName, sql });
    }
    previous = model;
  }
  throw new Error(`Build ${build.id} is not in the history of its own service.`);
}

/** The migration of an earlier commit whose build never got as far: later ones apply on top of it all the same. */
async function renderMissed(
  ctx: Ctx,
  input: { readonly model: ServiceModel; readonly previous: ServiceModel | undefined; readonly migrationName: string },
): Promise<string | undefined> {
  const { previous, ...rest } = input;
  if (previous !== undefined && JSON.stringify(previous) === JSON.stringify(input.model)) return undefined;
  const tree = await ctx.generate({ ...rest, earlierMigrations: [], ...(previous === undefined ? {} : { previous }) });
  return tree.files.find((file) => file.path.endsWith(`/${input.migrationName}/migration.sql`))?.content;
}

/** `20261122130405_commit_7`: moment and number of the commit, so that a rerun gives the same name. */
function toMigrationName(entry: { readonly createdAt: Date; readonly commitNumber: number }): string {
  const moment = entry.createdAt.toISOString().replace(/[-:T]/gu, '').slice(0, 14);
  return `${moment}_commit_${entry.commitNumber}`;
}

/** The last build of a commit that is generated starts the sync for all that share its repository: one push, one merge request. */
async function queueSync(ctx: Ctx, transaction: Transaction, build: BuildRow): Promise<void> {
  if (build.target === null) return;
  if (await hasUnfinishedSiblings(transaction.db, { ...build, target: build.target })) return;
  await ctx.jobs.enqueue(transaction, [toSyncJob(build.commitId, build.target)]);
}

function toSyncJob(commitId: string, target: BuildTarget): Job {
  const { baseUrl, externalId } = target;
  return { name: 'sync-repository', key: `${baseUrl}#${externalId}`, data: { commitId, baseUrl, externalId } };
}

async function fail(ctx: Ctx, build: BuildRow, log: BuildLogger, error: unknown): Promise<void> {
  ctx.log.error({ buildId: build.id, error }, 'generating failed');
  await log(
    'generate',
    'error',
    'Generating failed because of a fault of ours; it is in the server log under the id of this build',
  );
  await ctx.store.transact(async (transaction) => {
    const { db } = transaction;
    await lockCommit(db, build.commitId);
    const message =
      'Generating failed because of a fault of ours. Try again; if it stays, report the id of this build.';
    const failed = await updateBuild(db, build.id, ['generating'], {
      state: 'failed',
      errorCode: 'generator_fault',
      message,
      finishedAt: ctx.clock(),
    });
    // Its siblings must not wait for it.
    if (failed) await queueSync(ctx, transaction, build);
    await notify(db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
  });
}
