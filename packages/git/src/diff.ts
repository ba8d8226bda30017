import { isObjectId, type CommitId, type TreeId } from './object-id.ts';
import { runGit } from './run-git.ts';

export interface DiffOptions {
  readonly gitDir: string;
  readonly from: TreeId | CommitId;
  readonly to: TreeId | CommitId;
}

export interface DiffStat {
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

export interface DiffName {
  readonly path: string;
  readonly status: 'added' | 'deleted' | 'modified';
  readonly before?: { readonly mode: string; readonly id: string };
  readonly after?: { readonly mode: string; readonly id: string };
}

/** How many files and lines differ; a binary file counts as a file without lines, a rename as a deletion and an addition. */
export async function diffStat(options: DiffOptions): Promise<DiffStat> {
  const records = (await diffTree(options, ['-z', '--numstat', '--no-renames'])).split('\0').filter(Boolean);
  const counts = records.map((record) =>
    record
      .split('\t')
      .slice(0, 2)
      .map((count) => (count === '-' ? 0 : Number(count))),
  );
  return {
    files: counts.length,
    insertions: counts.reduce((sum, [added = 0]) => sum + added, 0),
    deletions: counts.reduce((sum, [, deleted = 0]) => sum + deleted, 0),
  };
}

/** The files that differ, with their modes and ids, without reading a blob. */
export async function diffNames(options: DiffOptions): Promise<readonly DiffName[]> {
  const parts = (await diffTree(options, ['-z', '--raw', '--no-abbrev', '--no-renames'])).split('\0');
  const names: DiffName[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [beforeMode = '', afterMode = '', beforeId = '', afterId = ''] = (parts[at] ?? '').slice(1).split(' ');
    const path = parts[at + 1] ?? '';
    const before = { mode: beforeMode, id: beforeId };
    const after = { mode: afterMode, id: afterId };
    if (beforeMode === '000000') names.push({ path, status: 'added', after });
    else if (afterMode === '000000') names.push({ path, status: 'deleted', before });
    else names.push({ path, status: 'modified', before, after });
  }
  return names;
}

/** The difference as a patch text, of all files or of one file or folder. */
export async function diffPatch(
  options: DiffOptions & { readonly path?: string | undefined; readonly findRenames?: boolean | undefined },
): Promise<string> {
  const renames = options.findRenames === true ? '--find-renames' : '--no-renames';
  return diffTree(
    options,
    ['-p', '--full-index', '--no-color', '--no-ext-diff', '--no-textconv', renames],
    options.path,
  );
}

async function diffTree(options: DiffOptions, flags: readonly string[], path?: string): Promise<string> {
  for (const id of [options.from, options.to]) {
    if (!isObjectId(id)) throw new TypeError(`Not a full object id: ${JSON.stringify(id)}`);
  }
  const args = ['diff-tree', '-r', ...flags, options.from, options.to, '--', ...(path === undefined ? [] : [path])];
  const { stdout } = await runGit(args, {
    gitDir: options.gitDir,
    environment: { GIT_LITERAL_PATHSPECS: '1' },
  });
  return stdout.toString('utf8');
}
