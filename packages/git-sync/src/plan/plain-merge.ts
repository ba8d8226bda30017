import type { History } from '@amplication/git';
import { ask, type Asking, type Facts } from './facts.ts';
import type { Side } from './plan-sync.ts';
import { isBelowFile, isSameTree, listDifferences, listFolders, type Tree, type TreeFile } from './tree.ts';

type Tip = Pick<Side, 'id' | 'tree'>;

/** True when git alone, with GitLab's eyes, joins the two tips without a conflict to exactly this tree. */
export function* isPlainMerge(
  facts: Facts,
  { sync, base, history }: { readonly sync: Tip; readonly base: Tip; readonly history: History },
  tree: Tree,
): Asking<boolean> {
  if (history.right.size === 0) return isSameTree(sync.tree, tree);
  const [common, ...others] = history.common;
  if (common === undefined) return false;
  if (others.length === 0) {
    yield* ask(facts, [{ kind: 'tree', id: common }]);
    const simple = mergeDisjoint(facts.tree(common), sync.tree, base.tree);
    if (simple !== undefined) return isSameTree(simple, tree);
  }
  yield* ask(facts, [{ kind: 'plain-merge', ours: base.id, theirs: sync.id }]);
  const merged = facts.plainMerge(base.id, sync.id);
  return merged !== undefined && isSameTree(merged, tree);
}

/**
 * The merge of two trees that changed different files: no file has to be looked into, and git is not needed. undefined where
 * that is not certain.
 */
function mergeDisjoint(common: Tree, a: Tree, b: Tree): Tree | undefined {
  const [ofA, ofB] = [listDifferences(common, a), listDifferences(common, b)];
  const changedByA = new Set(ofA);
  if (ofB.some((path) => changedByA.has(path))) return undefined;
  const merged = new Map<string, TreeFile>(a);
  for (const path of ofB) {
    const file = b.get(path);
    if (file === undefined) merged.delete(path);
    else merged.set(path, file);
  }
  const added = [...ofA, ...ofB].filter((path) => !common.has(path));
  if (added.length === 0) return merged;
  const folders = listFolders(merged);
  return added.some((path) => folders.has(path) || isBelowFile(merged, path)) ? undefined : merged;
}
