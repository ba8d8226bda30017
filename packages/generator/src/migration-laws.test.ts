import type { EarlierMigration, ServiceModel } from '@amplication/domain';
import { createTestDatabase, openStore } from '@amplication/test-kit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generateService } from './generate-service.ts';
import { applyMigrations, clearDatabase, readCatalog } from './testing/database-catalog.ts';
import { countingIds } from './testing/models.ts';
import { anyEdit, applyEdit, type Edit } from './testing/random-edits.ts';
import { anyModel } from './testing/random-models.ts';

/** `GENERATOR_RUNS=2000` looks longer. */
const RUNS = Math.ceil(Number(process.env['GENERATOR_RUNS'] ?? 100) * 0.3);
const SEED = Number(process.env['LAWS_SEED'] ?? 1);

/** All migrations of a history, one commit after the other. */
function migrationsOf(models: readonly ServiceModel[]): readonly EarlierMigration[] {
  return models.reduce<readonly EarlierMigration[]>((earlierMigrations, model, index) => {
    const migrationName = `${String(index + 1).padStart(5, '0')}_step`;
    const previous = models[index - 1];
    const { files } = generateService({ model, previous, earlierMigrations, migrationName });
    const added = files.find(({ key }) => key === `migration:${migrationName}`);
    return added === undefined
      ? earlierMigrations
      : [...earlierMigrations, { name: migrationName, sql: added.content }];
  }, []);
}

function historyOf(first: ServiceModel, commits: readonly (readonly Edit[])[]): readonly ServiceModel[] {
  const newId = countingIds(1000);
  return commits.reduce<readonly ServiceModel[]>(
    (models, edits) => {
      const last = models.at(-1) ?? first;
      return [...models, edits.reduce((model, edit) => applyEdit(model, edit, newId), last)];
    },
    [first],
  );
}

it('the migrations of any history give the database of its last model', { timeout: 3_600_000 }, async () => {
  const database = await createTestDatabase();
  try {
    await openStore(database.url, async (query) => {
      const catalogAfter = async (models: readonly ServiceModel[]) => {
        await clearDatabase(query);
        await applyMigrations(
          query,
          migrationsOf(models).map(({ sql }) => sql),
        );
        return readCatalog(query);
      };
      const commits = fc.array(fc.array(anyEdit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(anyModel, commits, async (first, edits) => {
          const models = historyOf(first, edits);
          expect(await catalogAfter(models)).toEqual(await catalogAfter(models.slice(-1)));
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });
  } finally {
    await database.drop();
  }
});
