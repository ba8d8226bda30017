import type { FileMerge, LineRange, PartialMerger, TheirsBy } from './file-merge.ts';
import { mergeTrimmedLines, withLineEnds } from './line-ends.ts';
import { additiveMerger } from './merge-additive.ts';
import { formattedMerger } from './merge-formatted.ts';
import { jsonMerger } from './merge-json.ts';
import { mergeLines, mergePickedLines, splitLines } from './merge-lines.ts';
import { createParseTest } from './parses.ts';
import { findParser, type Parse } from './syntax.ts';

export type { ConflictHunk, FileMerge, LineRange, Merger, TheirsBy } from './file-merge.ts';

/**
 * Merges three versions of a text file: ours is the user's, theirs the generator's newest, base the generator's older
 * one. The first merger with a clean result wins: lines, line ends, formatting, JSON keys or
 * additions, half-picked changes; where none is
 * clean, the result with the fewest hunks. A result always parses if all three inputs do. Pure; a file over 1 MB or with NUL bytes is the caller's business.
 */
export function mergeText(
  path: string,
  base: string,
  ours: string,
  theirs: string,
  theirsBy: TheirsBy = 'generator',
): FileMerge {
  if (Math.max(base.length, ours.length, theirs.length) > LARGEST_PARSED)
    return withLineEnds(mergePickedLines)(base, ours, theirs) ?? mergePickedLines(base, ours, theirs);
  const parse = findParser(path);
  const parses = createParseTest(path, { base, ours, theirs }, parse);
  const conflicted: FileMerge[] = [];
  for (const merger of mergersFor(path, parse, theirsBy)) {
    const merge = merger(base, ours, theirs);
    if (merge === undefined || !parses(merge.text)) continue;
    if (merge.kind === 'merged') return merge;
    conflicted.push(merge);
  }
  const [best] = conflicted.toSorted((one, other) => weigh(one) - weigh(other));
  return best ?? keepAll(base, ours, theirs);
}

/** A syntax tree of more characters takes seconds of a thread that others wait for: such files merge by lines. */
const LARGEST_PARSED = 200_000;

function mergersFor(path: string, parse: Parse | undefined, theirsBy: TheirsBy): readonly PartialMerger[] {
  const structured = [formattedMerger(path, parse), jsonMerger(path, parse, theirsBy) ?? additiveMerger(path, parse)];
  const known = structured.filter((merger) => merger !== undefined).map(withinStack);
  // What syntax can tell apart is decided before lines are taken for a half-picked change.
  const onPlainEnds = [mergeLines, ...known, mergePickedLines, mergeTrimmedLines].map(withLineEnds);
  return [mergeLines, ...onPlainEnds];
}

/** A text such as a chain of thousands of calls has a tree too deep for recursion: it merges by lines. */
function withinStack(merger: PartialMerger): PartialMerger {
  return (base, ours, theirs) => {
    try {
      return merger(base, ours, theirs);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };
}

/** Fewer hunks first, then fewer lines in them. */
function weigh(merge: FileMerge): number {
  if (merge.kind === 'merged') return 0;
  const lines = merge.hunks.map(({ ours, theirs }) => ours.end - ours.start + theirs.end - theirs.start);
  return merge.hunks.length * 1e6 + lines.reduce((sum, count) => sum + count, 0);
}

/** Ours as it is, and one hunk around all that differs. */
function keepAll(base: string, ours: string, theirs: string): FileMerge {
  const sides = [base, ours, theirs].map(splitLines);
  const [first = []] = sides;
  const shortest = Math.min(...sides.map((lines) => lines.length));
  const countCommon = (at: (lines: readonly string[], index: number) => string | undefined, most: number): number => {
    let count = 0;
    while (count < most && sides.every((lines) => at(lines, count) === at(first, count))) count += 1;
    return count;
  };
  const start = countCommon((lines, index) => lines[index], shortest);
  const end = countCommon((lines, index) => lines.at(-1 - index), shortest - start);
  const rangeOf = (text: string): LineRange => ({ start, end: splitLines(text).length - end });
  const own = rangeOf(ours);
  const hunk = { base: rangeOf(base), ours: own, theirs: rangeOf(theirs), result: own };
  return { kind: 'conflicted', text: ours, hunks: [hunk] };
}
