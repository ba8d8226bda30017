import { runGit, type CommitId } from '@amplication/git';

/** An entry of a tree as the API shows it; paths are from the root. */
export interface ListedEntry {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  readonly mode: string;
}

/** The entries of a folder, folders before files; with `recursive` also those of all folders in it. */
export async function listTreeEntries(
  gitDir: string,
  wanted: { readonly treeish: CommitId; readonly path: string; readonly recursive: boolean },
): Promise<readonly ListedEntry[]> {
  const folder = wanted.path === '' ? [] : [`${wanted.path}/`];
  const deep = wanted.recursive ? ['-r', '-t'] : [];
  const args = ['ls-tree', ...deep, '-z', '--full-tree', wanted.treeish, '--', ...folder];
  const { stdout } = await runGit(args, { gitDir, environment: { GIT_LITERAL_PATHSPECS: '1' } });
  const prefix = folder[0] ?? '';
  const entries = stdout
    .toString('utf8')
    .split('\0')
    .filter(Boolean)
    .map(parseEntry)
    // With `-t`, git also lists the folders on the way.
    .filter(({ path }) => path.startsWith(prefix));
  return [...entries.filter(({ type }) => type === 'tree'), ...entries.filter(({ type }) => type !== 'tree')];
}

function parseEntry(record: string): ListedEntry {
  const tab = record.indexOf('\t');
  const [mode = '', type = '', id = ''] = record.slice(0, tab).split(' ');
  return { id, type, mode, path: record.slice(tab + 1) };
}
