import { GitError } from './git-error.ts';
import { toRemoteFailure } from './fetch-branches.ts';
import type { GitRemote } from './git-remote.ts';
import { toCommitId, type CommitId } from './object-id.ts';
import { assertRefName } from './ref-name.ts';
import { classifyRemoteFailure, remoteLines, type RemoteFailure } from './remote-failure.ts';
import { runGit } from './run-git.ts';

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

/** Moves refs of the remote, all or none, and only from where the caller knows them to be. */
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
  try {
    const output = await runGit([...args, '--', 'origin', ...refspecs], {
      gitDir,
      remote,
      signal,
      timeoutMs,
      okExitCodes: [0, 1],
    });
    if (output.exitCode === 0) return { kind: 'pushed', lines: remoteLines(output.stderr) };
    return toRefusal(args, output.stdout.toString('utf8'), output.stderr);
  } catch (error) {
    return toRemoteFailure(error);
  }
}

interface RefResult {
  readonly ref: string;
  readonly reason: string;
}

function toRefusal(args: readonly string[], stdout: string, stderr: string): PushOutcome {
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
  const failure = classifyRemoteFailure(stderr);
  if (failure !== undefined) return failure;
  throw new GitError({ kind: 'exit', command: `git ${args.slice(0, 4).join(' ')}`, exitCode: 1, stderr });
}

// `stale info` is our lease; the rest is what a server says when another push was quicker.
const movedReason =
  /\[rejected\] \((stale info|fetch first|non-fast-forward|needs force)\)|(cannot|failed to) lock|failed to update ref|reference already exists|incorrect old value|remote ref updated since checkout/;
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
  if (/[\n\0]/.test(option)) throw new TypeError('A push option is one line.');
  return option;
}
