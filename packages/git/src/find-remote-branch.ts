import { askRemote } from './ask-remote.ts';
import type { GitRemote } from './git-remote.ts';
import { toCommitId, type CommitId } from './object-id.ts';
import { isBranchName } from './ref-name.ts';
import type { RemoteFailure } from './remote-failure.ts';

export type FindRemoteBranchOutcome =
  | { readonly kind: 'found'; readonly tip: CommitId }
  | { readonly kind: 'absent' }
  | RemoteFailure;

/** Asks the remote, without fetching, where a branch is now. Throws a `TypeError` for what is no name of a branch. */
export async function findRemoteBranch(options: {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly branch: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}): Promise<FindRemoteBranchOutcome> {
  const { gitDir, remote, branch, signal, timeoutMs } = options;
  if (!isBranchName(branch)) throw new TypeError(`Not a branch name: ${JSON.stringify(branch)}`);
  const ref = `refs/heads/${branch}`;
  const outcome = await askRemote(['ls-remote', '--refs', '--', 'origin', ref], { gitDir, remote, signal, timeoutMs });
  if ('kind' in outcome) return outcome;
  // The remote may answer with `refs/heads/refs/heads/<branch>` too: patterns match at the end.
  const line = outcome.stdout
    .toString('utf8')
    .split('\n')
    .find((each) => each.endsWith(`\t${ref}`) && each.length === 41 + ref.length);
  return line === undefined ? { kind: 'absent' } : { kind: 'found', tip: toCommitId(line.slice(0, 40)) };
}
