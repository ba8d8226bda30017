import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@amplication/test-kit';
import { migrateDatabase } from '../migrate.ts';
import { createStore, type Store } from '../store.ts';
import { enterProject, enterService } from '../testing/enter-project.ts';
import { findEarlierModelHash } from './builds.ts';
import { listNewestGenerations, toNewestBuildIds } from './newest-generations.ts';

const BUILDS = 10_000;
const HERE = { baseUrl: 'https://gitlab.test', externalId: 7 };

describe('the newest generations of a remote', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: Store;
  const services: string[] = [];

  /** Builds 1 to 10,000, in turns of five services; every tenth goes elsewhere, the last ones of each have no generation. */
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateDatabase(pool, fileURLToPath(new URL('../../migrations', import.meta.url)));
    store = createStore(pool);
    const { projectId, userId } = await enterProject(store);
    for (const name of ['A', 'B', 'C', 'D', 'E']) services.push((await enterService(store, projectId, name)).id);
    services.sort();
    const commitId = randomUUID();
    await pool.query(`insert into commit values ($1, $2, 1, 'm', $3, now())`, [commitId, projectId, userId]);
    await pool.query(`insert into model_snapshot select 'h' || n, '{}' from generate_series(1, $1) n`, [BUILDS]);
    await pool.query(
      `insert into generation (id, service_id, entries, created_at)
       select 'g' || n, ($1::uuid[])[1 + n % 5], '[]', now() from generate_series(1, $2) n`,
      [services, BUILDS],
    );
    await pool.query(
      `insert into build (id, commit_id, commit_number, project_id, service_id, service_name, state, model_hash, target, generator_version, generation_id, conflicts, created_at)
       select gen_random_uuid(), $1, n, $2, ($3::uuid[])[1 + n % 5], 's', 'merged', 'h' || n,
         jsonb_build_object('baseUrl', 'https://gitlab.test', 'externalId', case when n % 10 = 0 then 8 else 7 end, 'settings', '{}'::jsonb),
         '1', case when n > $4 - 10 then null else 'g' || n end, '[]', now()
       from generate_series(1, $4) n`,
      [commitId, projectId, services, BUILDS],
    );
    await pool.query('analyze');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('are the last with a generation of each service that goes there', async () => {
    const newest = await listNewestGenerations(store.db, HERE);
    expect(newest.map(({ serviceId, commitNumber }) => [serviceId, commitNumber])).toEqual([
      [services[0], 9_985],
      [services[1], 9_986],
      [services[2], 9_987],
      [services[3], 9_988],
      [services[4], 9_989],
    ]);
    const elsewhere = await listNewestGenerations(store.db, { ...HERE, externalId: 8 });
    expect(elsewhere.map(({ commitNumber }) => commitNumber)).toEqual([9_990]);
    expect(await listNewestGenerations(store.db, { ...HERE, externalId: 9 })).toEqual([]);
  });

  it('are found by the index, without a look at the other builds', async () => {
    const { rows } = await store.db.execute<{ 'QUERY PLAN': string }>(
      sql`explain (analyze, buffers, timing off, summary off) ${toNewestBuildIds(HERE)}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('using build_remote');
    expect(plan).not.toContain('Seq Scan on build');
    expect(plan).not.toContain('Sort');
    // Six steps through the index; reading all builds would take some thousands of pages.
    const pages = [...plan.matchAll(/shared hit=(\d+)/gu)].map(([, hit]) => Number(hit));
    expect(Math.max(...pages)).toBeLessThan(60);
  });

  it('have the model of the build before at hand', async () => {
    const [service = ''] = services;
    expect(await findEarlierModelHash(store.db, service, 9_985)).toBe('h9980');
    expect(await findEarlierModelHash(store.db, service, 5)).toBeUndefined();
    expect(await findEarlierModelHash(store.db, randomUUID(), 9_985)).toBeUndefined();
  });
});
