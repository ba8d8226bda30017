import type { CommitId, History } from '@amplication/git';
import type { Generation, MergeRequestFacts, SyncConflict, UserRename } from '../ports.ts';
import { findOpenSquash, listSquashedMerges, type SquashedMerge } from './common-commits.ts';
import { isContained } from './containment.ts';
import { ask, together, type Asking } from './facts.ts';
import { joinSides, readCommon, type Joined } from './join.ts';
import { lift, type Lift, type LiftContext } from './lift.ts';
import { prefetchLikely } from './likely-contents.ts';
import { isPlainMerge } from './plain-merge.ts';
import { isSameTree, type Tree } from './tree.ts';

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
  /** By service, what the markers in the repository named. */
  readonly bases: ReadonlyMap<string, Generation>;
  readonly userRenames: readonly UserRename[];
}

/** The two tips that a sync joins. */
export interface Tips {
  readonly base: CommitId;
  readonly sync: CommitId | undefined;
}

export interface PlanInput {
  readonly tips: Tips;
  readonly target: string;
  readonly mergeRequests: readonly MergeRequestFacts[];
}

/** A commit's files, as they are and lifted. */
export interface Side {
  readonly id: CommitId;
  readonly tree: Tree;
  readonly lifted: Lift;
}

/** Decides what goes on the sync branch, from the two tips, the markers in them and the ledger. It only asks: nothing is written. */
export function* planSync(context: LiftContext, input: PlanInput): Asking<SyncPlan> {
  const { facts } = context;
  const { target, mergeRequests, tips } = input;
  if (tips.sync === undefined) return toFreshPlan(yield* readSide(context, tips.base));
  yield* ask(facts, [
    { kind: 'history', a: tips.sync, b: tips.base },
    { kind: 'tree', id: tips.sync },
    { kind: 'tree', id: tips.base },
  ]);
  const history = facts.history(tips.sync, tips.base);
  if (isContained(history, tips.sync, target, mergeRequests)) {
    const base = yield* readSide(context, tips.base);
    const plan = toFreshPlan(base);
    const isOpen = mergeRequests.some(({ state }) => state === 'open');
    if (plan.needsCommit || !isOpen) return plan;
    // Somebody set the branch back to what was squashed: git does not know that the open merge request is empty.
    const sync = { id: tips.sync, tree: facts.tree(tips.sync) };
    return { ...plan, needsCommit: !(yield* isPlainMerge(facts, { sync, base, history }, base.tree)) };
  }
  const squashed = listSquashedMerges(mergeRequests);
  yield* prefetchLikely(context, { sync: tips.sync, base: tips.base, history, squashed });
  const [[sync, base], common] = yield* readAll(context, tips.sync, tips.base, squashed);
  const joined = yield* joinSides(context.facts, sync.lifted, base.lifted, common);
  if (joined.kind === 'conflicted') return yield* toConflictedPlan(context, { sync, base, history, squashed }, joined);
  return yield* toJoinedPlan(context, { sync, base, history }, joined);
}

/** Both sides and what they have in common, lifted side by side. */
function* readAll(
  context: LiftContext,
  sync: CommitId,
  base: CommitId,
  squashed: readonly SquashedMerge[],
): Asking<readonly [readonly [Side, Side], Tree | undefined]> {
  const results = yield* together<Side | Tree | undefined>([
    readSide(context, sync),
    readSide(context, base),
    readCommon(context, sync, base, squashed),
  ]);
  return [[results[0] as Side, results[1] as Side], results[2] as Tree | undefined];
}

function* readSide(context: LiftContext, id: CommitId): Asking<Side> {
  yield* ask(context.facts, [{ kind: 'tree', id }]);
  const tree = context.facts.tree(id);
  return { id, tree, lifted: yield* lift(context, tree) };
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
    userRenames: base.lifted.userRenames,
  };
}

interface Sides {
  readonly sync: Side;
  readonly base: Side;
  readonly history: History;
}

function* toJoinedPlan(
  context: LiftContext,
  { sync, base, history }: Sides,
  joined: Extract<Joined, { kind: 'clean' }>,
): Asking<SyncPlan> {
  const isMoved = !isSameTree(sync.lifted.tree, sync.tree);
  const isBaseMerged = history.right.size === 0;
  const isPlain = !isMoved && (yield* isPlainMerge(context.facts, { sync, base, history }, joined.tree));
  const conflicts = mergeConflicts(sync, joined.fresh);
  const userRenames = [...base.lifted.userRenames, ...sync.lifted.userRenames];
  const needsCommit = isMoved || !isPlain;
  // Squashed or picked by hand: nothing of the sync branch is missing. It stays reachable: nothing proves that it was merged.
  if (needsCommit && isSameTree(joined.tree, base.lifted.tree) && hasSameGenerations(base.lifted, sync.lifted))
    return { ...toFreshPlan(base), needsCommit, parents: [base.id, sync.id], conflicts, userRenames };
  return {
    tree: joined.tree,
    from: sync.id,
    fromTree: sync.tree,
    parents: isBaseMerged ? [sync.id] : [sync.id, base.id],
    needsCommit,
    differsFromBase: !isSameTree(joined.tree, base.tree),
    conflicts,
    bases: new Map([...base.lifted.bases, ...sync.lifted.bases]),
    userRenames,
  };
}

/** True when the base branch was generated as the sync branch was: what was offered there has arrived. */
function hasSameGenerations(base: Lift, sync: Lift): boolean {
  return sync.bases.size > 0 && [...sync.bases].every(([service, { id }]) => base.bases.get(service)?.id === id);
}

/**
 * Two people changed the same lines: the base branch is not merged, because git would believe that its hunks had been
 * decided. Only a squash commit is, where that works: then git finds that conflict and no other.
 */
function* toConflictedPlan(
  context: LiftContext,
  { sync, base, history, squashed }: Sides & { readonly squashed: readonly SquashedMerge[] },
  conflicted: Extract<Joined, { kind: 'conflicted' }>,
): Asking<SyncPlan> {
  const squash = findOpenSquash(history, squashed);
  const joined = squash === undefined ? undefined : yield* joinSquash(context, sync, squash, squashed);
  const isJoined = squash !== undefined && joined?.kind === 'clean';
  const tree = isJoined ? joined.tree : sync.lifted.tree;
  return {
    tree,
    from: sync.id,
    fromTree: sync.tree,
    parents: isJoined ? [sync.id, squash] : [sync.id],
    needsCommit: isJoined || !isSameTree(tree, sync.tree),
    differsFromBase: true,
    conflicts: [...sync.lifted.conflicts, ...conflicted.conflicts],
    bases: new Map([...base.lifted.bases, ...sync.lifted.bases]),
    userRenames: [...base.lifted.userRenames, ...sync.lifted.userRenames],
  };
}

function* joinSquash(
  context: LiftContext,
  sync: Side,
  squash: CommitId,
  squashed: readonly SquashedMerge[],
): Asking<Joined> {
  const side = yield* readSide(context, squash);
  const common = yield* readCommon(context, sync.id, squash, squashed);
  return yield* joinSides(context.facts, sync.lifted, side.lifted, common);
}

function mergeConflicts(sync: Side, fresh: readonly SyncConflict[]): readonly SyncConflict[] {
  const listed = new Set(sync.lifted.conflicts.map(({ path }) => path));
  return [...sync.lifted.conflicts, ...fresh.filter(({ path }) => !listed.has(path))];
}
