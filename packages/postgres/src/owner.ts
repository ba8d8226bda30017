import { accessSync, chownSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Under whom the database runs: PostgreSQL refuses root, so root lends it an unprivileged user. */
export interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user for the database: ourselves, or for root `postgres` where it exists, else `nobody`. */
export function findOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = ['postgres', 'nobody']
    .map((name) => users.find(([user]) => user === name))
    .find((each) => each !== undefined);
  return entry === undefined ? { uid: 65_534, gid: 65_534 } : { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** Makes a folder that only its owner can enter. */
export function ensureOwnedDirectory(path: string, owner: Owner): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(path, owner.uid, owner.gid);
}

/** True when that user can reach the folder: each folder above lets everybody through (or is ours, when we are the user). */
export function canReach(path: string, owner: Owner): boolean {
  for (let current = resolve(path); ; current = dirname(current)) {
    if (existsSync(current) && !canEnter(current, owner)) return false;
    if (current === dirname(current)) return true;
  }
}

function canEnter(directory: string, owner: Owner): boolean {
  if (owner.uid === undefined) {
    try {
      accessSync(directory, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }
  const { mode, uid, gid } = statSync(directory);
  if (uid === owner.uid) return (mode & 0o100) !== 0;
  if (gid === owner.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
