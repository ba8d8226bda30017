/** A file of a git tree: its mode and the id of its blob (of a submodule: its commit). */
export interface TreeFile {
  readonly mode: string;
  readonly id: string;
}

/** All files of a tree by path; folders are only in the paths. */
export type Tree = ReadonlyMap<string, TreeFile>;

/** True when both are absent, or both have the same mode and bytes. */
export function isSameFile(a: TreeFile | undefined, b: TreeFile | undefined): boolean {
  return a?.id === b?.id && a?.mode === b?.mode;
}

/** True when both hold the same files. */
export function isSameTree(a: Tree, b: Tree): boolean {
  return a.size === b.size && [...a].every(([path, file]) => isSameFile(file, b.get(path)));
}

/** The paths at which two trees differ, sorted. */
export function listDifferences(a: Tree, b: Tree): readonly string[] {
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].filter((path) => !isSameFile(a.get(path), b.get(path))).toSorted();
}

/** All folders that the files of a tree lie in. */
export function listFolders(tree: Tree): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of tree.keys()) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
