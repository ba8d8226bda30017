import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findFreePort } from './free-port.ts';
import { hasEnded, stopChild } from './stop-child.ts';
import type { TestDatabase } from './test-database.ts';

const run = promisify(execFile);
const START_TIMEOUT_MS = 30_000;
/** Where distributions put servers, which are on the PATH of few. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/** A MariaDB of the tests. Its databases have the address of `createDatabase`; statements go through its own client. */
export interface MariaDb {
  readonly createDatabase: () => Promise<TestDatabase>;
  /** Runs statements in a database, strictly and in UTC, and answers the lines of what they select. */
  readonly query: (database: TestDatabase, sql: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/** Whether this machine has the programs of MariaDB: `apt-get install mariadb-server`. */
export function hasMariaDb(): boolean {
  return ['mariadbd', 'mariadb', 'mariadb-install-db'].every((name) => findProgram(name) !== undefined);
}

/** Starts a MariaDB in a folder of its own. Stopping it removes all. */
export async function startMariaDb(): Promise<MariaDb> {
  const folder = await mkdtemp(join(tmpdir(), 'amplication-mariadb-'));
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  const { username } = userInfo();
  const common = ['--no-defaults', `--datadir=${data}`, `--user=${username}`];
  const root = '--auth-root-authentication-method=normal';
  await run(programOf('mariadb-install-db'), [...common, root, '--skip-test-db']);
  const port = await findFreePort();
  const listening = [`--port=${port}`, `--socket=${socket}`, '--bind-address=127.0.0.1'];
  // Nothing of it has to outlive the power.
  const fast = ['--innodb-flush-log-at-trx-commit=0', '--skip-log-bin', '--innodb-buffer-pool-size=64M'];
  const server = spawn(programOf('mariadbd'), [...common, ...listening, ...fast], { stdio: 'ignore' });
  const ask = (database: string, sql: string) => askClient(socket, database, sql);
  const remove = async () => {
    await stopChild(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(server, () => ask('', 'SELECT 1'));
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    createDatabase: async () => {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await ask('', `CREATE DATABASE ${name}`);
      return {
        url: `mysql://root@127.0.0.1:${port}/${name}`,
        drop: async () => {
          await ask('', `DROP DATABASE ${name}`);
        },
      };
    },
    query: ({ url }, sql) => ask(new URL(url).pathname.slice(1), sql),
    stop: remove,
  };
}

function findProgram(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function programOf(name: string): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`There is no ${name} on this machine.`);
  return path;
}

async function askClient(socket: string, database: string, sql: string): Promise<readonly string[]> {
  const strict = "--init-command=SET time_zone = '+00:00', sql_mode = 'TRADITIONAL'";
  const options = ['--no-defaults', `--socket=${socket}`, '--user=root', strict, '--default-character-set=utf8mb4'];
  const client = run(programOf('mariadb'), [...options, '--batch', '--skip-column-names', database], {
    maxBuffer: 2 ** 26,
  });
  // A client that ends before it has read everything tells why itself.
  client.child.stdin?.on('error', () => undefined).end(sql);
  const { stdout } = await client;
  return stdout.split('\n').filter((line) => line !== '');
}

async function waitUntilReady(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (hasEnded(server) || Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}
