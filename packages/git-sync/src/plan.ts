import { isAncestor, mergeTrees as mergeByGit, type CommitId, type GitRemote } from '@amplication/git';
import { findOpenSquash, listCommonCommits, listSquashedMerges, type SquashedMerge } from './common-commits.ts';
import { isContained, type Tips } from './containment.ts';
import type { Contents } from './contents.ts';
import { lift, type Lift } from './lift.ts';
import { mergeTrees } from './merge-trees.ts';
import type { Generation, LedgerPort, MergeRequestFacts, SyncConflict, SyncedService } from './ports.ts';
import { readTree } from './read-tree.ts';
import { isSameFile, isSameTree, type Tree } from './tree.ts';

/** What should be on the sync branch. */
export interface SyncPlan {
  readonly tree: Tree;
  /** Commit that the new one is written as a change of, and its files. */
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
  readonly remote: GitRemote;
  readonly contents: Contents;
  readonly ledger: LedgerPort;
  readonly signal?: AbortSignal | undefined;
}

interface PlanInput {
  readonly tips: Tips;
  readonly target: string;
  readonly services: readonly SyncedService[];
  readonly mergeRequests: readonly MergeRequestFacts[];
}

/** A commit's files, as they are and lifted. */
interface Side {
  readonly id: CommitId;
  readonly tree: Tree;
  readonly lifted: Lift;
}

/** Decides what goes on the sync branch, from the two tips, the markers in them and the ledger. Pushes nothing. */
export async function planSync(context: PlanContext, input: PlanInput): Promise<SyncPlan> {
  const { gitDir } = context;
  const { services, target, mergeRequests } = input;
  const base = await readSide(context, input.tips.base, services);
  const tip = input.tips.sync;
  if (tip === undefined) return toFreshPlan(base);
  if (await isContained(gitDir, { base: base.id, sync: tip }, target, mergeRequests)) return toFreshPlan(base);
  const sync = await readSide(context, tip, services);
  const squashed = await listSquashedMerges(gitDir, mergeRequests);
  const joined = await join(context, services, sync, base, squashed);
  if (joined.kind === 'conflicted') return toConflictedPlan(context, services, { sync, base, squashed }, joined.paths);
  // Squashed or picked by hand: nothing of the sync branch is missing. It stays reachable: nothing proves that it was merged.
  if (isSameTree(joined.tree, base.lifted.tree) && !isSameTree(base.lifted.tree, base.tree)) {
    if (!isSameTree(sync.lifted.tree, sync.tree) || !(await isPlainMerge(context, sync, base, joined.tree)))
      return { ...toFreshPlan(base), parents: [base.id, sync.id], conflicts: mergeConflicts(sync, joined.fresh) };
  }
  const bases = new Map([...base.lifted.bases, ...sync.lifted.bases]);
  const baseIsMerged = await isAncestor({ gitDir, ancestor: base.id, descendant: sync.id });
  return {
    tree: joined.tree,
    from: sync.id,
    fromTree: sync.tree,
    bases,
    parents: baseIsMerged ? [sync.id] : [sync.id, base.id],
    needsCommit: !isSameTree(sync.lifted.tree, sync.tree) || !(await isPlainMerge(context, sync, base, joined.tree)),
    differsFromBase: !isSameTree(joined.tree, base.tree),
    conflicts: mergeConflicts(sync, joined.fresh),
  };
}

async function readSide(context: PlanContext, id: CommitId, services: readonly SyncedService[]): Promise<Side> {
  const tree = await readTree(context.gitDir, id);
  return { id, tree, lifted: await lift(context, tree, services) };
}

function toFreshPlan(base: Side): SyncPlan {
  const differs = !isSameTree(base.lifted.tree, base.tree);
  return {
    tree: base.lifted.tree,
    from: base.id,
    fromTree: base.tree,
    parents: [base.id],
    needsCommit: differs,
    differsFromBase: differs,
    conflicts: base.lifted.conflicts,
    bases: base.lifted.bases,
  };
}

/**
 * Two people changed the same lines: the base branch is not merged, because git would believe that its hunks had been
 * decided. Only a squash commit is, where that works: then git finds that conflict and no other.
 */
