import type { SyncConflict } from './ports.ts';
import { isSameFile, listFolders, type Tree, type TreeFile } from './tree.ts';

/** A file that all three sides hold differently: its lines must be merged. */
export interface ContentMerge {
  /** Where the result goes: our path, which a person may have renamed. */
  readonly path: string;
  readonly base: TreeFile;
  readonly ours: TreeFile;
  readonly theirs: TreeFile;
}

export interface PathMerge {
  /** Our tree with everything of theirs that needs no look into a file. */
  readonly tree: Map<string, TreeFile>;
  readonly contents: readonly ContentMerge[];
  readonly conflicts: readonly SyncConflict[];
}

/**
 * Three-way merge of whole files. `ours` wins every conflict, which is then listed: no edit of ours is ever dropped. A
 * file that ours renamed without an edit is found by its bytes, and theirs follows it.
 */
export function mergePaths(base: Tree, ours: Tree, theirs: Tree): PathMerge {
  const tree = new Map(ours);
  const contents: ContentMerge[] = [];
  const conflicts: SyncConflict[] = [];
  const renames = findRenames(base, ours, theirs);
  const folders = listFolders(ours);

  const take = (path: string, file: TreeFile): void => {
    if (folders.has(path) || isBelowFile(ours, path)) conflicts.push({ path, kind: 'other' });
    else tree.set(path, file);
  };

  const paths = new Set([...base.keys(), ...theirs.keys()]);
  for (const original of [...paths].toSorted()) {
    const before = base.get(original);
    const generated = theirs.get(original);
    if (isSameFile(before, generated)) continue;
    const path = renames.get(original) ?? original;
    const mine = ours.get(path);
    if (isSameFile(mine, generated)) continue;
    if (isSameFile(mine, before)) {
      if (generated === undefined) tree.delete(path);
      else take(path, generated);
    } else if (mine === undefined) {
      conflicts.push({ path, kind: 'delete-modify' });
    } else if (generated === undefined) {
      conflicts.push({ path, kind: 'modify-delete' });
    } else if (before === undefined) {
      conflicts.push({ path, kind: 'add-add' });
    } else if (isText(mine) && isText(generated) && isText(before)) {
      contents.push({ path, base: before, ours: mine, theirs: generated });
    } else {
      conflicts.push({ path, kind: 'binary' });
    }
  }
  return { tree, contents, conflicts };
}

/** Files of ours that moved without an edit: base path -> the new path that neither base nor theirs has. */
function findRenames(base: Tree, ours: Tree, theirs: Tree): ReadonlyMap<string, string> {
  const gone = [...base].filter(
    ([path, file]) => !ours.has(path) && theirs.has(path) && !isSameFile(file, theirs.get(path)),
  );
  if (gone.length === 0) return new Map();
  const added = new Map(
    [...ours].filter(([path]) => !base.has(path) && !theirs.has(path)).map(([path, file]) => [file.id, path]),
  );
  return new Map(gone.flatMap(([path, file]) => (added.has(file.id) ? [[path, added.get(file.id) ?? path]] : [])));
}

/** True when a file (or link, or submodule) of ours stands where the path needs a folder. */
function isBelowFile(ours: Tree, path: string): boolean {
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    if (ours.has(path.slice(0, slash))) return true;
  }
  return false;
}

/** Links and submodules have no lines to merge. */
function isText(file: TreeFile): boolean {
  return file.mode === '100644' || file.mode === '100755';
}
