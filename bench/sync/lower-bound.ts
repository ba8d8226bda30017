import {
  ensureMirror,
  fetchBranches,
  importCommits,
  mergeTrees,
  push,
  readCommit,
  type CommitId,
  type GitRemote,
  type TreeChange,
  type TreeId,
} from '@amplication/git';
import { openRemote, type StackProject, type SyncStack } from '@amplication/test-kit';

const SIGNATURE = { name: 'Amplication', email: 'amplication@example.com', date: 1_700_000_000 } as const;

interface Known {
  readonly main: CommitId;
  readonly sync: CommitId | undefined;
  readonly fromTree: TreeId;
}

/**
 * Opens a warm mirror of a repository for plain git: fetch, one fast-import of the changed files, merge-tree and a merge
 * commit when the base branch moved, one push with a lease.
 */
export async function openLowerBound(stack: SyncStack, project: StackProject, gitDir: string) {
  const authorization = `Basic ${Buffer.from(`oauth2:${stack.sandbox.tokens.owner}`).toString('base64')}`;
  const remote: GitRemote = { url: project.gitUrl, authorization };
  const repository = openRemote(stack, project);
  await ensureMirror({ gitDir });
  let merged: CommitId | undefined;

  const look = async (): Promise<Known> => {
    const [main, sync] = [await repository.tip('main'), await repository.tip('amplication')];
    if (main === undefined) throw new Error('There is no base branch.');
    const { tree: fromTree } = await readCommit({ gitDir: project.gitDir, id: sync ?? main });
    return { main, sync, fromTree };
  };

  const run = async (changes: readonly TreeChange[], { main, sync, fromTree }: Known): Promise<void> => {
    await fetchBranches({ gitDir, remote, branchPatterns: ['main*', 'amplication*'], filter: true });
    if (changes.length === 0) return;
    const commit = { message: 'generated\n', author: SIGNATURE, committer: SIGNATURE };
    let tip = await write({ ...commit, parents: [sync ?? main], base: fromTree, changes });
    if (sync !== undefined && merged !== undefined && main !== merged) {
      const merge = await mergeTrees({ gitDir, remote, ours: main, theirs: tip });
      tip = await write({ ...commit, parents: [tip, main], base: merge.tree, changes: [] });
    }
    merged = main;
    const update = { ref: 'refs/heads/amplication', newTip: tip, expected: sync ?? null };
    const outcome = await push({ gitDir, remote, updates: [update] });
    if (outcome.kind !== 'pushed') throw new Error(`The push of the lower bound failed: ${outcome.kind}`);
  };

  const write = async (commit: Parameters<typeof importCommits>[0]['commits'][number]): Promise<CommitId> => {
    const [id] = await importCommits({ gitDir, commits: [commit] });
    if (id === undefined) throw new Error('git wrote no commit.');
    return id;
  };

  return {
    /** Opens a merge request, as ours has one: GitLab works on it after each push. */
    openMergeRequest: async (): Promise<void> => {
      const body = { source_branch: 'amplication', target_branch: 'main', title: 'chore: update generated code' };
      const { status } = await repository.call('POST', '/merge_requests', body);
      if (status !== 201) throw new Error(`No merge request was opened (${status}).`);
    },
    /** Looks up what a person at a terminal knows already, and returns what is to be timed. */
    prepare: async (changes: readonly TreeChange[]): Promise<() => Promise<void>> => {
      const known = await look();
      return () => run(changes, known);
    },
  };
}
