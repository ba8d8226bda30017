import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { ensureOwnedDirectory, type Owner } from './owner.ts';
import { PostgresError } from './postgres-error.ts';

/** Where things lie in the folder of an embedded database. */
export interface DataFolder {
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  /** Folder of the unix socket. */
  readonly socket: string;
  readonly log: string;
  readonly passwordFile: string;
  readonly programs: string;
}

/** A unix socket's path must fit into `sockaddr_un`. */
const LONGEST_SOCKET_PATH = 103;

export const DATABASE_USER = 'amplication';

/** Names the parts of the folder; the socket moves to the temporary folder where its own path would be too long. */
export function toDataFolder(root: string): DataFolder {
  const inside = join(root, 'run');
  const fits = Buffer.byteLength(join(inside, '.s.PGSQL.5432')) <= LONGEST_SOCKET_PATH;
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return {
    root,
    data: join(root, 'data'),
    socket: fits ? inside : join(tmpdir(), `amplication-${hash}`),
    log: join(root, 'postgres.log'),
    passwordFile: join(root, 'password'),
    programs: join(root, 'programs'),
  };
}

/** Major version that made the data directory; undefined before the first start. */
export function readMajor(folder: DataFolder): number | undefined {
  const file = join(folder.data, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

/** The password of the embedded database, made on first use; only this account of the machine can read it. */
export function ensurePassword(folder: DataFolder): string {
  if (!existsSync(folder.passwordFile))
    writeFileSync(folder.passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(folder.passwordFile, 'utf8').trim();
}

/** Makes the folders, and on the first start the data directory. Killed in between, the next start begins anew. */
export function ensureDataDirectory(folder: DataFolder, binaries: Binaries, owner: Owner): void {
  mkdirSync(folder.root, { recursive: true });
  ensureOwnedDirectory(folder.socket, owner);
  if (readMajor(folder) !== undefined) return;
  const fresh = `${folder.data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  ensureOwnedDirectory(fresh, owner);
  const passwordFile = join(folder.socket, 'initial-password');
  writeFileSync(passwordFile, `${ensurePassword(folder)}\n`, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(passwordFile, owner.uid, owner.gid);
  const result = spawnSync(
    join(binaries.directory, 'initdb'),
    [
      '-D',
      fresh,
      '-U',
      DATABASE_USER,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-instructions',
      '--no-sync',
    ],
    { ...owner, cwd: '/', encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    const reason = result.error?.message ?? result.stderr.trim().split('\n').at(-1) ?? 'it gave no reason';
    throw new PostgresError(`The database could not be created in ${folder.data}: ${reason}.`);
  }
  chmodSync(fresh, 0o700);
  rmSync(folder.data, { recursive: true, force: true });
  renameSync(fresh, folder.data);
}
