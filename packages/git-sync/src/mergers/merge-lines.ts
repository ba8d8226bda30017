import type { FileMerge, Range, Sides } from './file-merge.ts';
import { toRegions } from './regions.ts';
import { createResultWriter } from './result.ts';

/** The lines with their terminators; together they are the text. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

/** Three-way merge by lines as git does it, byte for byte: a missing final newline or another line end is another line. */
export function mergeLines(base: string, ours: string, theirs: string): FileMerge {
  return mergeRuns({ base: toRuns(base), ours: toRuns(ours), theirs: toRuns(theirs) }, false);
}

/** The same, where one side that only made a part of the other's change (picked half of it by hand) is no conflict. */
export function mergePickedLines(base: string, ours: string, theirs: string): FileMerge {
  return mergeRuns({ base: toRuns(base), ours: toRuns(ours), theirs: toRuns(theirs) });
}

function toRuns(text: string): readonly Run[] {
  return splitLines(text).map((line) => ({ key: line, text: line }));
}

/** A piece of a text; pieces with equal keys mean the same. */
export interface Run {
  readonly key: string;
  readonly text: string;
}

/**
 * Three-way merge of texts cut into runs. Where neither side changed the meaning, the bytes are ours if ours changed
 * them, else theirs.
 */
export function mergeRuns(runs: Sides<readonly Run[]>, takesParts = true): FileMerge {
  const texts = { base: textOf(runs.base), ours: textOf(runs.ours), theirs: textOf(runs.theirs) };
  const offsets = { base: offsetsOf(runs.base), ours: offsetsOf(runs.ours), theirs: offsetsOf(runs.theirs) };
  const writer = createResultWriter(texts);
  const sliceOf = (side: keyof Sides<unknown>, range: Range): string =>
    texts[side].slice(offsets[side][range.start], offsets[side][range.end]);
  const keys = { base: keysOf(runs.base), ours: keysOf(runs.ours), theirs: keysOf(runs.theirs) };
  for (const region of toRegions(keys, takesParts))
    switch (region.kind) {
      case 'stable':
        for (let index = 0; index < region.base.end - region.base.start; index += 1) {
          const ours = runs.ours[region.ours.start + index]?.text ?? '';
          const isUntouched = ours === runs.base[region.base.start + index]?.text;
          writer.add(isUntouched ? (runs.theirs[region.theirs.start + index]?.text ?? '') : ours);
        }
        break;
      case 'ours':
      case 'same':
        writer.add(sliceOf('ours', region.ours));
        break;
      case 'theirs':
        writer.add(sliceOf('theirs', region.theirs));
        break;
      case 'conflict':
        writer.addConflict(
          {
            base: toOffsets(offsets.base, region.base),
            ours: toOffsets(offsets.ours, region.ours),
            theirs: toOffsets(offsets.theirs, region.theirs),
          },
          sliceOf('ours', region.ours),
        );
    }
  return writer.finish();
}

function toOffsets(offsets: readonly number[], range: Range): Range {
  return { start: offsets[range.start] ?? 0, end: offsets[range.end] ?? 0 };
}

function offsetsOf(runs: readonly Run[]): readonly number[] {
  const offsets = [0];
  let length = 0;
  for (const run of runs) offsets.push((length += run.text.length));
  return offsets;
}

const keysOf = (runs: readonly Run[]): readonly string[] => runs.map((run) => run.key);
const textOf = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');
