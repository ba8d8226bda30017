import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCommits, type CommitMark, type TreeChange } from '../import-commits.ts';
import { initBare } from '../init-repository.ts';
import type { CommitId, TreeId } from '../object-id.ts';
import { createRef } from '../update-refs.ts';

export const person = { name: 'Somebody', email: 'somebody@example.com', date: '2026-01-02T03:04:05+02:00' };

/** A folder of its own that is removed by `dispose`; for tests. */
export async function temporaryFolder(): Promise<{ readonly path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'git-test-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true }) };
}

/** A bare repository that serves partial clones and accepts pushes; for tests. */
export async function createOrigin(gitDir: string): Promise<void> {
  await initBare({
    gitDir,
    defaultBranch: 'main',
    config: [
      ['uploadpack.allowFilter', 'true'],
      ['uploadpack.allowAnySHA1InWant', 'true'],
      ['http.receivepack', 'true'],
      ['receive.advertisePushOptions', 'true'],
      ['receive.denyDeleteCurrent', 'ignore'],
    ],
  });
}

/** The change that writes a text file. */
export function write(path: string, text: string, mode: '100644' | '100755' | '120000' = '100644'): TreeChange {
  return { kind: 'write', path, mode, content: Buffer.from(text) };
}

/** Creates one commit and, when asked, a ref that names it. */
export async function commit(options: {
  readonly gitDir: string;
  readonly changes: readonly TreeChange[];
  readonly parents?: readonly CommitId[];
  readonly base?: TreeId | CommitMark;
  readonly message?: string;
  readonly ref?: string;
}): Promise<CommitId> {
  const { gitDir, changes, parents = [], base, message = 'change\n', ref } = options;
  const [id] = await importCommits({
    gitDir,
    commits: [{ parents, base, changes, message, author: person, committer: person }],
  });
  if (id === undefined) throw new TypeError('no commit');
  if (ref !== undefined) await createRef({ gitDir, ref, tip: id });
  return id;
}
