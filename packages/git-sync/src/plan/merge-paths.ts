import type { ConflictKind } from '../ports.ts';
import { isMarkerPath } from './marker.ts';
import {
  addFolders,
  isBelowFile,
  isNamedFaithfully,
  isSameFile,
  isText,
  listDifferences,
  listFolders,
  type Tree,
  type TreeFile,
} from './tree.ts';

/** A file that all three sides hold differently: its lines must be merged. */
export interface ContentMerge {
  /** Where the result goes: our path, which a person may have renamed. */
  readonly path: string;
  /** Where base and theirs have it. */
  readonly original: string;
  readonly base: TreeFile;
  readonly ours: TreeFile;
  readonly theirs: TreeFile;
}

export interface PathMerge {
  /** Our tree with everything of theirs that needs no look into a file. */
  readonly tree: Map<string, TreeFile>;
  /** Where theirs differs from the base. */
  readonly changed: readonly string[];
  readonly contents: readonly ContentMerge[];
  readonly conflicts: readonly PathConflict[];
}

/** A file of which ours stays. */
export interface PathConflict {
  readonly path: string;
  /** Where base and theirs have it: another path when a person renamed it. */
  readonly original: string;
  readonly kind: ConflictKind;
}

/**
 * Three-way merge of whole files. `ours` wins every conflict, which is then listed: no edit of ours is ever dropped. Theirs
 * follows a file that ours has elsewhere (`renames`: base path -> path of ours).
 */
export function mergePaths(base: Tree, ours: Tree, theirs: Tree, renames: ReadonlyMap<string, string>): PathMerge {
  const tree = new Map(ours);
  const taken: (readonly [string, TreeFile])[] = [];
  const contents: ContentMerge[] = [];
  const conflicts: PathConflict[] = [];
  // Where theirs is as the base, ours stays as it is.
  const changed = listDifferences(base, theirs);
  for (const original of changed) {
    const path = renames.get(original) ?? original;
    const change = mergePath(path, base.get(original), ours.get(path), theirs.get(original));
    switch (change.kind) {
      case 'keep':
        break;
      case 'delete':
        tree.delete(path);
        break;
      case 'take':
        taken.push([path, change.file]);
        break;
      case 'content':
        contents.push({ ...change.merge, original });
        break;
      case 'conflict':
        conflicts.push({ path, original, kind: change.conflict });
        break;
    }
  }
  // After the deletions: a generated file may stand where a generated folder was.
  const isThere = ([path]: readonly [string, TreeFile]): boolean => tree.has(path);
  for (const [path, file] of taken.filter(isThere)) tree.set(path, file);
  const added = taken.filter((each) => !isThere(each));
  const folders = added.length === 0 ? new Set<string>() : listFolders(tree);
  for (const [path, file] of added) {
    if (folders.has(path) || isBelowFile(tree, path)) {
      conflicts.push({ path, original: path, kind: 'other' });
    } else {
      tree.set(path, file);
      addFolders(folders, path);
    }
  }
  return { tree, changed, contents, conflicts };
}

type PathChange =
  | { readonly kind: 'keep' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'take'; readonly file: TreeFile }
  | { readonly kind: 'content'; readonly merge: Omit<ContentMerge, 'original'> }
  | { readonly kind: 'conflict'; readonly conflict: ConflictKind };

function mergePath(
  path: string,
  base: TreeFile | undefined,
  ours: TreeFile | undefined,
  theirs: TreeFile | undefined,
): PathChange {
  if (isSameFile(base, theirs) || isSameFile(ours, theirs)) return { kind: 'keep' };
  if (!isNamedFaithfully(path)) return { kind: 'conflict', conflict: 'other' };
  if (isSameFile(ours, base)) return theirs === undefined ? { kind: 'delete' } : { kind: 'take', file: theirs };
  if (ours === undefined) return { kind: 'conflict', conflict: 'delete-modify' };
  if (theirs === undefined) return { kind: 'conflict', conflict: 'modify-delete' };
  if (base === undefined) return { kind: 'conflict', conflict: 'add-add' };
  const hasLines = [base, ours, theirs].every(isText) && !isMarkerPath(path);
  return hasLines ? { kind: 'content', merge: { path, base, ours, theirs } } : { kind: 'conflict', conflict: 'binary' };
}
