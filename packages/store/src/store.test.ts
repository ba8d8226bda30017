import { fileURLToPath } from 'node:url';
import { eq, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@amplication/test-kit';
import { EVENT_CHANNEL, notify, parseEvent } from './events.ts';
import { migrateDatabase } from './migrate.ts';
import { findProject, takeCommitNumber } from './queries/projects.ts';
import { findService, listServices, saveModels } from './queries/services.ts';
import { acquireLease, findIntent, releaseLease, storeIntent } from './repository-lease.ts';
import { createStore, type Store } from './store.ts';
import { project, repositoryLease } from './tables/index.ts';
import { enterProject, enterService, type EnteredProject } from './testing/enter-project.ts';

const AT = new Date('2026-01-02T03:04:05Z');

describe('the store', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: Store;
  let entered: EnteredProject;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateDatabase(pool, fileURLToPath(new URL('../migrations', import.meta.url)));
    store = createStore(pool);
    entered = await enterProject(store);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const readName = async (): Promise<string | undefined> => (await findProject(store.db, entered.projectId))?.name;
  const rename = (db: Store['db'], name: string) =>
    db.update(project).set({ name }).where(eq(project.id, entered.projectId));

  describe('a transaction', () => {
    it('keeps everything when it ends well, and gives its result back', async () => {
      const result = await store.transact(async ({ db, execute }) => {
        await rename(db, 'kept');
        const { rows } = await execute('select name from project where id = $1', [entered.projectId]);
        return rows;
      });
      expect(result).toEqual([{ name: 'kept' }]);
      expect(await readName()).toBe('kept');
    });

    it('keeps nothing when it throws, and throws the same on', async () => {
      const fault = new Error('no');
      const attempt = store.transact(async ({ db, execute }) => {
        await rename(db, 'lost');
        await execute('update project set slug = $1 where id = $2', ['lost', entered.projectId]);
        throw fault;
      });
      await expect(attempt).rejects.toBe(fault);
      expect(await findProject(store.db, entered.projectId)).toMatchObject({ name: 'kept', slug: 'shop' });
    });

    it('keeps nothing when the database refuses a part of it', async () => {
      const attempt = store.transact(async ({ db, execute }) => {
        await rename(db, 'lost');
        await execute('select 1 / 0');
      });
      await expect(attempt).rejects.toThrow('division by zero');
      expect(await readName()).toBe('kept');
    });

    it('gives its connection back, also after a failure', async () => {
      for (let count = 0; count < 15; count += 1) {
        await store.transact(async () => Promise.reject(new Error('no'))).catch(() => undefined);
      }
      expect({ idle: pool.idleCount, all: pool.totalCount, waiting: pool.waitingCount }).toMatchObject({
        idle: pool.totalCount,
        waiting: 0,
      });
    });

    it('sends its events when it commits, and not when it does not', async () => {
      const heard: unknown[] = [];
      const listener = new pg.Client({ connectionString: database.url });
      await listener.connect();
      listener.on('notification', ({ payload }) => heard.push(parseEvent(payload)));
      await listener.query(`listen ${EVENT_CHANNEL}`);
      const event = (projectId: string) => ({ topic: 'model', projectId }) as const;
      const failing = store.transact(async ({ db }) => {
        await notify(db, event('lost'));
        throw new Error('no');
      });
      await failing.catch(() => undefined);
      await store.transact(async ({ db }) => notify(db, event('kept')));
      await expect.poll(() => heard).toEqual([event('kept')]);
      await listener.end();
    });

    it('hears nothing in what is no event of ours', () => {
      expect([undefined, '', '{', '{}', '{"topic":"other","projectId":"p"}'].map(parseEvent)).toEqual(
        Array(5).fill(undefined),
      );
    });
  });

  describe('the lease of a repository', () => {
    const by = (job: string, attempt = 0) => ({ job, attempt });
    const holderOf = async (remote: string): Promise<string | undefined> =>
      (await store.db.select().from(repositoryLease).where(eq(repositoryLease.remote, remote)))[0]?.holder;
    const expire = (remote: string) =>
      store.db
        .update(repositoryLease)
        .set({ expiresAt: sql`now() - interval '1 second'` })
        .where(eq(repositoryLease.remote, remote));

    it('is had by one at a time, for each repository', async () => {
      expect(await acquireLease(store.db, 'a', by('one'))).toBe(true);
      expect(await acquireLease(store.db, 'a', by('two'))).toBe(false);
      expect(await acquireLease(store.db, 'b', by('two'))).toBe(true);
      expect(await holderOf('a')).toBe('one');
    });

    it('is renewed by whoever has it', async () => {
      await store.db
        .update(repositoryLease)
        .set({ expiresAt: sql`now() + interval '1 second'` })
        .where(eq(repositoryLease.remote, 'a'));
      expect(await acquireLease(store.db, 'a', by('one'))).toBe(true);
      const rows = await store.db.execute(
        sql`select expires_at > now() + interval '20 seconds' as renewed from repository_lease where remote = 'a'`,
      );
      expect(rows.rows).toEqual([{ renewed: true }]);
    });

    it('goes to another one once it expired, and does not come back', async () => {
      await expire('a');
      expect(await acquireLease(store.db, 'a', by('two'))).toBe(true);
      expect(await acquireLease(store.db, 'a', by('one'))).toBe(false);
      await releaseLease(store.db, 'a', by('one'));
      expect(await holderOf('a')).toBe('two');
    });

    it('is free when it is given back', async () => {
      await releaseLease(store.db, 'a', by('two'));
      expect(await acquireLease(store.db, 'a', by('three'))).toBe(true);
    });

    it('goes to a later attempt of the same job at once, and is refused to the earlier one', async () => {
      expect(await acquireLease(store.db, 'd', by('job', 0))).toBe(true);
      expect(await acquireLease(store.db, 'd', by('job', 1))).toBe(true);
      expect(await acquireLease(store.db, 'd', by('job', 0))).toBe(false);
      await releaseLease(store.db, 'd', by('job', 0));
      expect(await holderOf('d')).toBe('job');
    });

    it('goes to exactly one of many who ask at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_each, index) => acquireLease(store.db, 'c', by(`h${index}`))),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });

  it('remembers the last intent of each branch', async () => {
    const intent = { remote: 'r', branch: 'b', tip: '1', plan: { files: 1 }, at: AT };
    expect(await findIntent(store.db, 'r', 'b')).toBeUndefined();
    await storeIntent(store.db, intent);
    await storeIntent(store.db, { ...intent, tip: '2' });
    expect(await findIntent(store.db, 'r', 'b')).toMatchObject({ tip: '2', plan: { files: 1 } });
    expect(await findIntent(store.db, 'r', 'other')).toBeUndefined();
  });

  describe('the number of a commit', () => {
    it('is taken once, also by many at once', async () => {
      const { projectId } = await enterProject(store);
      const numbers = await Promise.all(
        Array.from({ length: 8 }, () => store.transact(({ db }) => takeCommitNumber(db, projectId))),
      );
      expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('is free again when its transaction fails', async () => {
      const { projectId } = await enterProject(store);
      const failing = store.transact(async ({ db }) => {
        await takeCommitNumber(db, projectId);
        throw new Error('no');
      });
      await failing.catch(() => undefined);
      expect(await takeCommitNumber(store.db, projectId)).toBe(1);
    });

    it('is none where there is no project', async () => {
      await expect(takeCommitNumber(store.db, '00000000-0000-4000-8000-000000000000')).rejects.toThrow('is gone');
    });
  });

  describe('the models of a project', () => {
    it('can change names with each other, and nothing else happens to the rest', async () => {
      const { projectId } = await enterProject(store);
      const [a, b, c] = [
        await enterService(store, projectId, 'A'),
        await enterService(store, projectId, 'B'),
        await enterService(store, projectId, 'C'),
      ];
      await store.transact(({ db }) =>
        saveModels(
          db,
          [
            { id: a.id, model: { ...a, name: 'b' } },
            { id: b.id, model: { ...b, name: 'A' } },
          ],
          AT,
        ),
      );
      expect((await listServices(store.db, projectId)).map(({ id, name }) => [id, name])).toEqual([
        [b.id, 'A'],
        [c.id, 'C'],
        [a.id, 'b'],
      ]);
      expect((await findService(store.db, a.id))?.model.name).toBe('b');
    });

    it('are left alone when one of the names is taken', async () => {
      const { projectId } = await enterProject(store);
      const [a, b] = [await enterService(store, projectId, 'A'), await enterService(store, projectId, 'B')];
      const attempt = store.transact(({ db }) => saveModels(db, [{ id: a.id, model: { ...a, name: b.name } }], AT));
      await expect(attempt).rejects.toThrow();
      expect((await listServices(store.db, projectId)).map(({ name }) => name)).toEqual(['A', 'B']);
      await expect(enterService(store, projectId, 'a')).rejects.toThrow('already');
    });
  });
});
