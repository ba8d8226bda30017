import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@amplication/test-kit';
import { migrateDatabase } from '../migrate.ts';
import { createStore, type Store } from '../store.ts';
import { allotSyncBranch, findSyncBranch, type SyncBranchOwner } from './sync-branches.ts';

describe('sync branches', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: Store;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateDatabase(pool, fileURLToPath(new URL('../../migrations', import.meta.url)));
    store = createStore(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const allot = (owner: SyncBranchOwner, wanted: string, reserved: readonly string[] = ['main']): Promise<string> =>
    store.transact((transaction) => allotSyncBranch(transaction, owner, wanted, reserved));
  const shared = (remote: string, base = ''): SyncBranchOwner => ({
    remote,
    prefix: 'amplication',
    base,
    serviceId: null,
  });
  const own = (remote: string): SyncBranchOwner => ({ ...shared(remote), serviceId: randomUUID() });

  it('stay what they were, also when another name is wanted later', async () => {
    const service = own('stay');
    expect(await findSyncBranch(store.db, service)).toBeUndefined();
    expect(await allot(service, 'amplication-billing')).toBe('amplication-billing');
    expect(await allot(service, 'amplication-invoices')).toBe('amplication-billing');
    expect(await findSyncBranch(store.db, service)).toBe('amplication-billing');
    const all = shared('stay');
    expect([await allot(all, 'amplication'), await allot(all, 'amplication')]).toEqual(['amplication', 'amplication']);
  });

  it('get a number where two services have one slug, and where a base branch is called as a service', async () => {
    expect(await allot(shared('twins', 'dev'), 'amplication-dev')).toBe('amplication-dev');
    expect(await allot(own('twins'), 'amplication-dev')).toBe('amplication-dev-2');
    const third = own('twins');
    expect(await allot(third, 'amplication-dev')).toBe('amplication-dev-3');
    expect(await allot(own('twins'), 'amplication-dev-2')).toBe('amplication-dev-2-2');
    expect(await allot(third, 'amplication-dev')).toBe('amplication-dev-3');
  });

  it('do not depend on those of another repository', async () => {
    await allot(own('here'), 'amplication-dev');
    expect(await allot(own('there'), 'amplication-dev')).toBe('amplication-dev');
  });

  it('are never the base branch, and never one that git cannot have beside it', async () => {
    expect(await allot(own('reserved'), 'amplication-dev', ['amplication-dev'])).toBe('amplication-dev-2');
    expect(await allot(own('folders'), 'a/b')).toBe('a/b');
    expect(await allot(own('folders'), 'a')).toBe('a-2');
    expect(await allot(own('folders'), 'a/b/c')).toBe('a-b-c');
  });

  it('are not the same but for upper and lower case', async () => {
    await allot(own('case'), 'amplication-Dev');
    expect(await allot(own('case'), 'amplication-dev')).toBe('amplication-dev-2');
  });

  it('are given to one owner each when many ask at once', async () => {
    const branches = await Promise.all(Array.from({ length: 8 }, () => allot(own('race'), 'amplication-dev')));
    expect(new Set(branches).size).toBe(8);
    const service = own('race');
    const same = await Promise.all(Array.from({ length: 8 }, () => allot(service, 'amplication-x')));
    expect(new Set(same)).toEqual(new Set(['amplication-x']));
  });
});
