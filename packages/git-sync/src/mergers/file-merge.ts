/** Zero-based, half-open; an empty range lies before line `start`. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** One hunk that could not be merged: where it lies in each side and in the result. */
export interface ConflictHunk {
  readonly base: LineRange;
  readonly ours: LineRange;
  readonly theirs: LineRange;
  readonly result: LineRange;
}

/** What three versions of one text file become. */
export type FileMerge =
  | { readonly kind: 'merged'; readonly text: string }
  /** `text` has ours in every conflicting hunk (never conflict markers) and theirs' changes everywhere else. */
  | { readonly kind: 'conflicted'; readonly text: string; readonly hunks: readonly ConflictHunk[] };

/** Merges three versions of a text: ours is the user's, theirs the generator's newest, base the generator's older one. */
export type Merger = (base: string, ours: string, theirs: string) => FileMerge;

/** Who wrote theirs: what a user decided in a generated file stays quietly; two people must be asked. */
export type TheirsBy = 'generator' | 'person';

/** A merger that does not take every text; undefined: ask the next one. */
export type PartialMerger = (base: string, ours: string, theirs: string) => FileMerge | undefined;

/** One thing for each of the three sides. */
export interface Sides<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** `[start, end)` in characters or in items of a sequence. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
