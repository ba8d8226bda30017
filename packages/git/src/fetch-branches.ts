import { askRemote } from './ask-remote.ts';
import { GitError } from './git-error.ts';
import type { GitRemote } from './git-remote.ts';
import { assertBranchPattern } from './ref-name.ts';
import type { RemoteFailure } from './remote-failure.ts';

export interface FetchBranchesOptions {
  readonly gitDir: string;
  readonly remote: GitRemote;
  /** Branch names that may end in one `*`, for example `main*`. A name that matches nothing is no failure only with a `*`. */
  readonly branchPatterns: readonly string[];
  /** Leaves out the blobs (`blob:none`). A server that refuses filters is asked again without. */
  readonly filter: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export type FetchOutcome = { readonly kind: 'fetched' } | RemoteFailure;

const flags = [
  '--quiet',
  '--prune',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-show-forced-updates',
  '--recurse-submodules=no',
];

/**
 * Brings `refs/remotes/origin/*` of the branches that match up to date, and removes those that are gone, in one
 * round trip. An empty repository is fetched too: it has no branch. Throws a `TypeError` for a pattern that is none, and
 * `GitError` when neither the remote nor the network is the reason.
 */
export async function fetchBranches(options: FetchBranchesOptions): Promise<FetchOutcome> {
  const refspecs = options.branchPatterns.map((pattern) => {
    const name = assertBranchPattern(pattern);
    return `+refs/heads/${name}:refs/remotes/origin/${name}`;
  });
  const run = (filter: string): Promise<FetchOutcome> => fetchOnce(options, [filter, '--', 'origin', ...refspecs]);
  if (!options.filter) return run('--no-filter');
  try {
    return await run('--filter=blob:none');
  } catch (error) {
    if (error instanceof GitError && error.kind === 'exit' && /filter/i.test(error.stderr)) return run('--no-filter');
    throw error;
  }
}

async function fetchOnce(options: FetchBranchesOptions, args: readonly string[]): Promise<FetchOutcome> {
  const { gitDir, remote, signal, timeoutMs } = options;
  const outcome = await askRemote(['fetch', ...flags, ...args], { gitDir, remote, signal, timeoutMs });
  return 'kind' in outcome ? outcome : { kind: 'fetched' };
}
