import { isAncestor, listMergeBases, type CommitId } from '@amplication/git';
import { findSquashedBase, isContained, type Tips } from './containment.ts';
import type { Contents } from './contents.ts';
import { lift, type Lift } from './lift.ts';
import { mergeTrees } from './merge-trees.ts';
import type { LedgerPort, MergeRequestFacts, SyncConflict, SyncedService, Generation } from './ports.ts';
import { readTree } from './read-tree.ts';
import { isSameTree, type Tree } from './tree.ts';

/** What should be on the sync branch. */
export interface SyncPlan {
  readonly tree: Tree;
  /** Tree that the new commit is written as a change of; undefined for the first commit of all. */
  readonly from: CommitId;
  readonly fromTree: Tree;
  readonly parents: readonly CommitId[];
  /** False when the branch holds the result already (or needs none). */
  readonly needsCommit: boolean;
  /** Whether there is something that the base branch lacks. */
  readonly differsFromBase: boolean;
  readonly conflicts: readonly SyncConflict[];
  readonly bases: ReadonlyMap<string, Generation>;
}

export interface PlanContext {
  readonly gitDir: string;
  readonly contents: Contents;
  readonly ledger: LedgerPort;
  readonly signal?: AbortSignal | undefined;
}

/** Decides what goes on the sync branch, from the two tips, the markers in them and the ledger. Pushes nothing. */
export async function planSync(
  context: PlanContext,
  input: {
    readonly tips: Tips;
    readonly target: string;
    readonly services: readonly SyncedService[];
    readonly mergeRequests: readonly MergeRequestFacts[];
  },
): Promise<SyncPlan> {
  const { base, sync } = input.tips;
  const baseTree = await readTree(context.gitDir, base);
  const liftedBase = await lift(context, baseTree, input.services);
  if (sync === undefined || (await isContained(context.gitDir, { base, sync }, input.target, input.mergeRequests))) {
    return toFreshPlan(base, baseTree, liftedBase);
  }
  const syncTree = await readTree(context.gitDir, sync);
  const liftedSync = await lift(context, syncTree, input.services);
  const joined = await join(context, { base, sync }, liftedBase, liftedSync, input);
  const bases = new Map([...liftedBase.bases, ...liftedSync.bases]);
  const common = { from: sync, fromTree: syncTree, bases };
  if (joined.kind === 'conflicted') {
    // Never a partial merge with the base as parent: git would believe that its hunks had been decided.
    return {
      ...common,
      tree: liftedSync.tree,
      parents: [sync],
      needsCommit: !isSameTree(liftedSync.tree, syncTree),
      differsFromBase: true,
      conflicts: [...liftedSync.conflicts, ...joined.conflicts],
    };
  }
  const baseIsMerged = await isAncestor({ gitDir: context.gitDir, ancestor: base, descendant: sync });
  // Lifting changed nothing and git itself joins the two without help: whoever merges gets the result as it is.
  const nothingToDo = isSameTree(liftedSync.tree, syncTree) && (baseIsMerged || joined.plain);
  return {
    ...common,
    tree: joined.tree,
    parents: baseIsMerged ? [sync] : [sync, base],
    needsCommit: !nothingToDo,
    differsFromBase: !isSameTree(joined.tree, baseTree),
    conflicts: liftedSync.conflicts,
  };
}

function toFreshPlan(base: CommitId, baseTree: Tree, lifted: Lift): SyncPlan {
  const differs = !isSameTree(lifted.tree, baseTree);
  return {
    tree: lifted.tree,
    from: base,
    fromTree: baseTree,
    parents: [base],
    needsCommit: differs,
    differsFromBase: differs,
    conflicts: lifted.conflicts,
    bases: lifted.bases,
  };
}

type Joined =
  | {
      readonly kind: 'clean';
      readonly tree: Tree;
      /** Without our lifting the same comes out. */ readonly plain: boolean;
    }
  | { readonly kind: 'conflicted'; readonly conflicts: readonly SyncConflict[] };

/** Merges the base branch into the sync branch over their lifted merge base, so that generations and markers never conflict. */
async function join(
  context: PlanContext,
  tips: { readonly base: CommitId; readonly sync: CommitId },
  liftedBase: Lift,
  liftedSync: Lift,
  input: { readonly services: readonly SyncedService[]; readonly mergeRequests: readonly MergeRequestFacts[] },
): Promise<Joined> {
  const common = await findCommonCommit(context.gitDir, tips, input.mergeRequests);
  const commonTree =
    common === undefined
      ? keepEqual(liftedSync.tree, liftedBase.tree)
      : (await lift(context, await readTree(context.gitDir, common.id), input.services)).tree;
  const merge = await mergeTrees(context.contents, commonTree, liftedSync.tree, liftedBase.tree, context.signal);
  const conflicts = merge.conflicts.map(({ path }) => ({ path, kind: 'base' as const }));
  if (conflicts.length > 0) return { kind: 'conflicted', conflicts };
  return { kind: 'clean', tree: merge.tree, plain: common?.plain === true };
}

async function findCommonCommit(
  gitDir: string,
  tips: { readonly base: CommitId; readonly sync: CommitId },
  mergeRequests: readonly MergeRequestFacts[],
): Promise<{ readonly id: CommitId; /** git sees it too. */ readonly plain: boolean } | undefined> {
  const [mergeBase] = await listMergeBases({ gitDir, a: tips.sync, b: tips.base });
  const squashed = await findSquashedBase(gitDir, tips, mergeRequests);
  if (squashed === undefined) return mergeBase === undefined ? undefined : { id: mergeBase, plain: true };
  const gitKnowsMore =
    mergeBase !== undefined && (await isAncestor({ gitDir, ancestor: squashed, descendant: mergeBase }));
  return gitKnowsMore ? { id: mergeBase, plain: true } : { id: squashed, plain: false };
}

/** Where history was rewritten: what both have is common, and nothing else. */
function keepEqual(a: Tree, b: Tree): Tree {
  return new Map([...a].filter(([path, file]) => b.get(path)?.id === file.id && b.get(path)?.mode === file.mode));
}
