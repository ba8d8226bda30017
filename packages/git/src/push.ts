import { GitError } from './git-error.ts';
import { askRemote } from './ask-remote.ts';
import type { GitRemote } from './git-remote.ts';
import { toCommitId, type CommitId } from './object-id.ts';
import { assertRefName } from './ref-name.ts';
import { classifyRemoteFailure, remoteLines, type RemoteFailure } from './remote-failure.ts';

export interface RefUpdate {
  readonly ref: string;
  /** null deletes the ref. */
  readonly newTip: CommitId | null;
  /** What the ref names now; null: it does not exist. Anything else makes the whole push fail as `moved`. */
  readonly expected: CommitId | null;
}

export type PushOutcome =
  | { readonly kind: 'pushed'; readonly lines: readonly string[] }
  | { readonly kind: 'moved'; readonly refs: readonly string[] }
  /** Refused by a rule of the remote, in the remote's own words. */
  | { readonly kind: 'rejected'; readonly lines: readonly string[]; readonly reasons: readonly string[] }
  | RemoteFailure;

/**
 * Moves refs of the remote, all or none, and only from where the caller knows them to be. `moved` does not say who moved
 * it: after a connection that was cut it may have been this very push, so look at the remote's tip. After `unreachable`
 * the refs may have moved too. Throws a `TypeError` for a name or push option that is none, and `GitError` when neither
 * the remote nor the network is the reason.
 */
export async function push(options: {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly updates: readonly RefUpdate[];
  readonly pushOptions?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}): Promise<PushOutcome> {
  const { gitDir, remote, updates, signal, timeoutMs } = options;
  if (updates.length === 0) return { kind: 'pushed', lines: [] };
  const leases = updates.map(
    ({ ref, expected }) => `--force-with-lease=${assertRefName(ref)}:${expected === null ? '' : toCommitId(expected)}`,
  );
  const refspecs = updates.map(({ ref, newTip }) => `${newTip === null ? '' : toCommitId(newTip)}:${ref}`);
  const extra = (options.pushOptions ?? []).map((option) => `--push-option=${assertPushOption(option)}`);
  const args = [
    'push',
    '--porcelain',
    '--atomic',
    '--no-thin',
    '--no-verify',
    '--recurse-submodules=no',
    ...leases,
    ...extra,
  ];
  const output = await askRemote([...args, '--', 'origin', ...refspecs], {
    gitDir,
    remote,
    signal,
    timeoutMs,
    okExitCodes: [0, 1],
  });
  if ('kind' in output) return output;
  if (output.exitCode === 0) return { kind: 'pushed', lines: remoteLines(output.stderr) };
  const refusal = toRefusal(updates, output.stdout.toString('utf8'), output.stderr);
  if (refusal !== undefined) return refusal;
  throw new GitError({ kind: 'exit', command: 'git push', exitCode: output.exitCode, stderr: output.stderr });
}

interface RefResult {
  readonly ref: string;
  readonly reason: string;
}

function toRefusal(updates: readonly RefUpdate[], stdout: string, stderr: string): PushOutcome | undefined {
  const refused = parsePorcelain(stdout);
  const moved = refused.filter(({ reason }) => movedReason.test(reason)).map(({ ref }) => ref);
  if (moved.length > 0) return { kind: 'moved', refs: moved };
  const causes = refused.filter(({ reason }) => !consequence.test(reason));
  if (causes.some(({ reason }) => reason.startsWith('[remote failure]')))
    return { kind: 'unreachable', detail: lastOf(causes) };
  if (causes.length > 0) {
    return {
      kind: 'rejected',
      lines: remoteLines(stderr),
      reasons: causes.map(({ ref, reason }) => `${ref}: ${reason}`),
    };
  }
  // git itself sends a request again whose answer was cut off: what the first one did is in the way of the second.
  if (lostRace.test(stderr)) {
    const named = updates.map(({ ref }) => ref).filter((ref) => stderr.includes(`'${ref}'`));
    return { kind: 'moved', refs: named.length > 0 ? named : updates.map(({ ref }) => ref) };
  }
  return classifyRemoteFailure(stderr);
}

// `stale info` is our lease; the rest is what a server says when another push was quicker.
const lostRace =
  /(cannot|failed to) lock|failed to update ref|reference already exists|incorrect old value|is at [0-9a-f]+ but expected/;
const movedReason = new RegExp(
  `\\[rejected\\] \\((stale info|fetch first|non-fast-forward|needs force)\\)|remote ref updated since checkout|${lostRace.source}`,
);
const consequence = /atomic push failed|atomic transaction failed|atomic push failure|transaction failed/;

/** The refs that `git push --porcelain` reports as refused, with git's reason. */
export function parsePorcelain(stdout: string): readonly RefResult[] {
  return stdout.split('\n').flatMap((line) => {
    const [flag, refs, reason] = line.split('\t');
    if (flag !== '!' || refs === undefined || reason === undefined) return [];
    return [{ ref: refs.slice(refs.lastIndexOf(':') + 1), reason }];
  });
}

function lastOf(results: readonly RefResult[]): string {
  return results.at(-1)?.reason ?? '';
}

function assertPushOption(option: string): string {
  if (/[\r\n\0]/.test(option)) throw new TypeError('A push option is one line.');
  return option;
}
