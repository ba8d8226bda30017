import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelHash, ServiceId, SyncConflict } from '@amplication/domain';
import { createTestDatabase, type TestDatabase } from '@amplication/test-kit';
import { findBlobHashes, saveBlobs } from '../blobs.ts';
import { readBlobs } from '../ledger.ts';
import { migrateDatabase } from '../migrate.ts';
import { createStore, type Store } from '../store.ts';
import { listResolutions } from '../sync-memory.ts';
import { enterProject, enterService, type EnteredProject } from '../testing/enter-project.ts';
import { findBuild, insertBuilds, insertCommit } from './builds.ts';
import { endConflicts, endMergedConflicts, liftConflicted, setDiscussion } from './conflict-decisions.ts';
import {
  countDecisions,
  findLastBuild,
  listConflicts,
  listConflictsOfMergeRequest,
  saveConflicts,
  toConflictKey,
  type FoundConflict,
} from './conflicts.ts';
import { saveGitOrganization } from './git-organizations.ts';
import { saveRepository } from './repositories.ts';
import { listStaleMergeRequests, saveMergeRequest } from './merge-requests.ts';
import { saveSnapshot } from './services.ts';

const AT = new Date('2026-01-02T03:04:05Z');
const NOWHERE = { start: 0, end: 0 };

