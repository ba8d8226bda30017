import { mergeText, type FileMerge, type TheirsBy } from '../mergers/index.ts';
import { splitLines } from '../mergers/merge-lines.ts';
import type { ConflictKind } from '../ports.ts';
import { ask, type Asking, type Facts } from './facts.ts';
import { followIdentifiers, type RenameTokens } from './follow-identifiers.ts';
import { findLockCommand, toManifestPath } from './lock-files.ts';
import { mergePaths, type ContentMerge, type PathMerge } from './merge-paths.ts';
import { decodeSides } from './text.ts';
import { isSameFile, type Tree, type TreeFile } from './tree.ts';

export interface TreeMerge {
  readonly tree: Tree;
  readonly conflicts: readonly FileConflict[];
}

type Hunk = Extract<FileMerge, { kind: 'conflicted' }>['hunks'][number];

/** A file whose sides could not be joined everywhere; ours is in the tree there. */
export interface FileConflict {
  readonly path: string;
  /** Where base and theirs have it. */
  readonly original: string;
  readonly kind: ConflictKind;
  readonly base: TreeFile | undefined;
  readonly ours: TreeFile | undefined;
  readonly theirs: TreeFile | undefined;
  /** With the lines of theirs in each; empty when the whole file is meant. */
  readonly hunks: readonly (Hunk & { readonly theirsText: string })[];
}

export interface MergeSettings {
  readonly theirs: TheirsBy;
  /** Base path -> path that ours has the file at. */
  readonly renames: ReadonlyMap<string, string>;
  /** The names that follow the model in a generated file. */
  readonly renameTokens?: ((path: string) => RenameTokens) | undefined;
}

/** Three-way merge of trees, down to the lines. In a conflicting hunk ours stays, and the file is listed. */
export function* mergeTrees(
  facts: Facts,
  sides: { readonly base: Tree; readonly ours: Tree; readonly theirs: Tree },
  settings: MergeSettings,
): Asking<TreeMerge> {
  const { base, ours, theirs } = sides;
  const merge = mergePaths(base, ours, theirs, settings.renames);
  const mixed = merge.contents.filter(
    (file) => pickSide(file) === undefined && findLockCommand(file.path) === undefined,
  );
  const ids = mixed.flatMap((file) => [file.base.id, file.ours.id, file.theirs.id]);
  yield* ask(
    facts,
    ids.map((id) => ({ kind: 'blob', id })),
  );
  const conflicts: FileConflict[] = merge.conflicts.map(({ path, original, kind }) => ({
    path,
    original,
    kind,
    base: base.get(original),
    ours: ours.get(path),
    theirs: theirs.get(original),
    hunks: [],
  }));
  for (const file of merge.contents) {
    const side = pickSide(file);
    const merged = side ?? mergeContent(facts, file, settings, conflicts);
    merge.tree.set(file.path, { mode: mergeMode(file), id: merged });
  }
  if (settings.theirs === 'generator') holdLockFiles(sides, merge, conflicts);
  return { tree: merge.tree, conflicts: conflicts.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** The bytes of a file whose bytes only one side changed (the other one its mode). */
function pickSide({ base, ours, theirs }: ContentMerge): string | undefined {
  if (ours.id === base.id || ours.id === theirs.id) return theirs.id;
  return theirs.id === base.id ? ours.id : undefined;
}

/** The id of the merged bytes; what could not be merged is added to `conflicts`. */
function mergeContent(facts: Facts, file: ContentMerge, settings: MergeSettings, conflicts: FileConflict[]): string {
  const { base, ours, theirs } = file;
  if (findLockCommand(file.path) !== undefined) {
    conflicts.push({ ...file, kind: settings.theirs === 'generator' ? 'lock' : 'content', hunks: [] });
    return ours.id;
  }
  const decoded = decodeSides([base, ours, theirs].map(({ id }) => facts.blob(id)));
  const [from, mine, generated] = decoded?.texts ?? [];
  if (decoded === undefined || from === undefined || mine === undefined || generated === undefined) {
    conflicts.push({ ...file, kind: 'binary', hunks: [] });
    return ours.id;
  }
  const rename = settings.renameTokens?.(file.original);
  const followed =
    rename === undefined
      ? { base: from, ours: mine }
      : followIdentifiers(rename, { base: from, ours: mine, theirs: generated });
  const result = mergeText(file.original, followed.base, followed.ours, generated, settings.theirs);
  if (result.kind === 'conflicted') {
    const lines = splitLines(generated);
    const hunks = result.hunks.map((hunk) => ({
      ...hunk,
      theirsText: lines.slice(hunk.theirs.start, hunk.theirs.end).join(''),
    }));
    conflicts.push({ ...file, kind: 'content', hunks });
  }
  return facts.add(Buffer.from(result.text, decoded.encoding));
}

/** A lock file is generated anew only where nobody changed it or the manifest that it belongs to. */
function holdLockFiles(
  { base, ours, theirs }: { readonly base: Tree; readonly ours: Tree; readonly theirs: Tree },
  { tree, changed }: PathMerge,
  conflicts: FileConflict[],
): void {
  for (const path of changed.filter((each) => findLockCommand(each) !== undefined)) {
    const [before, mine, generated] = [base.get(path), ours.get(path), theirs.get(path)];
    if (mine === undefined || generated === undefined || !isSameFile(mine, before)) continue;
    const manifest = toManifestPath(path);
    if (isSameFile(ours.get(manifest), base.get(manifest))) continue;
    tree.set(path, mine);
    conflicts.push({ path, original: path, kind: 'lock', base: before, ours: mine, theirs: generated, hunks: [] });
  }
}

/** A mode that only one side changed is that side's. */
function mergeMode({ base, ours, theirs }: ContentMerge): string {
  return ours.mode === base.mode ? theirs.mode : ours.mode;
}
