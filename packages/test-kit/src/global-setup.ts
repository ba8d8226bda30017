import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@amplication/postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's own PostgreSQL, without a database name. */
    readonly postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run; each test makes databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'amplication-test-'));
  // The database's own user must be able to enter when the tests run as root.
  chmodSync(directory, 0o755);
  const postgres = await startPostgres({ directory });
  const { user, password, host } = postgres.connection;
  project.provide(
    'postgresUrl',
    `postgres://${user}:${password}@localhost/%DATABASE%?host=${encodeURIComponent(host)}`,
  );
  return async () => {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
