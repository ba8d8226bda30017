import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listModelChanges, type ModelHash } from '@amplication/domain';
import { createTestDatabase, type TestDatabase } from '@amplication/test-kit';
import { migrateDatabase } from '../migrate.ts';
import { createStore, type Store } from '../store.ts';
import { enterProject, enterService } from '../testing/enter-project.ts';
import { findService, listServices, lockService, lockServices, readSnapshots, saveSnapshot } from './services.ts';

describe('a model that was stored as version 1', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: Store;
  let projectId: string;
  let serviceId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateDatabase(pool, fileURLToPath(new URL('../../migrations', import.meta.url)));
    store = createStore(pool);
    projectId = (await enterProject(store)).projectId;
    const {
      version: _version,
      id,
      name,
      slug,
      description,
      serverDirectory,
    } = await enterService(store, projectId, 'A');
    serviceId = id;
    const entity = { id: 'e', name: 'Artist', pluralName: 'Artists', displayName: 'Artist', fields: [] };
    const stored = { version: 1, id, name, slug, description, serverDirectory, entities: [entity] };
    await saveSnapshot(store.db, id, 'hash' as ModelHash, stored as never);
    await pool.query('update service set model = $1 where id = $2', [JSON.stringify(stored), id]);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is read as one of today, wherever models are read', async () => {
    const { db } = store;
    const read = await Promise.all([
      findService(db, serviceId),
      lockService(db, serviceId),
      listServices(db, projectId).then(([row]) => row),
      lockServices(db, projectId).then(([row]) => row),
    ]);
    const [first] = read;
    expect(first?.model).toMatchObject({
      version: 2,
      database: 'postgresql',
      apis: { rest: true, graphql: false },
      authEntityId: null,
      entities: [{ id: 'e', permissions: { view: { kind: 'public' }, fields: [] }, uniqueKeys: [], indexes: [] }],
    });
    expect(read.map((row) => row?.model)).toEqual(Array(4).fill(first?.model));
  });

  it('has no pending change because of that', async () => {
    const row = await findService(store.db, serviceId);
    const committed = (await readSnapshots(store.db, ['hash'])).get('hash');
    if (row === undefined) throw new Error('It is there.');
    expect(committed?.version).toBe(2);
    expect(listModelChanges(committed, row.model)).toEqual([]);
  });
});

it('reads no snapshot where none is asked for', async () => {
  expect(await readSnapshots({} as never, [])).toEqual(new Map());
});
