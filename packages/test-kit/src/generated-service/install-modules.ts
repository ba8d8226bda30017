import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

const CACHE = fileURLToPath(new URL('../../../../.cache/generated-service/', import.meta.url));
const NEEDED = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * Gives a generated package its node_modules: what `npm ci` makes of its own lock, done once for each lock and linked from
 * there. Packages whose locks differ by their name alone share one.
 */
export async function installModules(directory: string): Promise<void> {
  const home = join(CACHE, await hashLock(directory));
  if (!(await exists(home))) await fill(home, directory);
  // A later version of the package may have another lock.
  await rm(join(directory, 'node_modules'), { recursive: true, force: true });
  await symlink(join(home, 'node_modules'), join(directory, 'node_modules'), 'junction');
}

async function fill(home: string, directory: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, 'draft-'));
  try {
    for (const name of NEEDED) await copyFile(join(directory, name), join(draft, name));
    await runCommand('npm', ['ci', '--no-audit', '--no-fund'], { directory: draft, environment: process.env });
    // Another run may have been quicker.
    await rename(draft, home).catch(() => undefined);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function hashLock(directory: string): Promise<string> {
  const [manifest = '', ...others] = await Promise.all(NEEDED.map((name) => readFile(join(directory, name), 'utf8')));
  const { name } = JSON.parse(manifest) as { readonly name: string };
  const { dependencies, devDependencies, overrides } = JSON.parse(manifest) as Record<string, unknown>;
  const text = JSON.stringify([{ dependencies, devDependencies, overrides }, ...others]);
  return createHash('sha256').update(text.replaceAll(name, '')).digest('hex').slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
