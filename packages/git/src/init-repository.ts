import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitConfig } from './git-remote.ts';
import { isBranchName } from './ref-name.ts';
import { runGit } from './run-git.ts';

/** Creates an empty bare repository whose HEAD names the branch, and adds the configuration to its config file. */
export async function initBare(options: {
  readonly gitDir: string;
  readonly defaultBranch: string;
  readonly config?: GitConfig | undefined;
}): Promise<void> {
  if (!isBranchName(options.defaultBranch)) throw new TypeError(`Not a branch name: ${options.defaultBranch}`);
  await mkdir(dirname(options.gitDir), { recursive: true });
  await runGit(['init', '--quiet', '--bare', '--template=', `--initial-branch=${options.defaultBranch}`], {
    gitDir: options.gitDir,
  });
  for (const [key, value] of options.config ?? []) {
    await runGit(['config', '--local', '--', key, value], { gitDir: options.gitDir });
  }
}

/** Every fetch and import leaves a pack, and each makes reading a little slower: a mirror is a cache and may begin anew. */
const MOST_PACKS = 300;

/**
 * Makes sure that a bare repository is at `gitDir`, to be the partial clone of a remote that is not named in it: every
 * command that talks to the remote brings its address, its credential and the filter. Starts no process when it exists.
 * One that has collected too many packs is replaced by an empty one: call it when nobody else reads from it.
 */
export async function ensureMirror(options: { readonly gitDir: string }): Promise<void> {
  if (await exists(join(options.gitDir, 'HEAD'))) {
    if ((await countPacks(options.gitDir)) <= MOST_PACKS) return;
    const worn = `${options.gitDir}.${randomUUID()}.old`;
    await rename(options.gitDir, worn);
    await rm(worn, { recursive: true, force: true });
  }
  const fresh = `${options.gitDir}.${randomUUID()}.new`;
  try {
    await initBare({ gitDir: fresh, defaultBranch: 'main' });
    await rename(fresh, options.gitDir);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have been first.
    if (!(await exists(join(options.gitDir, 'HEAD')))) throw error;
  }
}

async function countPacks(gitDir: string): Promise<number> {
  const files = await readdir(join(gitDir, 'objects', 'pack')).catch(() => []);
  return files.filter((name) => name.endsWith('.pack')).length;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
