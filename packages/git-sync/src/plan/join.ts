import type { CommitId } from '@amplication/git';
import type { SyncConflict } from '../ports.ts';
import { listCommonCommits, type SquashedMerge } from './common-commits.ts';
import { ask, type Asking, type Facts } from './facts.ts';
import { lift, type Lift, type LiftContext } from './lift.ts';
import { mergeTrees, type TreeMerge } from './merge-trees.ts';
import { isSameFile, type Tree } from './tree.ts';
import { findUserRenames } from './user-renames.ts';

export type Joined =
  | {
      readonly kind: 'clean';
      readonly tree: Tree;
      /** Of people's edits on the base branch with the generator. */
      readonly fresh: readonly SyncConflict[];
    }
  | { readonly kind: 'conflicted'; readonly conflicts: readonly SyncConflict[] };

/** Merges two lifted commits over their lifted common state, so that generations and markers never conflict. */
export function* joinSides(facts: Facts, sync: Lift, base: Lift, common: Tree | undefined): Asking<Joined> {
  const shared = common ?? keepEqual(sync.tree, base.tree);
  const merge = yield* mergePeople(facts, { base: shared, ours: sync.tree, theirs: base.tree });
  if (merge.conflicts.length > 0) {
    const conflicts = merge.conflicts.map(({ path, base: from, ours, theirs, hunks }): SyncConflict => ({
      path,
      kind: 'base',
      base: from?.id,
      ours: ours?.id,
      theirs: theirs?.id,
      result: ours?.id,
      // Between two people nothing is remembered: git decides when it is settled.
      hunks: hunks.map(({ theirsText: _text, ...ranges }) => ({ ...ranges, fingerprint: '' })),
    }));
    return { kind: 'conflicted', conflicts };
  }
  // What the common commit had already was listed when it was joined.
  const fresh = base.conflicts.filter(({ path }) => !isSameFile(shared.get(path), base.tree.get(path)));
  return { kind: 'clean', tree: merge.tree, fresh };
}

/**
 * The lifted common state of two commits; undefined without one. Several common commits are merged with each other first;
 * what conflicts there is common to nobody, so that no side of it can win silently.
 */
export function* readCommon(
  context: LiftContext,
  a: CommitId,
  b: CommitId,
  squashed: readonly SquashedMerge[],
): Asking<Tree | undefined> {
  const { facts } = context;
  yield* ask(facts, [{ kind: 'history', a, b }]);
  const [first, ...rest] = listCommonCommits(facts.history(a, b), squashed);
  if (first === undefined) return undefined;
  let tree = yield* readLifted(context, first);
  for (const id of rest) {
    const other = yield* readLifted(context, id);
    const earlier = (yield* readCommon(context, first, id, squashed)) ?? keepEqual(tree, other);
    const merge: TreeMerge = yield* mergePeople(facts, { base: earlier, ours: tree, theirs: other });
    const undecided = new Set(merge.conflicts.map(({ path }) => path));
    tree = new Map([...merge.tree].filter(([path]) => !undecided.has(path)));
  }
  return tree;
}

function* readLifted(context: LiftContext, id: CommitId): Asking<Tree> {
  yield* ask(context.facts, [{ kind: 'tree', id }]);
  return (yield* lift(context, context.facts.tree(id))).tree;
}

/** Three-way merge of what people made on both sides; a file that either of them moved is followed. */
function* mergePeople(
  facts: Facts,
  sides: { readonly base: Tree; readonly ours: Tree; readonly theirs: Tree },
): Asking<TreeMerge> {
  const { ours, theirs } = sides;
  const moved = yield* findUserRenames(
    facts,
    { base: sides.base, ours: theirs, theirs: ours },
    hasNothingNew(sides.base, ours),
  );
  const [base, followed] = [move(sides.base, moved), move(ours, moved)];
  const renames = yield* findUserRenames(facts, { base, ours: followed, theirs }, hasNothingNew(base, theirs));
  return yield* mergeTrees(facts, { base, ours: followed, theirs }, { theirs: 'person', renames });
}

/** Tells of a path of which a side has nothing new to say: where the other side moved it does not matter. */
function hasNothingNew(base: Tree, side: Tree): (path: string) => boolean {
  return (path) => isSameFile(side.get(path), base.get(path));
}

/** A tree with some of its files at other paths. */
function move(tree: Tree, moves: ReadonlyMap<string, string>): Tree {
  if (moves.size === 0) return tree;
  return new Map([...tree].map(([path, file]) => [moves.get(path) ?? path, file]));
}

/** Where history was rewritten: what both have is common, and nothing else. */
function keepEqual(a: Tree, b: Tree): Tree {
  return new Map([...a].filter(([path, file]) => isSameFile(file, b.get(path))));
}
