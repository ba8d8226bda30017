/** Name of a lock file -> the command that writes it anew from `package.json`. */
const COMMANDS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm install --package-lock-only',
  'npm-shrinkwrap.json': 'npm install --package-lock-only',
  'yarn.lock': 'yarn install --mode update-lockfile',
  'pnpm-lock.yaml': 'pnpm install --lockfile-only',
};

/** The command that refreshes a lock file; undefined for any other file. Lock files are never merged as text. */
export function findLockCommand(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** The `package.json` that a lock file belongs to. */
export function toManifestPath(lockPath: string): string {
  return `${lockPath.slice(0, lockPath.lastIndexOf('/') + 1)}package.json`;
}
