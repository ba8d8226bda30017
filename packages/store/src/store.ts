import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from 'pg';
import { createRecentGenerations, type RecentGenerations } from './recent-generations.ts';
import * as tables from './tables/index.ts';

export type Database = NodePgDatabase<typeof tables>;

/** One database transaction: queries through `db`, and `execute` for libraries that bring their own SQL. */
export interface Transaction {
  readonly db: Database;
  readonly execute: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
}

/** The ways to the database. */
export interface Store {
  /** For queries that need no transaction. */
  readonly db: Database;
  /** Runs `work` in one transaction: all of it happens, or (when it throws) nothing. Do no slow I/O inside. */
  readonly transact: <Result>(work: (transaction: Transaction) => Promise<Result>) => Promise<Result>;
  /** Generations that this process read lately. */
  readonly recentGenerations: RecentGenerations;
}

/** A store over a pool that the caller owns. */
export function createStore(pool: Pool): Store {
  return {
    db: drizzle(pool, { schema: tables }),
    recentGenerations: createRecentGenerations(),
    transact: async (work) => {
      const client = await pool.connect();
      try {
        return await inTransaction(client, work);
      } finally {
        client.release();
      }
    },
  };
}

async function inTransaction<Result>(
  client: PoolClient,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const transaction: Transaction = {
    db: drizzle(client, { schema: tables }),
    execute: async (text, values) => ({ rows: (await client.query<Record<string, unknown>>(text, values)).rows }),
  };
  await client.query('begin');
  try {
    const result = await work(transaction);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
