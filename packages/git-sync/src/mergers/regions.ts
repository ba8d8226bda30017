import { diffSequences, type Edit } from './diff.ts';
import type { Range, Sides } from './file-merge.ts';

/** A stretch of the three sequences and who changed it. Together the regions cover all three without gaps. */
export interface Region extends Sides<Range> {
  readonly kind: 'stable' | 'ours' | 'theirs' | 'same' | 'conflict';
}

/**
 * Three-way comparison of sequences. Changes of both sides that overlap or touch are one region, as in git: `same` when
 * both made the same of it, else `conflict`. With `takesParts`, where one side only made a part of the other's change, it is
 * the other's.
 */
export function toRegions({ base, ours, theirs }: Sides<readonly string[]>, takesParts = true): readonly Region[] {
  const oursEdits = diffSequences(base, ours);
  const theirsEdits = diffSequences(base, theirs);
  const regions: Region[] = [];
  let [o, t, at, oursAt, theirsAt] = [0, 0, 0, 0, 0];
  while (o < oursEdits.length || t < theirsEdits.length) {
    const start = Math.min(oursEdits[o]?.aStart ?? Infinity, theirsEdits[t]?.aStart ?? Infinity);
    const group = takeTouching(oursEdits, o, theirsEdits, t, start);
    const oursStart = oursAt + start - at;
    const theirsStart = theirsAt + start - at;
    if (start > at)
      regions.push({
        kind: 'stable',
        base: { start: at, end: start },
        ours: { start: oursAt, end: oursStart },
        theirs: { start: theirsAt, end: theirsStart },
      });
    const ranges = {
      base: { start, end: group.end },
      ours: { start: oursStart, end: oursStart + group.end - start + growth(group.ours) },
      theirs: { start: theirsStart, end: theirsStart + group.end - start + growth(group.theirs) },
    };
    const change = { ours, theirs, oursEdits: group.ours, theirsEdits: group.theirs, ranges };
    regions.push({ kind: kindOf(change, takesParts), ...ranges });
    [at, oursAt, theirsAt] = [group.end, ranges.ours.end, ranges.theirs.end];
    o += group.ours.length;
    t += group.theirs.length;
  }
  if (at < base.length)
    regions.push({
      kind: 'stable',
      base: { start: at, end: base.length },
      ours: { start: oursAt, end: ours.length },
      theirs: { start: theirsAt, end: theirs.length },
    });
  return regions;
}

function growth(edits: readonly Edit[]): number {
  return edits.reduce((sum, edit) => sum + edit.bEnd - edit.bStart - (edit.aEnd - edit.aStart), 0);
}

/** All edits of both sides that hang together from `start` on. */
function takeTouching(ours: readonly Edit[], o: number, theirs: readonly Edit[], t: number, start: number) {
  let [oursEnd, theirsEnd, end] = [o, t, start];
  for (let grown = true; grown;) {
    grown = false;
    for (let edit = ours[oursEnd]; edit !== undefined && edit.aStart <= end; edit = ours[oursEnd]) {
      end = Math.max(end, edit.aEnd);
      oursEnd += 1;
      grown = true;
    }
    for (let edit = theirs[theirsEnd]; edit !== undefined && edit.aStart <= end; edit = theirs[theirsEnd]) {
      end = Math.max(end, edit.aEnd);
      theirsEnd += 1;
      grown = true;
    }
  }
  return { end, ours: ours.slice(o, oursEnd), theirs: theirs.slice(t, theirsEnd) };
}

interface Change {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly oursEdits: readonly Edit[];
  readonly theirsEdits: readonly Edit[];
  readonly ranges: Sides<Range>;
}

function kindOf({ ours, theirs, oursEdits, theirsEdits, ranges }: Change, takesParts: boolean): Region['kind'] {
  if (theirsEdits.length === 0) return 'ours';
  if (oursEdits.length === 0) return 'theirs';
  const oursItems = ours.slice(ranges.ours.start, ranges.ours.end);
  const theirsItems = theirs.slice(ranges.theirs.start, ranges.theirs.end);
  if (oursItems.length === theirsItems.length && oursItems.every((item, index) => item === theirsItems[index]))
    return 'same';
  if (!takesParts) return 'conflict';
  if (isPartOf(oursEdits, ours, theirsEdits, theirs)) return 'theirs';
  return isPartOf(theirsEdits, theirs, oursEdits, ours) ? 'ours' : 'conflict';
}

/**
 * Whether each edit of one side lies within an edit of the other and adds nothing that the other does not add. A plain
 * removal is only part of a plain removal: who removes what the other side rewrites has decided something else.
 */
function isPartOf(
  some: readonly Edit[],
  someItems: readonly string[],
  all: readonly Edit[],
  allItems: readonly string[],
): boolean {
  const whole = (edit: Edit) => all.find((other) => other.aStart <= edit.aStart && edit.aEnd <= other.aEnd);
  return (
    some.every((edit) => {
      const around = whole(edit);
      return around !== undefined && (edit.bEnd > edit.bStart || around.bEnd === around.bStart);
    }) &&
    all.every((around) => {
      const inside = some.filter((edit) => whole(edit) === around);
      const added = inside.flatMap((edit) => someItems.slice(edit.bStart, edit.bEnd));
      return isSubsequence(added, allItems.slice(around.bStart, around.bEnd));
    })
  );
}

function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let found = 0;
  for (const item of all) if (item === some[found]) found += 1;
  return found === some.length;
}
