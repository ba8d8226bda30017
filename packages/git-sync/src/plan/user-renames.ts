import { blobIdOf } from '@amplication/git';
import { ask, type Asking, type Facts } from './facts.ts';
import { IGNORED_FOLDER } from './ignore-rules.ts';
import { measureSimilarity, toLines } from './text.ts';
import { filterFiles, isText, type Tree, type TreeFile } from './tree.ts';

/** Path in the base -> path that a user gave the file. */
export type Renames = ReadonlyMap<string, string>;

/** Bytes that many files share, so that equality says nothing about where a file came from. */
const EMPTY_FILE: string = blobIdOf(Buffer.alloc(0));

/** From how many lines in common a file counts as moved, as git does it. */
const SIMILAR = 0.5;

/** A search looks into so many files at most: those with the nearest paths. */
const MOST_CANDIDATES = 50;

/**
 * Files of `base` that `ours` has elsewhere: by their bytes where only one file went and one came with them, else by the
 * lines they have in common. Settled paths are known already, or known to be deleted, and are not searched for.
 */
export function* findUserRenames(
  facts: Facts,
  sides: { readonly base: Tree; readonly ours: Tree; readonly theirs: Tree },
  isSettled: (path: string) => boolean,
): Asking<Renames> {
  const { base, ours, theirs } = sides;
  const gone = filterFiles(base, (path) => !ours.has(path) && theirs.has(path) && !isSettled(path));
  if (gone.length === 0) return new Map();
  const added = filterFiles(ours, (path) => !base.has(path) && !theirs.has(path) && !path.startsWith(IGNORED_FOLDER));
  const allGone = filterFiles(base, (path) => !ours.has(path));
  const renames = new Map(matchExact(allGone, added).filter(([path]) => gone.some(([each]) => each === path)));
  const taken = new Set(renames.values());
  const open = gone.filter(([path, file]) => !renames.has(path) && isText(file) && file.id !== EMPTY_FILE);
  const free = added.filter(([path, file]) => !taken.has(path) && isText(file) && file.id !== EMPTY_FILE);
  for (const [path, target] of yield* matchSimilar(facts, open, free)) renames.set(path, target);
  return renames;
}

/** Of several equal files nobody knows which is which. */
function matchExact(gone: readonly (readonly [string, TreeFile])[], added: readonly (readonly [string, TreeFile])[]) {
  const targets = toUnique(added);
  return [...toUnique(gone)].flatMap(([id, path]) => {
    const target = targets.get(id);
    return target === undefined ? [] : [[path, target] as const];
  });
}

/** Blob id -> path, without the blobs that several paths have. */
function toUnique(files: readonly (readonly [string, TreeFile])[]): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const several = new Set([EMPTY_FILE]);
  for (const [path, { id }] of files) {
    if (paths.has(id)) several.add(id);
    paths.set(id, path);
  }
  return new Map([...paths].filter(([id]) => !several.has(id)));
}

function* matchSimilar(
  facts: Facts,
  gone: readonly (readonly [string, TreeFile])[],
  added: readonly (readonly [string, TreeFile])[],
): Asking<Renames> {
  const pairs = gone.flatMap(([path, file]) =>
    listCandidates(path, added).map(([target, candidate]) => ({ path, file, target, candidate })),
  );
  yield* ask(
    facts,
    [...new Set(pairs.flatMap(({ file, candidate }) => [file.id, candidate.id]))].map((id) => ({ kind: 'blob', id })),
  );
  const scored = pairs
    .map((pair) => ({
      ...pair,
      score: measureSimilarity(toLines(facts.blob(pair.file.id)), toLines(facts.blob(pair.candidate.id))),
    }))
    .filter(({ score }) => score >= SIMILAR)
    .toSorted((a, b) => b.score - a.score || compare(a.path, b.path) || compare(a.target, b.target));
  const renames = new Map<string, string>();
  const taken = new Set<string>();
  for (const { path, target, score } of scored) {
    if (renames.has(path) || taken.has(target)) continue;
    // Of several that are as similar nobody knows which it is.
    const isAmbiguous = scored.some((other) => other.path === path && other.target !== target && other.score === score);
    if (isAmbiguous) continue;
    renames.set(path, target);
    taken.add(target);
  }
  return renames;
}

/** Files of the same kind, those with the same name or the same folder first. */
function listCandidates(path: string, added: readonly (readonly [string, TreeFile])[]) {
  const extension = toExtension(path);
  return added
    .filter(([target]) => toExtension(target) === extension)
    .map((file) => ({ file, distance: measureDistance(path, file[0]) }))
    .toSorted((a, b) => a.distance - b.distance || compare(a.file[0], b.file[0]))
    .slice(0, MOST_CANDIDATES)
    .map(({ file }) => file);
}

function measureDistance(a: string, b: string): number {
  const [nameA, nameB] = [a.split('/').at(-1), b.split('/').at(-1)];
  const [folderA, folderB] = [a.slice(0, -(nameA?.length ?? 0)), b.slice(0, -(nameB?.length ?? 0))];
  return (nameA === nameB ? 0 : 2) + (folderA === folderB ? 0 : 1);
}

function toExtension(path: string): string {
  return /\.[^./]+$/u.exec(path)?.[0] ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
