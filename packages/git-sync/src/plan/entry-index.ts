import type { LedgerEntry } from '../ports.ts';
import { assertSafePath } from './safe-path.ts';
import type { Tree, TreeFile } from './tree.ts';

/** The file that a generation has at a path. */
export function toFile(entry: LedgerEntry): TreeFile {
  return { mode: entry.mode, id: entry.gitId };
}

/** True when a tree's file is as generated. */
export function isAsGenerated(file: TreeFile | undefined, entry: LedgerEntry | undefined): boolean {
  return file?.id === entry?.gitId && file?.mode === entry?.mode;
}

/** A generation's files by path. Made once for each list of entries: a sync looks at the same ones for every commit. */
export const indexByPath = memoise(
  (entries: readonly LedgerEntry[]): ReadonlyMap<string, LedgerEntry> =>
    new Map(entries.map((entry) => [entry.path, entry])),
);

/** Key -> path, without keys that several files of a generation have. */
export const indexByKey = memoise((entries: readonly LedgerEntry[]): ReadonlyMap<string, string> => {
  const paths = new Map<string, string>();
  const several = new Set<string>();
  for (const { key, path } of entries) {
    if (paths.has(key)) several.add(key);
    paths.set(key, path);
  }
  for (const key of several) paths.delete(key);
  return paths;
});

/** Git's id of a blob -> a file that has it. */
export const indexByGitId = memoise(
  (entries: readonly LedgerEntry[]): ReadonlyMap<string, LedgerEntry> =>
    new Map(entries.map((entry) => [entry.gitId, entry])),
);

/** The files of a generation that a tree has with other bytes or another mode. */
export function listEdited(tree: Tree, entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return editsOf(tree)(entries);
}

const editsOf = memoise((tree: Tree) =>
  memoise((entries: readonly LedgerEntry[]): readonly LedgerEntry[] =>
    entries.filter((entry) => {
      const file = tree.get(entry.path);
      return file !== undefined && !isAsGenerated(file, entry);
    }),
  ),
);

/** A generation as a tree. Throws for a path that leaves the repository. */
export const toTree = memoise((entries: readonly LedgerEntry[]): Tree => {
  for (const { path } of entries) assertSafePath(path);
  return new Map(entries.map((entry) => [entry.path, toFile(entry)]));
});

function memoise<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key) ?? { value: make(key) };
    known.set(key, found);
    return found.value;
  };
}
