import {
  importCommits,
  mergeTrees,
  updateRef,
  type CommitId,
  type GitCommit,
  type SyntheticCommit,
  type TreeId,
} from '@amplication/git';
import { fullPathOf } from '../access.ts';
import { ApiError, messageError } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { afterPush } from './after-push.ts';
import { getCommit } from './project-git.ts';

export interface CommitPick {
  readonly verb: 'cherry-pick' | 'revert';
  readonly commit: CommitId;
  readonly branch: string;
  /** The branch's tip. */
  readonly tip: CommitId;
  readonly message?: string | undefined;
  /** Only finds out whether it would work. */
  readonly isDryRun: boolean;
}

/**
 * Puts a commit (or its opposite) on top of a branch; of a merge commit, what it brought to its first parent. Throws
 * GitLab's answer when that conflicts or changes nothing.
 */
export async function pickCommit(
  context: SandboxContext,
  project: Project,
  user: User,
  pick: CommitPick,
): Promise<CommitId | undefined> {
  const gitDir = gitDirOf(context, project);
  const commit = await getCommit(context, project, pick.commit);
  const before = await parentTreeOf(context, project, commit);
  const tip = await getCommit(context, project, pick.tip);
  const [base, theirs] = pick.verb === 'revert' ? [commit.tree, before] : [before, commit.tree];
  const tree = await mergeOver(gitDir, { base, ours: tip.tree, theirs });
  if (tree === undefined) throw pickFailed(pick.verb, 'conflict');
  if (tree === tip.tree) throw pickFailed(pick.verb, 'empty');
  if (pick.isDryRun) return undefined;
  const person = { name: user.name, email: user.email, date: timestamp(context) };
  const [made] = await importCommits({
    gitDir,
    commits: [
      {
        parents: [tip.id],
        base: tree,
        changes: [],
        message: pick.message ?? defaultMessage(context, project, pick.verb, commit),
        author: pick.verb === 'revert' ? person : commit.author,
        committer: person,
      },
    ],
  });
  if (made === undefined) throw new Error('The commit was not made.');
  const moved = await updateRef({ gitDir, ref: `refs/heads/${pick.branch}`, newTip: made, expected: tip.id });
  if (moved.kind === 'moved') throw messageError(400, 'Could not update branch. Please try again.');
  await afterPush(context, project, user, [{ branch: pick.branch, before: tip.id, after: made }]);
  return made;
}

/** The tree of a three-way merge over a base of the caller's choice, or undefined when it conflicts. */
export async function mergeOver(
  gitDir: string,
  trees: { readonly base: TreeId; readonly ours: TreeId; readonly theirs: TreeId },
): Promise<TreeId | undefined> {
  // Three commits that exist for this question only: git merges commits over the merge base that it finds itself.
  const person = { name: 'merge', email: 'merge@example.com', date: 0 };
  const commit = (tree: TreeId, parents: SyntheticCommit['parents'], message: string): SyntheticCommit => ({
    parents,
    base: tree,
    changes: [],
    message,
    author: person,
    committer: person,
  });
  const [, ours, theirs] = await importCommits({
    gitDir,
    commits: [
      commit(trees.base, [], 'base'),
      commit(trees.ours, [{ mark: 0 }], 'ours'),
      commit(trees.theirs, [{ mark: 0 }], 'theirs'),
    ],
  });
  if (ours === undefined || theirs === undefined) throw new Error('The commits were not made.');
  const outcome = await mergeTrees({ gitDir, ours, theirs });
  return outcome.kind === 'clean' ? outcome.tree : undefined;
}

/** The tree that a commit was made on: its first parent's, or an empty one. */
export async function parentTreeOf(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  commit: GitCommit,
): Promise<TreeId> {
  const [parent] = commit.parents;
  if (parent !== undefined) return (await getCommit(context, project, parent)).tree;
  const person = { name: 'empty', email: 'empty@example.com', date: 0 };
  const [empty] = await importCommits({
    gitDir: gitDirOf(context, project),
    commits: [{ parents: [], changes: [], message: 'empty', author: person, committer: person }],
  });
  if (empty === undefined) throw new Error('The commit was not made.');
  return (await getCommit(context, project, empty)).tree;
}

function pickFailed(verb: CommitPick['verb'], code: 'conflict' | 'empty'): ApiError {
  const done = verb === 'revert' ? 'reverted' : 'cherry-picked';
  return new ApiError(400, {
    message: `Sorry, we cannot ${verb} this commit automatically. This commit may already have been ${done}, or a more recent commit may have updated some of its content.`,
    error_code: code,
  });
}

function defaultMessage(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  verb: CommitPick['verb'],
  commit: GitCommit,
): string {
  if (verb === 'cherry-pick') return `${commit.message.trimEnd()}\n\n(cherry picked from commit ${commit.id})`;
  const merged = context.state.mergeRequests.find(
    (one) => one.projectId === project.id && (one.mergeCommitSha === commit.id || one.squashCommitSha === commit.id),
  );
  const what =
    merged === undefined ? `commit ${commit.id}` : `merge request ${fullPathOf(context.state, project)}!${merged.iid}`;
  return `Revert "${commit.message.split('\n', 1)[0] ?? ''}"\n\nThis reverts ${what}`;
}
