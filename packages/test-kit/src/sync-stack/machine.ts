import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { GitProvider } from '@amplication/git-provider';
import { SYNC_POINTS } from '@amplication/git-sync';
import { createStore } from '@amplication/store';
import type { Context, GitConnection } from '@amplication/use-cases';
import type { SyncStack } from './open-sync-stack.ts';

/** A worker in a process of its own, on the database that all share. */
export interface Machine extends AsyncDisposable {
  readonly ctx: Context;
  /** Ends it as SIGKILL does: what it was about to do never happens, no `finally` runs, open transactions are lost. */
  readonly kill: () => Promise<void>;
}

export interface MachineOptions {
  /** Folder of its mirrors; that of the stack when absent, as after a restart. */
  readonly mirrorsDirectory?: string | undefined;
  /**
   * Called at each moment at which a process may end: a sync's named points, `sends <call>` and `knows <call>` around each
   * call to GitLab, and `queries` before each query. What it waits for, the process waits for.
   */
  readonly onMoment?: ((moment: string) => Promise<void>) | undefined;
}

/** The calls to GitLab that a sync makes. */
const CALLS = [
  'findRepository',
  'listMergeRequests',
  'getMergeRequest',
  'createMergeRequest',
  'updateMergeRequest',
  'listDiscussions',
  'createDiscussion',
] as const satisfies readonly (keyof GitProvider)[];

/** Starts one. */
export function openMachine(
  { ctx, databaseUrl }: Pick<SyncStack, 'ctx' | 'databaseUrl'>,
  { mirrorsDirectory = ctx.mirrorsDirectory, onMoment = async () => undefined }: MachineOptions = {},
): Machine {
  const name = `machine-${randomUUID()}`;
  const pool = new pg.Pool({ connectionString: databaseUrl, application_name: name });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const state = { isDead: false };
  const live = toLiving(state);
  makeMortal(pool, live, onMoment);
  return {
    ctx: {
      ...ctx,
      store: createStore(pool),
      mirrorsDirectory,
      gitProviders: { ...ctx.gitProviders, connect: (input) => watch(ctx.gitProviders.connect(input), live, onMoment) },
      onSyncPoint: (point) => live(() => onMoment(point)),
    },
    kill: async () => {
      state.isDead = true;
      await ctx.store.transact(({ execute }) =>
        execute('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name]),
      );
    },
    [Symbol.asyncDispose]: async () => {
      const ended = pool.end();
      // A dead process gives nothing back, so that this never ends; its sessions are closed already.
      if (!state.isDead) await ended;
    },
  };
}

type Live = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** What a dead process waits for never comes, and what it has not begun it never begins. */
function toLiving(state: { readonly isDead: boolean }): Live {
  return (work) =>
    new Promise((resolve, reject) => {
      if (state.isDead) return;
      work().then(
        (value) => {
          if (!state.isDead) resolve(value);
        },
        (error: Error) => {
          if (!state.isDead) reject(error);
        },
      );
    });
}

type OnMoment = (moment: string) => Promise<void>;

/** Puts moments before the queries of a pool, and ends them with the process. */
function makeMortal(pool: pg.Pool, live: Live, onMoment: OnMoment): void {
  const replace = (
    target: object,
    name: 'query' | 'connect',
    guard: (run: () => Promise<unknown>) => unknown,
  ): void => {
    const original: (...args: readonly unknown[]) => Promise<unknown> = Reflect.get(target, name).bind(target);
    // With a callback it is the pool's own use, within a call that was guarded.
    const guarded = (...args: readonly unknown[]): unknown =>
      typeof args.at(-1) === 'function' ? original(...args) : guard(() => original(...args));
    Object.assign(target, { [name]: guarded });
  };
  const query = (run: () => Promise<unknown>): Promise<unknown> =>
    live(() => onMoment('queries')).then(() => live(run));
  replace(pool, 'query', query);
  replace(pool, 'connect', live);
  pool.on('connect', (client) => replace(client, 'query', query));
}

function watch(provider: GitConnection, live: Live, onMoment: OnMoment): GitConnection {
  const watched = CALLS.map((call) => [
    call,
    async (...args: readonly unknown[]): Promise<unknown> => {
      await live(() => onMoment(`sends ${call}`));
      const answer = await live(() => Reflect.apply(provider[call], provider, args) as Promise<unknown>);
      await live(() => onMoment(`knows ${call}`));
      return answer;
    },
  ]);
  return { ...provider, ...(Object.fromEntries(watched) as Partial<GitProvider>) };
}

/** All moments but the queries: the named points and what is said to GitLab. */
export const MOMENTS: readonly string[] = [
  ...SYNC_POINTS,
  ...CALLS.flatMap((call) => [`sends ${call}`, `knows ${call}`]),
];
