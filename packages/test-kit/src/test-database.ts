import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** An empty database of the run's own PostgreSQL. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administrate(`create database ${name}`);
  return { url: toUrl(name), drop: () => drop(name) };
}

/**
 * Lets sessions that are being closed go first (PostgreSQL waits five seconds for them): cut off, they would be an error in a
 * pool that nobody looks at any more. Only what a failed test left open is ended by force.
 */
async function drop(name: string): Promise<void> {
  try {
    await administrate(`drop database if exists ${name}`);
  } catch {
    await administrate(`drop database if exists ${name} with (force)`);
  }
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: toUrl('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function toUrl(database: string): string {
  return inject('postgresUrl').replace('%DATABASE%', database);
}

/** Looks into a database as an operator would, past the product. */
export async function openStore<Result>(
  url: string,
  look: (query: (text: string) => Promise<readonly Record<string, unknown>[]>) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await look(async (text) => (await client.query<Record<string, unknown>>(text)).rows);
  } finally {
    await client.end();
  }
}
