import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Commit } from '@amplication/contract';
import type { UserId } from '@amplication/domain';
import { builtInPlugins } from '@amplication/generator';
import { createStore, insertWorkspace, migrateDatabase, tables } from '@amplication/store';
import { commitChanges } from '../building/commit-changes.ts';
import { listPendingChanges } from '../building/pending-changes.ts';
import type { Context, Job, Principal } from '../context.ts';
import { createProject } from '../modelling/projects.ts';
import { createService } from '../modelling/services.ts';

/** What tests of use cases need: a real store, a clock that stands still, ids that count up, and the jobs that were queued. */
export interface Bench {
  readonly ctx: Pick<Context, 'store' | 'clock' | 'newId' | 'jobs' | 'plugins'>;
  readonly principal: Principal;
  readonly projectId: string;
  readonly queued: readonly Job[];
  /** A person with a workspace and a project of their own. */
  readonly enterSomebodyElse: () => Promise<{ readonly principal: Principal; readonly projectId: string }>;
  /** Enters a service into the project; its id. */
  readonly enter: (name: string) => Promise<string>;
  /** Generates the code of all services of the project. */
  readonly commit: () => Promise<Commit>;
  /** The pending changes of the project, such as `updated Billing`. */
  readonly listLabels: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Migrates an empty database, which closing drops, and enters a person with a workspace and a project. */
export async function openBench(database: {
  readonly url: string;
  readonly drop: () => Promise<void>;
}): Promise<Bench> {
  const pool = new pg.Pool({ connectionString: database.url });
  await migrateDatabase(pool, fileURLToPath(new URL('../../../store/migrations', import.meta.url)));
  const store = createStore(pool);
  const queued: Job[] = [];
  let count = 0;
  const newId = (): string => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`;
  const ctx: Bench['ctx'] = {
    store,
    clock: () => new Date('2026-01-02T03:04:05Z'),
    newId,
    plugins: builtInPlugins(),
    jobs: { enqueue: async (_transaction, jobs) => void queued.push(...jobs) },
  };
  const enterSomebody = async () => {
    const [userId, workspaceId] = [newId(), newId()];
    await store.db.insert(tables.user).values({ id: userId, name: 'A user', email: `${userId}@example.com` });
    await insertWorkspace(store.db, {
      id: workspaceId,
      name: 'Acme',
      slug: workspaceId,
      memberId: newId(),
      ownerId: userId,
    });
    const principal = { userId: userId as UserId };
    return { principal, projectId: (await createProject(ctx, principal, workspaceId, { name: 'Shop' })).id };
  };
  const { principal, projectId } = await enterSomebody();
  return {
    ctx,
    principal,
    projectId,
    queued,
    enterSomebodyElse: enterSomebody,
    enter: async (name) => (await createService(ctx, principal, projectId, { name, description: '' })).id,
    commit: () => commitChanges(ctx, principal, projectId, { message: '', strategy: 'all-services' }),
    listLabels: async () =>
      (await listPendingChanges(ctx, principal, projectId)).map(({ action, label }) => `${action} ${label}`),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
