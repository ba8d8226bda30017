import { toBlobId, toCommitId, toTreeId, type BlobId, type CommitId, type TreeId } from './object-id.ts';
import { assertRevision } from './ref-name.ts';
import { runGit } from './run-git.ts';

/** A file, a symbolic link (`120000`), a submodule (`160000`) or, only when asked for one level, a folder. */
export type TreeEntry =
  | { readonly type: 'blob'; readonly path: string; readonly mode: '100644' | '100755' | '120000'; readonly id: BlobId }
  | { readonly type: 'commit'; readonly path: string; readonly mode: '160000'; readonly id: CommitId }
  | { readonly type: 'tree'; readonly path: string; readonly mode: '040000'; readonly id: TreeId };

/**
 * The entries of a tree, in git's order. All files of all folders, unless `recursive` is false: then the entries of
 * one level, folders among them. `path` asks for one folder (its content) only; paths are always from the root.
 */
export async function listTree(options: {
  readonly gitDir: string;
  readonly treeish: string;
  readonly recursive?: boolean | undefined;
  readonly path?: string | undefined;
}): Promise<readonly TreeEntry[]> {
  const recursive = options.recursive === false ? [] : ['-r'];
  const folder = options.path === undefined || options.path === '' ? [] : [`${options.path.replace(/\/+$/, '')}/`];
  const args = ['ls-tree', ...recursive, '-z', '--full-tree', assertRevision(options.treeish), '--', ...folder];
  const { stdout } = await runGit(args, {
    gitDir: options.gitDir,
    environment: { GIT_LITERAL_PATHSPECS: '1' },
  });
  return parseTree(stdout);
}

/** Parses the output of `git ls-tree -z`. */
export function parseTree(output: Buffer): readonly TreeEntry[] {
  return output.toString('utf8').split('\0').filter(Boolean).map(parseEntry);
}

function parseEntry(record: string): TreeEntry {
  const tab = record.indexOf('\t');
  const [mode, type, id = ''] = record.slice(0, tab).split(' ');
  const path = record.slice(tab + 1);
  if (type === 'commit') return { type, path, mode: '160000', id: toCommitId(id) };
  if (type === 'tree') return { type, path, mode: '040000', id: toTreeId(id) };
  if (type === 'blob') return { type, path, mode: toFileMode(mode), id: toBlobId(id) };
  throw new TypeError(`Not an entry of a tree: ${JSON.stringify(record)}`);
}

// Old commits hold modes such as 100664, which git itself reads as 100644.
function toFileMode(mode: string | undefined): '100644' | '100755' | '120000' {
  if (mode === '100755' || mode === '120000') return mode;
  return '100644';
}

/** One entry of a tree object. */
export interface TreeObjectEntry {
  /** As `git ls-tree` prints it, for example `040000`. */
  readonly mode: string;
  /** A name that is no UTF-8 holds U+FFFD where its bytes could not be read. */
  readonly name: string;
  readonly id: string;
}

/**
 * Parses the bytes of a tree object: the entries of one folder, in git's order. Throws a `TypeError` when they are cut
 * off or no tree.
 */
export function parseTreeObject(content: Buffer): readonly TreeObjectEntry[] {
  const entries: TreeObjectEntry[] = [];
  for (let at = 0; at < content.byteLength;) {
    const space = content.indexOf(0x20, at);
    const end = space === -1 ? -1 : content.indexOf(0, space);
    const mode = content.toString('latin1', at, Math.min(space, at + 8));
    if (end <= space + 1 || end + 21 > content.byteLength || !/^[0-7]{5,6}$/.test(mode))
      throw new TypeError('Not a tree object.');
    const id = content.toString('hex', end + 1, end + 21);
    entries.push({ mode: toObjectMode(mode), name: content.toString('utf8', space + 1, end), id });
    at = end + 21;
  }
  return entries;
}

function toObjectMode(mode: string): string {
  if (mode === '40000' || mode === '040000') return '040000';
  return mode === '160000' ? mode : toFileMode(mode);
}
