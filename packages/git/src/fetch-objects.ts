import { askRemote } from './ask-remote.ts';
import type { GitRemote } from './git-remote.ts';
import { toBlobId, type BlobId } from './object-id.ts';
import type { RemoteFailure } from './remote-failure.ts';
import { runGit } from './run-git.ts';

export type FetchObjectsOutcome = { readonly kind: 'fetched'; readonly count: number } | RemoteFailure;

/** Those of the objects that are not in the repository, without asking the remote. */
export async function listMissing<Id extends string>(options: {
  readonly gitDir: string;
  readonly ids: Iterable<Id>;
}): Promise<readonly Id[]> {
  const ids = [...new Set(options.ids)];
  if (ids.length === 0) return [];
  const { stdout } = await runGit(['cat-file', '--buffer', '--batch-check=%(objectname)'], {
    gitDir: options.gitDir,
    input: toLines(ids),
  });
  const lines = stdout.toString('latin1').split('\n');
  return ids.filter((_, index) => lines[index]?.endsWith(' missing') === true);
}

/**
 * Fetches blobs that the caller knows to be missing, in one request, whatever their size. Asking for one that the remote
 * does not have fails as a whole and throws `GitError`, as everything that neither the remote nor the network caused.
 */
export async function fetchObjects(options: {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly ids: Iterable<BlobId>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}): Promise<FetchObjectsOutcome> {
  const { gitDir, remote, signal, timeoutMs } = options;
  const missing = [...new Set(options.ids)];
  if (missing.length === 0) return { kind: 'fetched', count: 0 };
  const outcome = await askRemote([...fetchFlags, '--stdin', '--', 'origin'], {
    gitDir,
    remote,
    signal,
    timeoutMs,
    input: toLines(missing),
    config: [['fetch.negotiationAlgorithm', 'noop']],
  });
  if (!('kind' in outcome)) return { kind: 'fetched', count: missing.length };
  // All may be there all the same: the cut came after the last object, or another fetch was quicker and git asked nothing.
  const isThere = (await listMissing({ gitDir, ids: missing })).length === 0;
  return isThere ? { kind: 'fetched', count: missing.length } : outcome;
}

const fetchFlags = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--recurse-submodules=no',
  '--filter=blob:none',
];

function toLines(ids: readonly string[]): string {
  return ids.map((id) => `${toBlobId(id)}\n`).join('');
}
