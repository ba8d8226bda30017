import type { DatabaseKind, EarlierMigration, ServiceModel } from '@amplication/domain';
import { createTestDatabase, hasMariaDb, openStore, startMariaDb } from '@amplication/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateService } from './generate-service.ts';
import { readCatalog, type Catalog } from './testing/database-catalog.ts';
import { countingIds } from './testing/models.ts';
import { anyEdit, applyEdit, type Edit } from './testing/random-edits.ts';
import { anyModelFor } from './testing/random-models.ts';

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

/** Answers the catalog of an empty database after these migrations. */
type Migrate = (migrations: readonly string[]) => Promise<Catalog>;

/** Opens a database of a kind, which is gone afterwards. */
async function withDatabase(kind: DatabaseKind, act: (migrate: Migrate) => Promise<void>): Promise<void> {
  await (kind === 'postgresql' ? withPostgres(act) : withMariaDb(act));
}

/** Each migration in a transaction of its own, as the generated `migrate.mjs` does. */
async function withPostgres(act: (migrate: Migrate) => Promise<void>): Promise<void> {
  const database = await createTestDatabase();
  try {
    await openStore(database.url, (query) =>
      act(async (migrations) => {
        await query('ROLLBACK');
        await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
        for (const sql of migrations) {
          await query('BEGIN');
          await query(sql);
          await query('COMMIT');
        }
        return readCatalog('postgresql', async (sql) => (await query(sql)).map(({ line }) => String(line)));
      }),
    );
  } finally {
    await database.drop();
  }
}

async function withMariaDb(act: (migrate: Migrate) => Promise<void>): Promise<void> {
  const maria = await startMariaDb();
  try {
    await act(async (migrations) => {
      const database = await maria.createDatabase();
      await maria.query(database, migrations.join('\n'));
      const catalog = await readCatalog('mysql', (sql) => maria.query(database, sql));
      await database.drop();
      return catalog;
    });
  } finally {
    await maria.stop();
  }
}

/** Whether the database of a model, made in steps, is as if it had been made at once. */
async function assertLaw(kind: DatabaseKind): Promise<void> {
  await withDatabase(kind, async (migrate) => {
    const catalogAfter = (models: readonly ServiceModel[]) => migrate(migrationsOf(models).map(({ sql }) => sql));
    const commits = fc.array(fc.array(anyEdit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(anyModelFor(kind), commits, async (first, edits) => {
        const models = historyOf(first, edits);
        expect(await catalogAfter(models)).toEqual(await catalogAfter(models.slice(-1)));
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
}

describe('the migrations of any history give the database of its last model', () => {
  it('in PostgreSQL', { timeout: 3_600_000 }, () => assertLaw('postgresql'));

  it.skipIf(!hasMariaDb())('in MariaDB (skipped where there is no mariadbd)', { timeout: 3_600_000 }, () =>
    assertLaw('mysql'),
  );
});
