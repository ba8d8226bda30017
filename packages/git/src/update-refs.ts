import { GitError } from './git-error.ts';
import { toCommitId, zeroId, type CommitId } from './object-id.ts';
import type { RefUpdate } from './push.ts';
import { assertRefName, isBranchName } from './ref-name.ts';
import { runGit } from './run-git.ts';

export type UpdateRefsOutcome = { readonly kind: 'updated' } | { readonly kind: 'moved'; readonly detail: string };

/** Moves local refs, all or none, and only from where the caller knows them to be. */
export async function updateRefs(options: {
  readonly gitDir: string;
  readonly updates: readonly RefUpdate[];
}): Promise<UpdateRefsOutcome> {
  const commands = options.updates.map(({ ref, newTip, expected }) => {
    const old = expected === null ? zeroId : toCommitId(expected);
    return newTip === null
      ? `delete ${assertRefName(ref)}\0${old}\0`
      : `update ${assertRefName(ref)}\0${toCommitId(newTip)}\0${old}\0`;
  });
  try {
    await runGit(['update-ref', '--stdin', '-z'], { gitDir: options.gitDir, input: commands.join('') });
    return { kind: 'updated' };
  } catch (error) {
    if (
      error instanceof GitError &&
      /cannot lock ref|is at [0-9a-f]+ but expected|reference already exists/.test(error.stderr)
    ) {
      return { kind: 'moved', detail: error.stderr.trim() };
    }
    throw error;
  }
}

/** Creates a ref that must not exist. */
export function createRef(options: {
  readonly gitDir: string;
  readonly ref: string;
  readonly tip: CommitId;
}): Promise<UpdateRefsOutcome> {
  return updateRefs({ gitDir: options.gitDir, updates: [{ ref: options.ref, newTip: options.tip, expected: null }] });
}

/** Moves a ref from the expected commit to another. */
export function updateRef(options: {
  readonly gitDir: string;
  readonly ref: string;
  readonly newTip: CommitId;
  readonly expected: CommitId | null;
}): Promise<UpdateRefsOutcome> {
  const { gitDir, ref, newTip, expected } = options;
  return updateRefs({ gitDir, updates: [{ ref, newTip, expected }] });
}

/** Deletes a ref that must name the expected commit. */
export function deleteRef(options: {
  readonly gitDir: string;
  readonly ref: string;
  readonly expected: CommitId;
}): Promise<UpdateRefsOutcome> {
  return updateRefs({
    gitDir: options.gitDir,
    updates: [{ ref: options.ref, newTip: null, expected: options.expected }],
  });
}

/** Makes HEAD of a bare repository name the branch, which may not exist yet. */
export async function setHead(options: { readonly gitDir: string; readonly branch: string }): Promise<void> {
  if (!isBranchName(options.branch)) throw new TypeError(`Not a branch name: ${options.branch}`);
  await runGit(['symbolic-ref', 'HEAD', `refs/heads/${options.branch}`], { gitDir: options.gitDir });
}
