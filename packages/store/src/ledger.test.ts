import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GeneratedFile, ServiceId } from '@amplication/domain';
import { createTestDatabase, type TestDatabase } from '@amplication/test-kit';
import {
  findGeneration,
  listMigrations,
  findGenerations,
  findOrigins,
  listPushedGenerations,
  readBlobs,
  recordPushed,
  saveGeneration,
  saveMigration,
  toGeneration,
} from './ledger.ts';
import { migrateDatabase } from './migrate.ts';
import { findRecentGenerations } from './recent-generations.ts';
import { createStore, type Store } from './store.ts';
import { blob } from './tables/index.ts';
import { enterProject, enterService } from './testing/enter-project.ts';

const AT = new Date('2026-01-02T03:04:05Z');
const file = (path: string, content: string): GeneratedFile => ({ path, mode: '100644', content, key: `key:${path}` });

describe('the ledger', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: Store;
  let billing: ServiceId;
  let orders: ServiceId;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateDatabase(pool, fileURLToPath(new URL('../migrations', import.meta.url)));
    store = createStore(pool);
    const { projectId } = await enterProject(store);
    billing = (await enterService(store, projectId, 'Billing')).id;
    orders = (await enterService(store, projectId, 'Orders')).id;
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const countBlobs = async (): Promise<number> => store.db.$count(blob);
  const save = async (service: ServiceId, files: readonly GeneratedFile[]) => {
    const generation = toGeneration(service, { files, identifiers: {} });
    await saveGeneration(store.db, generation, files, AT);
    return generation;
  };

  it('gives back what was saved, byte by byte', async () => {
    const files = [file('a.txt', 'one\n'), file('b/ü.txt', 'größe 日本 😀\r\n'), file('empty', '')];
    const generation = await save(billing, files);
    expect(await findGeneration(store.db, billing, generation.id)).toEqual(generation);
    const contents = await readBlobs(
      store.db,
      generation.entries.map(({ hash }) => hash),
    );
    expect(generation.entries.map(({ hash }) => contents.get(hash)?.toString('utf8'))).toEqual(
      files.map(({ content }) => content),
    );
  });

  it("addresses bytes by SHA-256 and by git's own id", () => {
    const [entry] = toGeneration(billing, { files: [file('a.txt', 'hello\n')], identifiers: {} }).entries;
    expect(entry?.hash).toBe(createHash('sha256').update('hello\n').digest('hex'));
    // `git hash-object` says so.
    expect(entry?.gitId).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  });

  it('stores equal bytes once, in one generation and over many', async () => {
    const before = await countBlobs();
    await save(billing, [file('x', 'shared bytes'), file('y', 'shared bytes'), file('z', 'own bytes')]);
    expect(await countBlobs()).toBe(before + 2);
    await save(orders, [file('other', 'shared bytes')]);
    expect(await countBlobs()).toBe(before + 2);
  });

  it('has one generation for equal output of one service, however often it is saved', async () => {
    const files = [file('a', '1'), file('b', '2')];
    const [first, second] = [await save(billing, files), await save(billing, files)];
    expect(second).toEqual(first);
  });

  it('has another generation for another service, path, mode, key or content', () => {
    const base = file('a', '1');
    const ids = [
      toGeneration(billing, { files: [base], identifiers: {} }),
      toGeneration(orders, { files: [base], identifiers: {} }),
      ...[{ path: 'b' }, { mode: '100755' as const }, { key: 'k' }, { content: '2' }].map((change) =>
        toGeneration(billing, { files: [{ ...base, ...change }], identifiers: {} }),
      ),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
  });

  it("does not find another service's generation, nor one that never was", async () => {
    const generation = await save(billing, [file('a', 'of billing')]);
    expect(await findGeneration(store.db, orders, generation.id)).toBeUndefined();
    expect(await findGeneration(store.db, billing, 'never')).toBeUndefined();
  });

  it('saves more files than one statement takes', async () => {
    const files = Array.from({ length: 1_203 }, (_each, index) => file(`f${index}`, `content ${index}`));
    const generation = await save(orders, files);
    const contents = await readBlobs(
      store.db,
      generation.entries.map(({ hash }) => hash),
    );
    expect(contents.size).toBe(1_203);
  });

  it('takes the same files from two builds at once', async () => {
    const files = Array.from({ length: 50 }, (_each, index) => file(`g${index}`, `at once ${index}`));
    const generations = await Promise.all([save(billing, files), save(billing, files), save(orders, files)]);
    expect(new Set(generations.map(({ id }) => id)).size).toBe(2);
  });

  it('lists what was pushed to a remote in the order of the pushes, each once', async () => {
    const remote = 'https://gitlab.test#7';
    const [one, two, three] = [
      await save(billing, [file('a', 'p1')]),
      await save(billing, [file('a', 'p2')]),
      await save(orders, [file('a', 'p3')]),
    ];
    await recordPushed(store.db, remote, [two], AT);
    await recordPushed(store.db, remote, [one, three], AT);
    await recordPushed(store.db, remote, [two], AT);
    await recordPushed(store.db, remote, [], AT);
    const pushed = async (where: string, service: ServiceId) => listPushedGenerations(store.db, where, service);
    expect(await pushed(remote, billing)).toEqual([two.id, one.id]);
    expect(await pushed(remote, orders)).toEqual([three.id]);
    expect(await pushed('https://gitlab.test#8', billing)).toEqual([]);
  });

  it('tells where a service generated exactly these bytes, and of no other service', async () => {
    const one = await save(billing, [file('a', 'origin'), file('b', 'origin'), file('c', 'other')]);
    const two = await save(billing, [file('moved', 'origin')]);
    await save(orders, [file('x', 'origin')]);
    const gitId = one.entries[0]?.gitId ?? '';
    const origins = await findOrigins(store.db, billing, [gitId, '0'.repeat(40)]);
    expect([...origins.keys()]).toEqual([gitId]);
    expect(origins.get(gitId)?.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { generation: one.id, path: 'a' },
      { generation: one.id, path: 'b' },
      { generation: two.id, path: 'moved' },
    ]);
    expect(await findOrigins(store.db, billing, [])).toEqual(new Map());
  });

  it('finds several generations at once, and none of another service', async () => {
    const [one, two, other] = [
      await save(billing, [file('a', 'g1')]),
      await save(billing, [file('a', 'g2')]),
      await save(orders, [file('a', 'g3')]),
    ];
    const found = await findGenerations(store.db, [
      { serviceId: billing, id: one.id },
      { serviceId: billing, id: two.id },
      { serviceId: billing, id: other.id },
    ]);
    expect(found.map(({ id }) => id).toSorted()).toEqual([one.id, two.id].toSorted());
    expect(await findGenerations(store.db, [])).toEqual([]);
  });

  it('reads a generation once, and asks again for one that was not there', async () => {
    const asked: string[] = [];
    const counting = new pg.Pool({ connectionString: database.url });
    const query = counting.query.bind(counting);
    counting.query = ((...use: Parameters<typeof query>) => {
      asked.push(String((use[0] as { readonly text?: string }).text));
      return query(...use);
    }) as typeof counting.query;
    const { recentGenerations, db } = createStore(counting);
    const find = (id: string) => findRecentGenerations({ db, recentGenerations }, [{ serviceId: billing, id }]);
    const generation = await save(billing, [file('a', 'recent')]);
    const later = toGeneration(billing, { files: [file('a', 'later')], identifiers: {} });
    expect(await find(generation.id)).toEqual([generation]);
    expect(await find(generation.id)).toEqual([generation]);
    expect(asked).toHaveLength(1);
    expect(await find(later.id)).toEqual([]);
    await save(billing, [file('a', 'later')]);
    expect(await find(later.id)).toEqual([later]);
    expect(await findRecentGenerations({ db, recentGenerations }, [{ serviceId: orders, id: generation.id }])).toEqual(
      [],
    );
    await counting.end();
  });

  it('reads nothing for no hashes, and nothing for an unknown one', async () => {
    expect(await readBlobs(store.db, [])).toEqual(new Map());
    expect(await readBlobs(store.db, ['0'.repeat(64)])).toEqual(new Map());
  });

  it('keeps the first migration of a commit for good, and lists them in the order of the commits', async () => {
    const migration = (commitNumber: number, sql: string) => ({
      serviceId: billing,
      commitNumber,
      name: `0000${commitNumber}`,
      sql,
    });
    await saveMigration(store.db, migration(2, 'second'));
    await saveMigration(store.db, migration(1, 'first'));
    await saveMigration(store.db, migration(1, 'changed'));
    expect((await listMigrations(store.db, billing, 2)).map(({ sql }) => sql)).toEqual(['first', 'second']);
    expect((await listMigrations(store.db, billing, 1)).map(({ sql }) => sql)).toEqual(['first']);
    expect(await listMigrations(store.db, orders, 9)).toEqual([]);
  });
});
