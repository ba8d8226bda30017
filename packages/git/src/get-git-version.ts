import { runGit } from './run-git.ts';

export interface GitVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly text: string;
}

/** The version of the git that is installed; throws `GitError` `not-installed` when there is none. */
export async function getGitVersion(): Promise<GitVersion> {
  return parseGitVersion((await runGit(['version'])).stdout.toString('utf8'));
}

/** Parses the answer of `git version`; a vendor's additions are kept in `text` only. */
export function parseGitVersion(answer: string): GitVersion {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(answer);
  if (match === null) throw new TypeError(`Not a git version: ${JSON.stringify(answer)}`);
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3] ?? 0),
    text: answer.replace(/^git version /, '').trim(),
  };
}
