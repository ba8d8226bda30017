import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { GeneratedFile } from '@amplication/domain';
import { FileError, InputError } from './usage-error.ts';

/** How many paths a message lists. */
const LISTED = 10;

/** What was done in the folder. */
export interface WrittenTree {
  readonly written: number;
  readonly removed: number;
  /** Files that the model no longer has, but somebody edited. */
  readonly kept: readonly string[];
}

/**
 * Makes the folder hold these files. Nothing of the user's is lost: a file that is there and is neither as it will be nor as the `earlier`
 * generation left it stops everything before the first byte is written, unless `force` is set. Of the files that are gone from the model,
 * those that nobody edited are removed; all others stay.
 */
export function writeTree(
  out: string,
  files: readonly GeneratedFile[],
  { earlier, force }: { readonly earlier: readonly GeneratedFile[]; readonly force: boolean },
): WrittenTree {
  const root = path.resolve(out);
  const isFolder = atPath(root, () => statSync(root, { throwIfNoEntry: false })?.isDirectory() ?? true);
  if (!isFolder) throw new FileError(`${out} is no folder.`);
  const old = new Map(earlier.map((file) => [file.path, file.content]));
  const now = new Set(files.map((file) => file.path));
  // Where nothing is, nothing can be lost.
  const isEmpty = atPath(root, () => !existsSync(root) || readdirSync(root).length === 0);
  const edited = force || isEmpty ? [] : files.filter((file) => isEdited(root, file, old.get(file.path)));
  if (edited.length > 0) throw wouldBeLost(out, edited);
  const gone = earlier.filter((file) => !now.has(file.path) && readIfThere(root, file.path) !== undefined);
  const [unedited, kept] = [true, false].map((same) =>
    gone.filter((file) => (readIfThere(root, file.path) === file.content) === same),
  );
  for (const file of unedited ?? []) removeFile(root, file.path);
  makeFolders(root, files);
  for (const file of files) writeFile(root, file);
  return { written: files.length, removed: unedited?.length ?? 0, kept: (kept ?? []).map((file) => file.path) };
}

function isEdited(root: string, file: GeneratedFile, before: string | undefined): boolean {
  const content = readIfThere(root, file.path);
  return content !== undefined && content !== file.content && content !== before;
}

function wouldBeLost(out: string, files: readonly GeneratedFile[]): InputError {
  const more = files.length > LISTED ? [`… and ${files.length - LISTED} more`] : [];
  const list = [...files.slice(0, LISTED).map((file) => file.path), ...more].map((line) => `- ${line}`);
  return new InputError(
    `Nothing was written: ${out} has files that are not as they were generated, and would be lost:\n${list.join('\n')}\n` +
      'Choose another folder, name the model that they come from (--previous and --migrations), or write over them with --force.',
  );
}

/** The text of a file in the folder, if it is there; what is no file of the folder itself is refused. */
function readIfThere(root: string, file: string): string | undefined {
  const target = toTarget(root, file);
  return atPath(target, () => (isThere(root, file) ? readFileSync(target, 'utf8') : undefined));
}

/** Looks at each part of the path: a link could lead out of the folder, and a file is no folder. */
function isThere(root: string, file: string): boolean {
  const parts = file.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const part = path.join(root, ...parts.slice(0, count));
    const stats = lstatSync(part, { throwIfNoEntry: false });
    if (stats === undefined) return false;
    const wanted = count === parts.length ? stats.isFile() : stats.isDirectory();
    if (!wanted)
      throw new InputError(
        `Nothing was written: ${part} is in the way, it is no ${count === parts.length ? 'file' : 'folder'}.`,
      );
  }
  return true;
}

function makeFolders(root: string, files: readonly GeneratedFile[]): void {
  const folders = new Set(files.map((file) => path.dirname(toTarget(root, file.path))));
  for (const folder of folders) atPath(folder, () => mkdirSync(folder, { recursive: true }));
}

function writeFile(root: string, file: GeneratedFile): void {
  const target = toTarget(root, file.path);
  atPath(target, () => {
    writeFileSync(target, file.content);
    if (file.mode === '100755') chmodSync(target, 0o755);
  });
}

/** Removes a file, and the folders that are empty without it. */
function removeFile(root: string, file: string): void {
  const target = toTarget(root, file);
  atPath(target, () => rmSync(target));
  for (let folder = path.dirname(target); folder !== root; folder = path.dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

function toTarget(root: string, file: string): string {
  const target = path.resolve(root, file);
  if (target.startsWith(root.endsWith(path.sep) ? root : `${root}${path.sep}`)) return target;
  throw new InputError(`Nothing was written: the model writes outside of ${root}: ${file}.`);
}

function atPath<Result>(target: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new FileError(`${target} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}
