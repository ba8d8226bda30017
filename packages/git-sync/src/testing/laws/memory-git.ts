import { createHash } from 'node:crypto';
import { blobIdOf, type CommitId, type History } from '@amplication/git';
import { mergeLines } from '../../mergers/merge-lines.ts';
import { mergePaths } from '../../plan/merge-paths.ts';
import { decodeSides } from '../../plan/text.ts';
import type { Tree, TreeFile } from '../../plan/tree.ts';

/** A commit graph with branches, in memory: as much of git as histories need, thousands of them a minute. */
export interface MemoryGit {
  readonly branches: Map<string, CommitId>;
  readonly addBlob: (bytes: Buffer) => string;
  readonly readBlob: (id: string) => Buffer | undefined;
  readonly commit: (tree: Tree, parents: readonly CommitId[]) => CommitId;
  readonly tree: (id: CommitId) => Tree;
  readonly parents: (id: CommitId) => readonly CommitId[];
  readonly isAncestor: (ancestor: CommitId, descendant: CommitId) => boolean;
  readonly history: (a: CommitId, b: CommitId) => History;
  /** What plain git makes of merging two commits; the paths where it cannot. */
  readonly merge: (a: CommitId, b: CommitId) => PlainResult;
}

export type PlainResult =
  | { readonly kind: 'clean'; readonly tree: Tree }
  | { readonly kind: 'conflicted'; readonly tree: Tree; readonly paths: readonly string[] };

/** An empty repository. */
export function createMemoryGit(): MemoryGit {
  const commits = new Map<CommitId, { readonly tree: Tree; readonly parents: readonly CommitId[] }>();
  const blobs = new Map<string, Buffer>();
  let count = 0;
  const find = (id: CommitId) => {
    const found = commits.get(id);
    if (found === undefined) throw new Error(`No commit ${id}.`);
    return found;
  };
  const git: MemoryGit = {
    branches: new Map(),
    addBlob: (bytes) => {
      const id = blobIdOf(bytes);
      blobs.set(id, bytes);
      return id;
    },
    readBlob: (id) => blobs.get(id),
    commit: (tree, parents) => {
      count += 1;
      const id = createHash('sha1')
        .update(`${count} ${parents.join(' ')}`)
        .digest('hex') as CommitId;
      commits.set(id, { tree, parents });
      return id;
    },
    tree: (id) => find(id).tree,
    parents: (id) => find(id).parents,
    isAncestor: (ancestor, descendant) => listAncestors(descendant).has(ancestor),
    history: (a, b) => {
      const [ofA, ofB] = [listAncestors(a), listAncestors(b)];
      const only = (ids: ReadonlySet<CommitId>, others: ReadonlySet<CommitId>) =>
        new Map([...ids].filter((id) => !others.has(id)).map((id) => [id, find(id).parents] as const));
      return { left: only(ofA, ofB), right: only(ofB, ofA), common: listBest([...ofA].filter((id) => ofB.has(id))) };
    },
    merge: (a, b) => {
      const common = git.history(a, b).common;
      return mergeThree(commonTree(common), find(a).tree, find(b).tree);
    },
  };

  const listAncestors = (id: CommitId): ReadonlySet<CommitId> => {
    const seen = new Set<CommitId>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...find(next).parents);
    }
    return seen;
  };
  const listBest = (ids: readonly CommitId[]): readonly CommitId[] => {
    const behind = new Set(ids.flatMap((id) => [...listAncestors(id)].filter((other) => other !== id)));
    return ids.filter((id) => !behind.has(id));
  };
  /** As git does it: several common commits are merged with each other first, conflicts and all. */
  const commonTree = (common: readonly CommitId[]): Tree => {
    const [first, ...rest] = common;
    if (first === undefined) return new Map();
    let tree = find(first).tree;
    for (const id of rest) tree = mergeThree(commonTree(git.history(first, id).common), tree, find(id).tree).tree;
    return tree;
  };
  const mergeThree = (base: Tree, ours: Tree, theirs: Tree): PlainResult => {
    const merge = mergePaths(base, ours, theirs, new Map());
    const paths = merge.conflicts.map(({ path }) => path);
    for (const file of merge.contents) {
      const content = mergeContent(file);
      if (content.isConflicted) paths.push(file.path);
      merge.tree.set(file.path, {
        mode: file.ours.mode === file.base.mode ? file.theirs.mode : file.ours.mode,
        id: content.id,
      });
    }
    return paths.length === 0 ? { kind: 'clean', tree: merge.tree } : { kind: 'conflicted', tree: merge.tree, paths };
  };
  const mergeContent = (file: { readonly base: TreeFile; readonly ours: TreeFile; readonly theirs: TreeFile }) => {
    const { base, ours, theirs } = file;
    if (ours.id === base.id || ours.id === theirs.id) return { isConflicted: false, id: theirs.id };
    if (theirs.id === base.id) return { isConflicted: false, id: ours.id };
    const decoded = decodeSides([base, ours, theirs].map(({ id }) => blobs.get(id)));
    const [from, mine, other] = decoded?.texts ?? [];
    if (decoded === undefined || from === undefined || mine === undefined || other === undefined)
      return { isConflicted: true, id: ours.id };
    const merged = mergeLines(from, mine, other);
    return { isConflicted: merged.kind === 'conflicted', id: git.addBlob(Buffer.from(merged.text, decoded.encoding)) };
  };
  return git;
}