async function toConflictedPlan(
  context: PlanContext,
  services: readonly SyncedService[],
  sides: { readonly sync: Side; readonly base: Side; readonly squashed: readonly SquashedMerge[] },
  paths: readonly string[],
): Promise<SyncPlan> {
  const { sync, base, squashed } = sides;
  const squash = await findOpenSquash(context.gitDir, { base: base.id, sync: sync.id }, squashed);
  const joined =
    squash === undefined
      ? undefined
      : await join(context, services, sync, await readSide(context, squash, services), squashed);
  const isJoined = squash !== undefined && joined?.kind === 'clean';
  const tree = isJoined ? joined.tree : sync.lifted.tree;
  return {
    tree,
    from: sync.id,
    fromTree: sync.tree,
    parents: isJoined ? [sync.id, squash] : [sync.id],
    needsCommit: isJoined || !isSameTree(tree, sync.tree),
    differsFromBase: true,
    conflicts: [...sync.lifted.conflicts, ...paths.map((path) => ({ path, kind: 'base' as const }))],
    bases: new Map([...base.lifted.bases, ...sync.lifted.bases]),
  };
}

type Joined =
  | {
      readonly kind: 'clean';
      readonly tree: Tree;
      /** Of people's edits on the base branch with the generator. */
      readonly fresh: readonly SyncConflict[];
    }
  | { readonly kind: 'conflicted'; readonly paths: readonly string[] };

/** Merges the base branch into the sync branch over their lifted merge base, so that generations and markers never conflict. */
async function join(
  context: PlanContext,
  services: readonly SyncedService[],
  sync: Side,
  base: Side,
  squashed: readonly SquashedMerge[],
): Promise<Joined> {
  const common =
    (await readCommon(context, services, [sync.id, base.id], squashed)) ??
    keepEqual(sync.lifted.tree, base.lifted.tree);
  const [ours, theirs] = [sync.lifted.tree, base.lifted.tree];
  const merge = await mergeTrees(context.contents, common, ours, theirs, context.signal);
  if (merge.conflicts.length > 0) return { kind: 'conflicted', paths: merge.conflicts.map(({ path }) => path) };
  // What the common commit had already was listed when it was joined.
  const fresh = base.lifted.conflicts.filter(({ path }) => !isSameFile(common.get(path), theirs.get(path)));
  return { kind: 'clean', tree: merge.tree, fresh };
}

/**
 * The lifted common state of two commits; undefined without one. Several common commits are merged with each other first;
 * what conflicts there is common to nobody, so that no side of it can win silently.
 */
async function readCommon(
  context: PlanContext,
  services: readonly SyncedService[],
  [a, b]: readonly [CommitId, CommitId],
  squashed: readonly SquashedMerge[],
): Promise<Tree | undefined> {
  const [first, ...rest] = await listCommonCommits(context.gitDir, a, b, squashed);
  if (first === undefined) return undefined;
  let tree = (await readSide(context, first, services)).lifted.tree;
  for (const id of rest) {
    const other = (await readSide(context, id, services)).lifted.tree;
    const earlier = (await readCommon(context, services, [first, id], squashed)) ?? keepEqual(tree, other);
    const merge = await mergeTrees(context.contents, earlier, tree, other, context.signal);
    const undecided = new Set(merge.conflicts.map(({ path }) => path));
    tree = new Map([...merge.tree].filter(([path]) => !undecided.has(path)));
  }
  return tree;
}

/** Where history was rewritten: what both have is common, and nothing else. */
function keepEqual(a: Tree, b: Tree): Tree {
  return new Map([...a].filter(([path, file]) => isSameFile(file, b.get(path))));
}

/** True when git alone, with GitLab's eyes, joins the two tips without a conflict to exactly this tree. */
async function isPlainMerge(context: PlanContext, sync: Side, base: Side, tree: Tree): Promise<boolean> {
  const { gitDir, remote, signal } = context;
  if (await isAncestor({ gitDir, ancestor: base.id, descendant: sync.id })) return isSameTree(sync.tree, tree);
  if ((await listCommonCommits(gitDir, sync.id, base.id, [])).length === 0) return false;
  const merge = await mergeByGit({ gitDir, ours: base.id, theirs: sync.id, remote, signal });
  return merge.kind === 'clean' && isSameTree(await readTree(gitDir, merge.tree), tree);
}

function mergeConflicts(sync: Side, fresh: readonly SyncConflict[]): readonly SyncConflict[] {
  const listed = new Set(sync.lifted.conflicts.map(({ path }) => path));
  return [...sync.lifted.conflicts, ...fresh.filter(({ path }) => !listed.has(path))];
}
