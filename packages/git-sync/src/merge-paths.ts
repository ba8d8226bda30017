import { blobIdOf } from '@amplication/git';
import { isMarkerPath } from './marker.ts';
import type { SyncConflict } from './ports.ts';
import {
  addFolders,
  isBelowFile,
  isNamedFaithfully,
  isSameFile,
  isText,
  listFolders,
  type Tree,
  type TreeFile,
} from './tree.ts';

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
  const taken: (readonly [string, TreeFile])[] = [];
  const contents: ContentMerge[] = [];
  const conflicts: SyncConflict[] = [];
  const renames = findRenames(base, ours, theirs);
  const paths = new Set([...base.keys(), ...theirs.keys()]);
  for (const original of [...paths].toSorted()) {
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
        contents.push(change.merge);
        break;
      case 'conflict':
        conflicts.push({ path, kind: change.conflict });
        break;
    }
  }
  // After the deletions: a generated file may stand where a generated folder was.
  const folders = listFolders(tree);
  for (const [path, file] of taken) {
    if (folders.has(path) || isBelowFile(tree, path)) {
      conflicts.push({ path, kind: 'other' });
    } else {
      tree.set(path, file);
      addFolders(folders, path);
    }
  }
  return { tree, contents, conflicts };
}

type PathChange =
  | { readonly kind: 'keep' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'take'; readonly file: TreeFile }
  | { readonly kind: 'content'; readonly merge: ContentMerge }
  | { readonly kind: 'conflict'; readonly conflict: SyncConflict['kind'] };

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

/** Bytes that many files share, so that equality says nothing about where a file came from. */
const EMPTY_FILE: string = blobIdOf(Buffer.alloc(0));

/**
 * Files of ours that moved without an edit: base path -> the new path that neither base nor theirs has. Only where one file
 * went and one came with these bytes: of several equal ones nobody knows which is which.
 */
function findRenames(base: Tree, ours: Tree, theirs: Tree): ReadonlyMap<string, string> {
  const gone = toUnique([...base].filter(([path]) => !ours.has(path)));
  const wanted = [...gone].filter(([id, path]) => theirs.has(path) && theirs.get(path)?.id !== id);
  if (wanted.length === 0) return new Map();
  const added = toUnique([...ours].filter(([path]) => !base.has(path) && !theirs.has(path)));
  return new Map(
    wanted.flatMap(([id, path]) => {
      const target = added.get(id);
      return target === undefined ? [] : [[path, target]];
    }),
  );
}

/** Blob id -> path, without the blobs that several paths have. */
function toUnique(files: readonly (readonly [string, TreeFile])[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const several = new Set([EMPTY_FILE]);
  for (const [path, { id }] of files) {
    if (paths.has(id)) several.add(id);
    paths.set(id, path);
  }
  return new Map([...paths].filter(([id]) => !several.has(id)));
}