describe('the conflicts of a branch', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let store: Store;
  let entered: EnteredProject;
  let serviceId: ServiceId;
  let buildId: string;
  let repositoryId: string;
  let mergeRequests = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    await migrateDatabase(pool, fileURLToPath(new URL('../../migrations', import.meta.url)));
    store = createStore(pool);
    entered = await enterProject(store);
    const { db } = store;
    const { projectId, userId, workspaceId } = entered;
    const model = await enterService(store, projectId, 'Billing');
    serviceId = model.id;
    await saveSnapshot(db, serviceId, 'hash' as ModelHash, model);
    const commitId = randomUUID();
    buildId = randomUUID();
    await insertCommit(db, { id: commitId, projectId, number: 1, message: '', authorId: userId, createdAt: AT });
    const gitOrganizationId = await saveGitOrganization(db, {
      id: randomUUID(),
      workspaceId,
      baseUrl: 'https://gitlab.example',
      externalUserId: 1,
      username: 'bot',
      name: 'Bot',
      auth: 'token',
      accessToken: '',
      health: 'ok',
    });
    const web = { fullPath: 'acme/store', webUrl: 'https://gitlab.example/acme/store' };
    repositoryId = (await saveRepository(db, { id: randomUUID(), gitOrganizationId, externalId: 7, ...web })).id;
    const build = { commitId, commitNumber: 1, projectId, serviceId, serviceName: 'Billing', modelHash: 'hash' };
    await insertBuilds(db, [
      { ...build, id: buildId, state: 'conflicted', generatorVersion: '1', conflicts: [], createdAt: AT },
    ]);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const enterMergeRequest = async (): Promise<string> => {
    mergeRequests += 1;
    const row = await saveMergeRequest(store.db, {
      id: randomUUID(),
      remote: 'remote',
      repositoryId,
      number: mergeRequests,
      title: 'Change',
      webUrl: '',
      state: 'open',
      draft: true,
      hasConflicts: false,
      sourceBranch: 'amplication',
      targetBranch: 'main',
      refreshedAt: AT,
    });
    return row.id;
  };
  const find = (conflict: Partial<SyncConflict>, fingerprint: string, branch: string): FoundConflict => {
    const { kind = 'content', path = 'a.ts' } = conflict;
    const hunks = [{ base: NOWHERE, ours: NOWHERE, theirs: NOWHERE, result: NOWHERE, fingerprint }];
    return {
      id: randomUUID(),
      remote: 'remote',
      branch,
      key: toConflictKey({ kind, path, serviceId, hunks }),
      repositoryId,
      projectId: entered.projectId,
      buildId,
      serviceId,
      path,
      kind,
      hunks,
      createdAt: AT,
    };
  };
  const save = (branch: string, mergeRequestId: string, found: readonly FoundConflict[]): Promise<void> =>
    saveConflicts(
      store.db,
      { remote: 'remote', branch, mergeRequestId },
      found.map((row) => ({ ...row, mergeRequestId })),
    );
  const statesOf = async (mergeRequestId: string) =>
    (await listConflictsOfMergeRequest(store.db, mergeRequestId)).map(({ path, state }) => [path, state]);

  it('stay one row while the same is asked, and are overtaken by a newer question about the file', async () => {
    const mergeRequestId = await enterMergeRequest();
    const first = find({}, 'one', 'again');
    await save('again', mergeRequestId, [first, find({ path: 'b.ts' }, 'other', 'again')]);
    await save('again', mergeRequestId, [find({}, 'one', 'again')]);
    const rows = await listConflictsOfMergeRequest(store.db, mergeRequestId);
    expect(rows.map(({ id }) => id)).toContain(first.id);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ serviceName: 'Billing', commitNumber: 1, repository: { fullPath: 'acme/store' } });
    await save('again', mergeRequestId, [find({}, 'two', 'again')]);
    expect((await statesOf(mergeRequestId)).toSorted((a, b) => (a.join() < b.join() ? -1 : 1))).toEqual([
      ['a.ts', 'open'],
      ['a.ts', 'settled'],
      ['b.ts', 'open'],
    ]);
    // Another branch asks for itself.
    await save('elsewhere', await enterMergeRequest(), [find({}, 'two', 'elsewhere')]);
    expect(await statesOf(mergeRequestId)).toContainEqual(['a.ts', 'open']);
  });

  it('are asked again after a decision that is not remembered', async () => {
    const mergeRequestId = await enterMergeRequest();
    const first = find({}, 'taken', 'taken');
    await save('taken', mergeRequestId, [first]);
    const rows = await listConflictsOfMergeRequest(store.db, mergeRequestId);
    await endConflicts(store.db, rows, { state: 'taken', decidedBy: entered.userId, at: AT });
    expect(await listResolutions(store.db, [serviceId])).not.toContain('taken');
    await save('taken', mergeRequestId, [find({}, 'taken', 'taken')]);
    expect((await statesOf(mergeRequestId)).toSorted((a, b) => (a.join() < b.join() ? -1 : 1))).toEqual([
      ['a.ts', 'open'],
      ['a.ts', 'taken'],
    ]);
  });

  it('are remembered when they are kept, once, by whoever was first', async () => {
    const mergeRequestId = await enterMergeRequest();
    await save('kept', mergeRequestId, [find({}, 'kept', 'kept')]);
    const rows = await listConflictsOfMergeRequest(store.db, mergeRequestId);
    await endConflicts(store.db, rows, { state: 'kept', decidedBy: entered.userId, at: AT });
    await endConflicts(store.db, rows, { state: 'taken', decidedBy: null, at: AT });
    expect(await listConflictsOfMergeRequest(store.db, mergeRequestId)).toMatchObject([
      { state: 'kept', decider: 'A user' },
    ]);
    expect(await listResolutions(store.db, [serviceId])).toContain('kept');
  });

  it('move to the merge request that is open now, where they are discussed anew', async () => {
    const [before, now] = [await enterMergeRequest(), await enterMergeRequest()];
    await save('moved', before, [find({}, 'moved', 'moved'), find({ path: 'b.ts' }, 'too', 'moved')]);
    for (const { id } of await listConflictsOfMergeRequest(store.db, before))
      await setDiscussion(store.db, id, { discussionId: 'discussion', discussionOpen: true });
    await save('moved', now, [find({}, 'moved', 'moved')]);
    expect(await listConflictsOfMergeRequest(store.db, before)).toEqual([]);
    expect(await listConflictsOfMergeRequest(store.db, now)).toMatchObject([
      { discussionId: null, discussionOpen: false },
      { discussionId: null, discussionOpen: false },
    ]);
  });

  it('end with the merge: what waited is kept, what was told is over', async () => {
    const mergeRequestId = await enterMergeRequest();
    await save('merged', mergeRequestId, [
      find({}, 'undecided', 'merged'),
      find({ path: 'lock.json', kind: 'lock' }, 'told', 'merged'),
    ]);
    await endMergedConflicts(store.db, mergeRequestId, AT);
    expect(await statesOf(mergeRequestId)).toEqual([
      ['a.ts', 'kept'],
      ['lock.json', 'settled'],
    ]);
    const resolutions = await listResolutions(store.db, [serviceId]);
    expect([resolutions.has('undecided'), resolutions.has('told')]).toEqual([true, false]);
  });

  it('have their merge request looked at after the merge, while a thread of it waits', async () => {
    const mergeRequestId = await enterMergeRequest();
    await save('threads', mergeRequestId, [find({}, 'thread', 'threads')]);
    const [row] = await listConflictsOfMergeRequest(store.db, mergeRequestId);
    await pool.query(`update merge_request set state = 'merged', merged_at = $1 where id = $2`, [AT, mergeRequestId]);
    const isStale = async (hours: number) => {
      const before = new Date(AT.getTime() + hours * 3_600_000);
      return (await listStaleMergeRequests(store.db, { before, limit: 99 })).some(({ id }) => id === mergeRequestId);
    };
    expect(await isStale(1)).toBe(false);
    await setDiscussion(store.db, row?.id ?? '', { discussionId: 'discussion', discussionOpen: true });
    expect([await isStale(1), await isStale(25)]).toEqual([true, false]);
    await setDiscussion(store.db, row?.id ?? '', { discussionOpen: false });
    expect(await isStale(1)).toBe(false);
  });

  it('that a build lists as long as they last are over when it lists them no more', async () => {
    const mergeRequestId = await enterMergeRequest();
    const kinds = ['held-back', 'base', 'delete-modify'] as const;
    await save(
      'told',
      mergeRequestId,
      kinds.map((kind) => find({ path: kind, kind }, kind, 'told')),
    );
    await save('told', mergeRequestId, []);
    expect(await statesOf(mergeRequestId)).toEqual([
      ['base', 'settled'],
      ['delete-modify', 'open'],
      ['held-back', 'settled'],
    ]);
  });

  it('are listed by file in pages, and counted while they wait', async () => {
    const { db } = store;
    const { projectId } = entered;
    const mergeRequestId = await enterMergeRequest();
    const paths = ['p/1.ts', 'p/2.ts', 'p/3.ts'];
    const before = await countDecisions(db, projectId);
    await save(
      'pages',
      mergeRequestId,
      paths.map((path) => find({ path }, path, 'pages')),
    );
    expect(await countDecisions(db, projectId)).toBe(before + 3);
    const all: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await listConflicts(db, { projectId, state: 'open', after, limit: 2 });
      if (page.length === 0) break;
      all.push(...page.map(({ path }) => path));
      after = page.at(-1)?.id;
    }
    expect(all).toEqual(all.toSorted());
    expect(all).toEqual(expect.arrayContaining(paths));
    expect(await listConflicts(db, { projectId: randomUUID(), state: 'all', after: undefined, limit: 9 })).toEqual([]);
  });

  it('hold their builds until the last one is decided', async () => {
    const { db } = store;
    const mergeRequestId = await enterMergeRequest();
    await pool.query('update build set merge_request_id = $1 where id = $2', [mergeRequestId, buildId]);
    await save('lifted', mergeRequestId, [find({}, 'last', 'lifted')]);
    expect(await liftConflicted(db, mergeRequestId)).toEqual([]);
    const rows = await listConflictsOfMergeRequest(db, mergeRequestId);
    await endConflicts(db, rows, { state: 'edited', decidedBy: entered.userId, at: AT });
    expect(await liftConflicted(db, mergeRequestId)).toMatchObject([{ id: buildId }]);
    expect(await findBuild(db, buildId)).toMatchObject({ state: 'proposed', message: null });
    expect(await findLastBuild(db, serviceId)).toMatchObject({ id: buildId, projectId: entered.projectId });
  });

  it('keep the bytes of people beside those of generations', async () => {
    const bytes = Buffer.from([0, 1, 2, 255]);
    const gitId = createHash('sha1').update('blob 4\0').update(bytes).digest('hex');
    const saved = await saveBlobs(store.db, new Map([[gitId, bytes]]));
    expect(await saveBlobs(store.db, new Map([[gitId, bytes]]))).toEqual(saved);
    expect(await findBlobHashes(store.db, [gitId, '0'.repeat(40)])).toEqual(saved);
    expect((await readBlobs(store.db, [...saved.values()])).get(saved.get(gitId) ?? '')).toEqual(bytes);
  });
});
