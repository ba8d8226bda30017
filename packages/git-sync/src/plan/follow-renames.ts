import type { LedgerEntry } from '../ports.ts';
import { indexByKey, indexByPath, toFile } from './entry-index.ts';
import { isBelowFile, isSameFile, listFolders, type Tree } from './tree.ts';

/**
 * Moves files of base and ours, all at once, to the paths that the generator gives them now, so that edits follow a renamed
 * entity: swaps and chains too. A file stays where it is when something of the user's is at its new path, or when another
 * service (`others`) still has its old one.
 */
export function followRenames(
  ours: Tree,
  base: readonly LedgerEntry[],
  theirs: readonly LedgerEntry[],
  others: ReadonlySet<string>,
): { readonly ours: Tree; readonly base: readonly LedgerEntry[]; readonly moves: ReadonlyMap<string, string> } {
  const moves = listMoves(ours, base, theirs, others);
  if (moves.size === 0) return { ours, base, moves };
  const replaced = new Set(base.map((entry) => entry.path));
  const moved = new Map(ours);
  for (const source of moves.keys()) moved.delete(source);
  for (const [source, target] of moves) {
    const mine = ours.get(source);
    if (mine !== undefined) moved.set(target, mine);
    // The user deleted it; what was at its new path is generated no more.
    else if (replaced.has(target) && !moves.has(target)) moved.delete(target);
  }
  const targets = new Set(moves.values());
  const entries = base.flatMap((entry) => {
    const target = moves.get(entry.path);
    if (target !== undefined) return [{ ...entry, path: target }];
    return targets.has(entry.path) ? [] : [entry];
  });
  return { ours: moved, base: entries, moves };
}

/** Files of the user's in folders that the generator renamed as a whole: they stay where they are. */
export function listLeftBehind(
  ours: Tree,
  base: readonly LedgerEntry[],
  moves: ReadonlyMap<string, string>,
  theirs: readonly LedgerEntry[],
): readonly string[] {
  if (moves.size === 0) return [];
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  const left = new Set([...moves].flatMap(([from, to]) => (folderOf(from) === folderOf(to) ? [] : [folderOf(from)])));
  left.delete('');
  for (const { path } of theirs) left.delete(folderOf(path));
  if (left.size === 0) return [];
  const generated = new Set(base.map(({ path }) => path));
  return [...ours.keys()].filter((path) => left.has(folderOf(path)) && !generated.has(path));
}

/** Old path -> new path of the files that can move. */
function listMoves(
  ours: Tree,
  base: readonly LedgerEntry[],
  theirs: readonly LedgerEntry[],
  others: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const targets = indexByKey(theirs);
  const sources = indexByKey(base);
  const moves = new Map<string, string>();
  for (const [key, source] of sources) {
    const target = targets.get(key);
    if (target !== undefined && target !== source && !others.has(source)) moves.set(source, target);
  }
  if (moves.size === 0) return moves;
  const before = indexByPath(base);
  const isFree = (target: string): boolean => {
    const mine = ours.get(target);
    if (moves.has(target) || mine === undefined) return true;
    const entry = before.get(target);
    // What nobody edited and nothing generates any more goes anyway.
    return entry !== undefined && !targets.has(entry.key) && isSameFile(mine, toFile(entry));
  };
  // A move that cannot be made blocks the one into its place, and so on.
  for (let isSettled = false; !isSettled;) {
    const staying = new Map([...ours].filter(([path]) => !moves.has(path)));
    const folders = listFolders(staying);
    const stuck = [...moves].filter(([source, target]) => {
      if (folders.has(target) || isBelowFile(staying, target)) return true;
      return (ours.has(source) || before.has(target)) && !isFree(target);
    });
    for (const [source] of stuck) moves.delete(source);
    isSettled = stuck.length === 0;
  }
  return moves;
}
