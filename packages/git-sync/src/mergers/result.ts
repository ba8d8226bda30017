import type { ConflictHunk, FileMerge, LineRange, Range, Sides } from './file-merge.ts';

/** Collects the text of a merge and the hunks in it, from start to end. */
export interface ResultWriter {
  readonly add: (text: string) => void;
  /** A hunk that could not be merged, with `text` in the result; the ranges are in characters. */
  readonly addConflict: (ranges: Sides<Range>, text: string) => void;
  readonly finish: () => FileMerge;
}

/** A writer for the merge of these three texts. */
export function createResultWriter(sides: Sides<string>): ResultWriter {
  const parts: string[] = [];
  const conflicts: { readonly ranges: Sides<Range>; readonly result: Range }[] = [];
  let length = 0;
  const add = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  return {
    add,
    addConflict: (ranges, text) => {
      conflicts.push({ ranges, result: { start: length, end: length + text.length } });
      add(text);
    },
    finish: () => {
      const text = parts.join('');
      if (conflicts.length === 0) return { kind: 'merged', text };
      const toLines = {
        base: createLineFinder(sides.base),
        ours: createLineFinder(sides.ours),
        theirs: createLineFinder(sides.theirs),
        result: createLineFinder(text),
      };
      const hunks = conflicts.map(({ ranges, result }) => ({
        base: toLines.base(ranges.base),
        ours: toLines.ours(ranges.ours),
        theirs: toLines.theirs(ranges.theirs),
        result: toLines.result(result),
      }));
      return { kind: 'conflicted', text, hunks: joinOverlapping(hunks) };
    },
  };
}

/** Turns a range of characters into the lines that it touches. */
export function createLineFinder(text: string): (range: Range) => LineRange {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number): number => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const half = (low + high) >> 1;
      if ((starts[half] ?? 0) <= offset) low = half;
      else high = half;
    }
    return low;
  };
  return ({ start, end }) => {
    const first = lineAt(start);
    return { start: first, end: end > start ? lineAt(end - 1) + 1 : first };
  };
}

/** Two conflicts in one line are one hunk. */
function joinOverlapping(hunks: readonly ConflictHunk[]): readonly ConflictHunk[] {
  const joined: ConflictHunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    if (last === undefined || last.result.end <= hunk.result.start) joined.push(hunk);
    else
      joined[joined.length - 1] = {
        base: span(last.base, hunk.base),
        ours: span(last.ours, hunk.ours),
        theirs: span(last.theirs, hunk.theirs),
        result: span(last.result, hunk.result),
      };
  }
  return joined;
}

function span(one: LineRange, other: LineRange): LineRange {
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}
