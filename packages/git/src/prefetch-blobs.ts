import { toRemoteFailure } from './fetch-branches.ts';
import type { GitRemote } from './git-remote.ts';
import { toBlobId, type BlobId } from './object-id.ts';
import type { RemoteFailure } from './remote-failure.ts';
import { runGit } from './run-git.ts';

export type PrefetchOutcome = { readonly kind: 'fetched'; readonly count: number } | RemoteFailure;

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

interface FetchObjectsOptions {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly ids: Iterable<BlobId>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Fetches the blobs that are missing in one request; those that are present cost nothing. */
export async function prefetchBlobs(options: FetchObjectsOptions): Promise<PrefetchOutcome> {
  return fetchObjects({ ...options, ids: await listMissing(options) });
}

/** Fetches blobs that the caller knows to be missing, in one request. */
export async function fetchObjects(options: FetchObjectsOptions): Promise<PrefetchOutcome> {
  const { gitDir, remote, signal, timeoutMs } = options;
  const missing = [...new Set(options.ids)];
  if (missing.length === 0) return { kind: 'fetched', count: 0 };
  try {
    await runGit([...fetchFlags, '--stdin', '--', 'origin'], {
      gitDir,
      remote,
      signal,
      timeoutMs,
      input: toLines(missing),
      config: [['fetch.negotiationAlgorithm', 'noop']],
    });
    return { kind: 'fetched', count: missing.length };
  } catch (error) {
    return toRemoteFailure(error);
  }
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
