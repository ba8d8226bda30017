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

/** The files of a tree whose path and file pass, in its order. */
export function filterFiles(
  tree: Tree,
  passes: (path: string, file: TreeFile) => boolean,
): readonly (readonly [string, TreeFile])[] {
  const files: (readonly [string, TreeFile])[] = [];
  for (const [path, file] of tree) if (passes(path, file)) files.push([path, file]);
  return files;
}

/** The paths at which two trees differ, sorted. */
export function listDifferences(a: Tree, b: Tree): readonly string[] {
  const paths: string[] = [];
  for (const [path, file] of a) if (!isSameFile(file, b.get(path))) paths.push(path);
  for (const path of b.keys()) if (!a.has(path)) paths.push(path);
  return paths.toSorted();
}

/** All folders that the files of a tree lie in. */
export function listFolders(tree: Tree): Set<string> {
  const folders = new Set<string>();
  for (const path of tree.keys()) addFolders(folders, path);
  return folders;
}

/** Adds the folders that a path lies in. */
export function addFolders(folders: Set<string>, path: string): void {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash);
    if (folders.has(folder)) break;
    folders.add(folder);
  }
}

/** True when files of a tree lie below the path. */
export function isFolder(tree: Tree, path: string): boolean {
  const prefix = `${path}/`;
  for (const each of tree.keys()) if (each.startsWith(prefix)) return true;
  return false;
}

/** True when a file (or link, or submodule) stands where the path needs a folder. */
export function isBelowFile(tree: Tree, path: string): boolean {
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    if (tree.has(path.slice(0, slash))) return true;
  }
  return false;
}

/** False for a name that is no UTF-8: its text here is not its name in git, so it can be compared but never written. */
export function isNamedFaithfully(path: string): boolean {
  return !path.includes('\ufffd');
}

/** Links and submodules have no lines to merge. */
export function isText(file: TreeFile): boolean {
  return file.mode === '100644' || file.mode === '100755';
}
