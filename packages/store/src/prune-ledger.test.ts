import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceId } from '@amplication/domain';
import { createTestDatabase, type TestDatabase } from '@amplication/test-kit';
import { saveBlobs } from './blobs.ts';
import { findGeneration, readBlobs, recordPushed, saveGeneration, toGeneration } from './ledger.ts';
import { migrateDatabase } from './migrate.ts';
import { pruneLedger } from './prune-ledger.ts';
import { findAnnounced, forgetAnnounced, storeIntent } from './repository-lease.ts';
import { createStore, type Database, type Store } from './store.ts';
import { enterProject, enterService, type EnteredProject } from './testing/enter-project.ts';

const [OLD, CUT, NEW] = [new Date('2026-01-01'), new Date('2026-02-01'), new Date('2026-03-01')];

describe('pruning the ledger', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: Store;
  let entered: EnteredProject;
  let commitNumber = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateDatabase(pool, fileURLToPath(new URL('../migrations', import.meta.url)));
    store = createStore(pool);
    entered = await enterProject(store);
    await pool.query(`insert into model_snapshot values ('h', '{}')`);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const enter = async (): Promise<ServiceId> => (await enterService(store, entered.projectId, randomUUID())).id;
  const files = (content: string) => [{ path: 'a', mode: '100644' as const, content, key: 'a' }];
  const toSaved = (serviceId: ServiceId, content: string) =>
    toGeneration(serviceId, { files: files(content), identifiers: {} });
  const save = async (serviceId: ServiceId, content: string, at = OLD, db: Database = store.db) => {
    const generation = toSaved(serviceId, content);
    await saveGeneration(db, generation, files(content), at);
    return generation;
  };
  /** Nobody has wanted any blob for long. */
  const age = () => pool.query(`update blob set used_at = '2025-01-01'`);
  const build = async (
    serviceId: string,
    generationId: string,
    { at = OLD, state = 'merged', externalId = 7 }: { at?: Date; state?: string; externalId?: number } = {},
  ): Promise<string> => {
    commitNumber += 1;
    const [commitId, id] = [randomUUID(), randomUUID()];
    const { projectId, userId } = entered;
    await pool.query(`insert into commit values ($1, $2, $3, 'm', $4, $5)`, [
      commitId,
      projectId,
      commitNumber,
      userId,
      at,
    ]);
    await pool.query(
      `insert into build (id, commit_id, commit_number, project_id, service_id, service_name, state, model_hash, target, generator_version, generation_id, conflicts, created_at)
       values ($1, $2, $3, $4, $5, 's', $6, 'h', $7, '1', $8, '[]', $9)`,
      [
        id,
        commitId,
        commitNumber,
        projectId,
        serviceId,
        state,
        { baseUrl: 'g', externalId, settings: {} },
        generationId,
        at,
      ],
    );
    return id;
  };
  const prune = () => pruneLedger(store, { olderThan: CUT });
  const isThere = async (generation: ReturnType<typeof toSaved>): Promise<boolean> =>
    (await findGeneration(store.db, generation.serviceId, generation.id)) !== undefined;
  const hasBytes = async (generation: ReturnType<typeof toSaved>): Promise<boolean> =>
    (await readBlobs(store.db, [generation.entries[0]?.hash ?? ''])).size === 1;

  it('drops an old generation that never went anywhere, with bytes that no other has', async () => {
    const service = await enter();
    const [gone, shared, newest] = [
      await save(service, 'gone'),
      await save(service, 'shared'),
      await save(service, 'newest'),
    ];
    await save(await enter(), 'shared', NEW);
    const dropped = await build(service, gone.id);
    await build(service, shared.id);
    await build(service, newest.id);
    await age();
    expect(await prune()).toEqual({ generations: 2, blobs: 1 });
    expect([await isThere(gone), await hasBytes(gone)]).toEqual([false, false]);
    expect([await isThere(shared), await hasBytes(shared)]).toEqual([false, true]);
    expect([await isThere(newest), await hasBytes(newest)]).toEqual([true, true]);
    const { rows } = await pool.query('select generation_id from build where id = $1', [dropped]);
    expect(rows).toEqual([{ generation_id: null }]);
    expect(await prune()).toEqual({ generations: 0, blobs: 0 });
  });

  it('keeps what was pushed, is young, is newest of a repository, is built lately or is being built', async () => {
    const service = await enter();
    const kept = {
      pushed: await save(service, 'pushed'),
      young: await save(service, 'young', NEW),
      elsewhere: await save(service, 'elsewhere'),
      lately: await save(service, 'lately'),
      running: await save(service, 'running'),
      newest: await save(service, 'of the newest build'),
    };
    await recordPushed(store.db, 'g#7', [kept.pushed], OLD);
    await build(service, kept.pushed.id);
    await build(service, kept.young.id);
    await build(service, kept.elsewhere.id, { externalId: 8 });
    await build(service, kept.lately.id, { at: NEW });
    await build(service, kept.running.id, { state: 'syncing' });
    await build(service, kept.newest.id);
    await age();
    expect(await prune()).toEqual({ generations: 0, blobs: 0 });
    for (const generation of Object.values(kept))
      expect([await isThere(generation), await hasBytes(generation)]).toEqual([true, true]);
  });

  it('keeps what was on its way to a remote when the worker was killed', async () => {
    const service = await enter();
    const [generation, newest] = [await save(service, 'on its way'), await save(service, 'newest')];
    await build(service, newest.id);
    const announced = [{ id: generation.id, serviceId: service }];
    await storeIntent(store.db, { remote: 'g#9', branch: 'amplication', tip: 'x', plan: { announced }, at: OLD });
    await age();
    await prune();
    expect(await findGeneration(store.db, service, generation.id)).toBeDefined();
    await forgetAnnounced(store.db, 'g#9', 'amplication');
    expect(await findAnnounced(store.db, 'g#9', 'amplication')).toEqual([]);
    await prune();
    expect(await findGeneration(store.db, service, generation.id)).toBeUndefined();
  });

  it('keeps bytes of conflicts, and those that were kept for one that is about to be stored', async () => {
    const keep = async (text: string): Promise<string> =>
      [...(await saveBlobs(store.db, new Map([[text, Buffer.from(text)]]))).values()][0] ?? '';
    const service = await enter();
    const [side, other] = [await keep('a side'), await keep('no side')];
    const buildId = await build(service, (await save(service, 'conflicted')).id);
    const [organizationId, repositoryId] = [randomUUID(), randomUUID()];
    await pool.query(
      `insert into git_organization (id, workspace_id, base_url, external_user_id, username, name, auth, access_token, health)
       values ($1, $2, 'g', 1, 'bot', 'Bot', 'token', '', 'ok')`,
      [organizationId, entered.workspaceId],
    );
    await pool.query(`insert into repository values ($1, $2, 7, 'a/b', 'g/a/b')`, [repositoryId, organizationId]);
    await prune();
    expect((await readBlobs(store.db, [side, other])).size).toBe(2);
    await pool.query(
      `insert into conflict (id, remote, branch, key, repository_id, project_id, build_id, path, kind, hunks, ours_hash, state, created_at)
       values ($1, 'g#7', 'amplication', 'k', $2, $3, $4, 'a', 'content', '[]', $5, 'settled', now())`,
      [randomUUID(), repositoryId, entered.projectId, buildId, side],
    );
    await age();
    await prune();
    expect([...(await readBlobs(store.db, [side, other])).keys()]).toEqual([side]);
  });

  it('keeps bytes that a transaction refers to which has not ended yet', async () => {
    const [first, second] = [await enter(), await enter()];
    const orphan = await save(first, 'wanted again');
    await pool.query('delete from generation where id = $1', [orphan.id]);
    await age();
    const saved = await store.transact(async ({ db }) => {
      const generation = await save(second, 'wanted again', NEW, db);
      // It neither drops what the transaction refers to nor waits for its end.
      expect(await prune()).toEqual({ generations: 0, blobs: 0 });
      return generation;
    });
    expect([await isThere(saved), await hasBytes(saved)]).toEqual([true, true]);
  });

  it('writes bytes anew that are being dropped while a build saves them', async () => {
    const [first, second] = [await enter(), await enter()];
    const orphan = await save(first, 'dropped meanwhile');
    await pool.query('delete from generation where id = $1', [orphan.id]);
    await age();
    const pruning = await pool.connect();
    await pruning.query('begin');
    await pruning.query('delete from blob where hash = $1', [orphan.entries[0]?.hash]);
    const saving = store.transact(({ db }) => save(second, 'dropped meanwhile', NEW, db));
    await waitUntilSomebodyWaits();
    await pruning.query('commit');
    pruning.release();
    expect(await hasBytes(await saving)).toBe(true);
  });

  it('keeps a generation that is generated again while it prunes', async () => {
    const service = await enter();
    const again = await save(service, 'again');
    const newest = await save(service, 'newer');
    await build(service, again.id);
    await build(service, newest.id);
    await age();
    await store.transact(async ({ db }) => {
      await save(service, 'again', NEW, db);
      expect(await prune()).toEqual({ generations: 0, blobs: 0 });
    });
    expect(await prune()).toEqual({ generations: 0, blobs: 0 });
    expect([await isThere(again), await hasBytes(again)]).toEqual([true, true]);
  });

  it('drops more than one batch', async () => {
    const service = await enter();
    for (let index = 0; index < 450; index += 1) await save(service, `many ${index}`);
    await age();
    expect(await prune()).toEqual({ generations: 450, blobs: 450 });
  });

  async function waitUntilSomebodyWaits(): Promise<void> {
    await expect
      .poll(async () => (await pool.query('select from pg_locks where not granted')).rowCount)
      .toBeGreaterThan(0);
  }
});
