import { diffNames, diffPatch, toTreeId, type CommitId, type DiffName, type TreeId } from '@amplication/git';

/** The tree without entries, which git knows without having it. */
export const emptyTree = toTreeId('4b825dc642cb6eb9a060e54bf8d69288fbee4904');

/** One file's difference as the API shows it. */
export interface FileDiff {
  readonly diff: string;
  readonly collapsed: boolean;
  readonly too_large: boolean;
  readonly new_path: string;
  readonly old_path: string;
  readonly a_mode: string;
  readonly b_mode: string;
  readonly new_file: boolean;
  readonly renamed_file: boolean;
  readonly deleted_file: boolean;
  readonly generated_file: boolean | null;
}

/** The files that differ between two trees, with their hunks, in git's order. */
export async function readDiffs(options: {
  readonly gitDir: string;
  readonly from: CommitId | TreeId;
  readonly to: CommitId | TreeId;
}): Promise<readonly FileDiff[]> {
  const names = await diffNames(options);
  if (names.length === 0) return [];
  // One patch for all files: its parts come in the same order as the names.
  const parts = splitPatch(await diffPatch(options));
  let at = 0;
  return names.map((name) => ({
    diff: parts.slice(at, (at += isTypeChange(name) ? 2 : 1)).join(''),
    collapsed: false,
    too_large: false,
    new_path: name.path,
    old_path: name.path,
    a_mode: name.before?.mode ?? '0',
    b_mode: name.after?.mode ?? '0',
    new_file: name.status === 'added',
    renamed_file: false,
    deleted_file: name.status === 'deleted',
    generated_file: null,
  }));
}

/** The hunks of each file of a patch, without the headers in front of them. */
export function splitPatch(patch: string): readonly string[] {
  const files = patch.split(/^diff --git .*\n/m).slice(1);
  return files.map((file) => {
    const hunks = file.search(/^(@@ |Binary files )/m);
    return hunks === -1 ? '' : file.slice(hunks);
  });
}

// A file that becomes a symbolic link is a deletion and an addition in a patch.
function isTypeChange(name: DiffName): boolean {
  const [before, after] = [name.before?.mode.slice(0, 3), name.after?.mode.slice(0, 3)];
  return before !== undefined && after !== undefined && before !== after;
}

/** The differences as they are, or each with the two lines in front that tools for patches expect. */
export function withUnifiedHeaders(diffs: readonly FileDiff[], wanted: boolean): readonly FileDiff[] {
  if (!wanted) return diffs;
  return diffs.map((one) => {
    const before = one.new_file ? '/dev/null' : `a/${one.old_path}`;
    const after = one.deleted_file ? '/dev/null' : `b/${one.new_path}`;
    return one.diff === '' ? one : { ...one, diff: `--- ${before}\n+++ ${after}\n${one.diff}` };
  });
}
