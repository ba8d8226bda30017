import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchBranches, GitError, type FetchBranchesOptions, type FetchOutcome } from '@amplication/git';

const MOST_ATTEMPTS = 5;
/** git holds the lock of a ref for milliseconds. */
const STALE_MS = 60_000;

/**
 * Fetches branches into a mirror in which another git may be at work: that of a worker that was killed lives on for a
 * moment, and one that was killed itself leaves its lock files behind.
 */
export async function fetchMirror(options: FetchBranchesOptions): Promise<FetchOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchBranches(options);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isAboutLocks(error)) throw error;
    }
    await removeStaleLocks(options.gitDir);
    await sleep(50 * 2 ** attempt);
  }
}

function isAboutLocks(error: unknown): boolean {
  return error instanceof GitError && error.kind === 'exit' && /cannot lock ref|\.lock'/iu.test(error.stderr);
}

async function removeStaleLocks(gitDir: string): Promise<void> {
  const folders = ['', ...(await listFolders(gitDir))];
  for (const folder of folders) {
    const entries = await readdir(join(gitDir, folder), { withFileTypes: true });
    for (const { name } of entries.filter((entry) => entry.isFile() && entry.name.endsWith('.lock'))) {
      const path = join(gitDir, folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && Date.now() - found.mtimeMs > STALE_MS) await rm(path, { force: true });
    }
  }
}

async function listFolders(gitDir: string): Promise<readonly string[]> {
  const entries = await readdir(join(gitDir, 'refs'), { recursive: true, withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  return ['refs', ...below.map((path) => path.slice(gitDir.length + 1))];
}
