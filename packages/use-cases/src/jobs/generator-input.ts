import { toCanonicalJson, type ServiceModel } from '@amplication/domain';
import type { GenerateServiceInput } from '@amplication/generator';
import { listMigrations, listModelHistory, readSnapshots, type BuildRow } from '@amplication/store';
import type { Context } from '../context.ts';

type Ctx = Pick<Context, 'store' | 'generate'>;

/** Model, previous model and earlier migrations, from what the commits of the service pinned: no clock, no working copy. */
export async function readGeneratorInput(ctx: Ctx, build: BuildRow): Promise<GenerateServiceInput> {
  const { db } = ctx.store;
  const history = await listModelHistory(db, build.serviceId, build.commitNumber);
  const models = await readSnapshots(db, [...new Set(history.map((entry) => entry.modelHash))]);
  const migrations = [...(await listMigrations(db, build.serviceId, build.commitNumber - 1))];
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
    if (!migrations.some((migration) => migration.commitNumber === entry.commitNumber)) {
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
  if (previous !== undefined && toCanonicalJson(previous) === toCanonicalJson(input.model)) return undefined;
  const tree = await ctx.generate({ ...rest, earlierMigrations: [], ...(previous === undefined ? {} : { previous }) });
  return tree.files.find((file) => file.path.endsWith(`/${input.migrationName}/migration.sql`))?.content;
}

/** `20261122130405_commit_7`: moment and number of the commit, so that a rerun gives the same name. */
function toMigrationName(entry: { readonly createdAt: Date; readonly commitNumber: number }): string {
  const moment = entry.createdAt.toISOString().replace(/[-:T]/gu, '').slice(0, 14);
  return `${moment}_commit_${entry.commitNumber}`;
}
