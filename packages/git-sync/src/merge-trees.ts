import { mergeFile } from '@amplication/git';
import type { Contents } from './contents.ts';
import { mergePaths, type ContentMerge } from './merge-paths.ts';
import type { SyncConflict } from './ports.ts';
import type { Tree } from './tree.ts';

export interface TreeMerge {
  readonly tree: Tree;
  readonly conflicts: readonly SyncConflict[];
}

/** Three-way merge of trees, down to the lines. In a conflicting hunk ours stays, and the file is listed. */
export async function mergeTrees(
  contents: Contents,
  base: Tree,
  ours: Tree,
  theirs: Tree,
  signal?: AbortSignal,
): Promise<TreeMerge> {
  const merge = mergePaths(base, ours, theirs);
  const mixed = merge.contents.filter((file) => pickSide(file) === undefined);
  const bytes = await contents.read(mixed.flatMap((file) => [file.base.id, file.ours.id, file.theirs.id]));
  const conflicts = [...merge.conflicts];
  for (const file of merge.contents) {
    const side = pickSide(file);
    if (side !== undefined) {
      merge.tree.set(file.path, { mode: mergeMode(file), id: side });
      continue;
    }
    const result = await mergeContent(bytes, file, signal);
    if (result.conflict !== undefined) conflicts.push({ path: file.path, kind: result.conflict });
    if (result.content !== undefined)
      merge.tree.set(file.path, { mode: mergeMode(file), id: contents.add(result.content) });
  }
  return { tree: merge.tree, conflicts: conflicts.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** The bytes of a file whose bytes only one side changed (the other one its mode). */
function pickSide({ base, ours, theirs }: ContentMerge): string | undefined {
  if (ours.id === base.id || ours.id === theirs.id) return theirs.id;
  return theirs.id === base.id ? ours.id : undefined;
}

async function mergeContent(
  bytes: ReadonlyMap<string, Buffer>,
  file: ContentMerge,
  signal: AbortSignal | undefined,
): Promise<{ readonly content?: Buffer; readonly conflict?: 'content' | 'binary' }> {
  const [base, ours, theirs] = [bytes.get(file.base.id), bytes.get(file.ours.id), bytes.get(file.theirs.id)];
  if (base === undefined || ours === undefined || theirs === undefined)
    throw new Error(`The versions of ${file.path} are not all there.`);
  const sides = { base, ours, theirs, signal };
  const plain = await mergeFile({ ...sides, favour: 'none' });
  switch (plain.kind) {
    case 'clean':
      return { content: plain.content };
    case 'binary':
      return { conflict: 'binary' };
    case 'conflicted': {
      const resolved = await mergeFile({ ...sides, favour: 'ours' });
      return resolved.kind === 'clean' ? { content: resolved.content, conflict: 'content' } : { conflict: 'content' };
    }
  }
}

/** A mode that only one side changed is that side's. */
function mergeMode({ base, ours, theirs }: ContentMerge): string {
  return ours.mode === base.mode ? theirs.mode : ours.mode;
}
