import { GitError } from './git-error.ts';
import type { GitRemote } from './git-remote.ts';
import { classifyRemoteFailure, type RemoteFailure } from './remote-failure.ts';
import { runGit, type GitOutput, type RunGitOptions } from './run-git.ts';

/**
 * Runs a command that talks to the remote. Answers what git wrote, or why the remote could not be used; throws
 * `GitError` when the remote is not the reason.
 *
 * A server that answers something else than git's protocol (a login page, with status 200) is taken for the oldest kind
 * of git server, a folder of files: then git sees a repository without branches, or asks for one file after the other
 * for ever. git's events tell the two apart; a remote that never spoke the protocol is `unreachable`.
 */
export async function askRemote(
  args: readonly string[],
  options: RunGitOptions & { readonly remote: GitRemote },
): Promise<GitOutput | RemoteFailure> {
  let hasSpoken = false;
  let isFolder = false;
  const takeEvent = (line: string): 'stop' | 'go-on' => {
    hasSpoken ||= line.includes('"negotiated-version"');
    isFolder ||= !hasSpoken && startsWalker.test(line);
    return isFolder ? 'stop' : 'go-on';
  };
  try {
    const output = await runGit(args, { ...options, takeEvent });
    return hasSpoken && !isFolder ? output : noGit;
  } catch (error) {
    if (isFolder || (!hasSpoken && saysEmpty(error))) return noGit;
    return toRemoteFailure(error);
  }
}

// What git starts to read a folder of files; in a partial mirror a fetch within the fetch, and one within that, for ever.
const startsWalker = /"event":"child_start".*("http-(fetch|push)"|"fetch","origin")/;

function saysEmpty(error: unknown): boolean {
  return error instanceof GitError && error.kind === 'exit' && /couldn't find remote ref/.test(error.stderr);
}

const noGit: RemoteFailure = {
  kind: 'unreachable',
  detail: "The remote's answer is not of git's protocol: another page answers at this address.",
};

/** Turns a `GitError` that the remote caused into its reason; throws the error again when the remote is not the reason. */
export function toRemoteFailure(error: unknown): RemoteFailure {
  if (!(error instanceof GitError)) throw error;
  if (error.kind === 'timeout') return { kind: 'unreachable', detail: 'The remote did not answer in time.' };
  const failure = error.kind === 'exit' ? classifyRemoteFailure(error.stderr) : undefined;
  if (failure === undefined) throw error;
  return failure;
}
