import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import {
  DATABASE_USER,
  ensureDataDirectory,
  ensurePassword,
  readMajor,
  toDataFolder,
  type DataFolder,
} from './data-folder.ts';
import { canReach, findOwner, type Owner } from './owner.ts';
import { PostgresError } from './postgres-error.ts';

/** How to reach the database; the shape that `pg` takes. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface RunningPostgres {
  readonly connection: PostgresConnection;
  /** Ends the database in order; resolves when its process is gone. */
  readonly stop: () => Promise<void>;
}

const PORT = 5432;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

/**
 * Starts the embedded database of a folder, creating it on first use, or takes over the one that a killed process left
 * running there. It listens on a unix socket only. Throws PostgresError with one sentence for the person at the terminal.
 */
export async function startPostgres(options: {
  readonly directory: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly report?: (progress: string) => void;
}): Promise<RunningPostgres> {
  const folder = toDataFolder(options.directory);
  const owner = findOwner();
  if (!canReach(folder.root, owner)) {
    throw new PostgresError(
      `The database cannot run in ${folder.root}, because its user may not enter that folder: choose another DATA_DIR.`,
    );
  }
  const connection = { host: folder.socket, port: PORT, user: DATABASE_USER, database: 'postgres' };
  if (await isListening(folder)) {
    return { connection: { ...connection, password: ensurePassword(folder) }, stop: () => stopByPid(folder) };
  }
  const major = readMajor(folder);
  if (major === undefined) options.report?.('creating the database');
  const binaries = findBinaries({
    programDirectory: folder.programs,
    environment: options.environment ?? process.env,
    ...(major === undefined ? {} : { major }),
  });
  ensureDataDirectory(folder, binaries, owner);
  const child = launch(join(binaries.directory, 'postgres'), folder, owner);
  const withPassword = { ...connection, password: ensurePassword(folder) };
  await waitUntilReady(folder, child, withPassword);
  return { connection: withPassword, stop: () => stopByPid(folder) };
}

function launch(program: string, folder: DataFolder, owner: Owner): ChildProcess {
  const log = openSync(folder.log, 'a', 0o600);
  const settings = {
    listen_addresses: '',
    port: String(PORT),
    shared_buffers: '64MB',
    max_connections: '100',
    unix_socket_permissions: '0700',
  };
  // Detached: Ctrl-C in the terminal must reach us first, so that what is running can finish before its database goes.
  const child = spawn(
    program,
    [
      '-D',
      folder.data,
      '-k',
      folder.socket,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...owner,
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', log, log],
      detached: true,
    },
  );
  closeSync(log);
  child.unref();
  return child;
}

async function waitUntilReady(folder: DataFolder, child: ChildProcess, connection: PostgresConnection): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', () => (failure ??= lastLogLine(folder)));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (failure !== undefined && !(await isListening(folder))) throw toStartError(folder, failure);
    if ((await isListening(folder)) && (await answers(connection))) return;
    await delay(10);
  }
  throw new PostgresError(
    `The database in ${folder.root} did not answer within ${START_TIMEOUT_MS / 1_000} s; its log is ${folder.log}.`,
  );
}

function toStartError(folder: DataFolder, line: string): PostgresError {
  if (/lock file|another server/iu.test(line)) {
    return new PostgresError(
      `The data folder ${folder.root} is in use by another process: stop it, or choose another DATA_DIR.`,
    );
  }
  return new PostgresError(`The database did not start: ${line} (log: ${folder.log})`);
}

/** The newest FATAL line: what comes after it (a hint, a shutdown notice) does not say why. */
function lastLogLine(folder: DataFolder): string {
  const lines = readFileSync(folder.log, 'utf8').trim().split('\n');
  return lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? 'it ended at once';
}

async function answers(connection: PostgresConnection): Promise<boolean> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // 57P03: it still starts up. Anything else (a wrong password, say) will not heal by waiting.
    if (error instanceof pg.DatabaseError && error.code !== '57P03')
      throw new PostgresError(`The database refuses us: ${error.message}.`, { cause: error });
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isListening(folder: DataFolder): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(folder.socket, `.s.PGSQL.${PORT}`));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function stopByPid(folder: DataFolder): Promise<void> {
  const pid = readPid(folder);
  if (pid === undefined) return;
  // SIGINT is PostgreSQL's fast shutdown: open sessions end, nothing committed is lost.
  if (!signal(pid, 'SIGINT')) return;
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (Date.now() < deadline && signal(pid, 0)) await delay(10);
}

function readPid(folder: DataFolder): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(folder.data, 'postmaster.pid'), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
