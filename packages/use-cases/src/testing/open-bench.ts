import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { UserId } from '@amplication/domain';
import { builtInPlugins } from '@amplication/generator';
import { createStore, insertWorkspace, migrateDatabase, tables } from '@amplication/store';
import type { Context, Job, Principal } from '../context.ts';
import { createProject } from '../modelling/projects.ts';

/** What tests of use cases need: a real store, a clock that stands still, ids that count up, and the jobs that were queued. */
export interface Bench {
  readonly ctx: Pick<Context, 'store' | 'clock' | 'newId' | 'jobs' | 'plugins'>;
  readonly principal: Principal;
  readonly projectId: string;
  readonly queued: readonly Job[];
  /** A person with a workspace and a project of their own. */
  readonly enterSomebodyElse: () => Promise<{ readonly principal: Principal; readonly projectId: string }>;
  readonly close: () => Promise<void>;
}

/** Migrates the empty database at this address and enters a person with a workspace and a project. */
export async function openBench(url: string): Promise<Bench> {
  const pool = new pg.Pool({ connectionString: url });
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
  return { ...(await enterSomebody()), ctx, queued, enterSomebodyElse: enterSomebody, close: () => pool.end() };
}
