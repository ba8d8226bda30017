import { findMiddle } from './middle-snake.ts';
import { uniqueAnchors } from './unique-anchors.ts';

/** Items `[aStart, aEnd)` of the old sequence became `[bStart, bEnd)` of the new one. */
export interface Edit {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/**
 * The edits that turn `a` into `b`, in order, with at least one common item between two of them. Shortest where that is
 * affordable (Myers in linear space); where the sides differ too much, aligned on the items that are unique in both.
 */
export function diffSequences(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const ids = new Map<string, number>();
  const idOf = (item: string): number => {
    const known = ids.get(item);
    if (known !== undefined) return known;
    ids.set(item, ids.size);
    return ids.size - 1;
  };
  const left = Int32Array.from(a, idOf);
  const right = Int32Array.from(b, idOf);
  const changed = { a: new Uint8Array(left.length + 1), b: new Uint8Array(right.length + 1) };
  markChanged(left, right, { aStart: 0, aEnd: left.length, bStart: 0, bEnd: right.length }, changed);
  slideDown(left, changed.a, changed.b, right.length);
  slideDown(right, changed.b, changed.a, left.length);
  return toEdits(changed, left.length, right.length);
}

interface Changed {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/** Marks what is not common. A stack instead of recursion: a file may have a hundred thousand lines. */
function markChanged(a: Int32Array, b: Int32Array, whole: Edit, changed: Changed): void {
  const open = [whole];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const { aStart, aEnd, bStart, bEnd } = trim(a, b, box);
    if (aStart === aEnd || bStart === bEnd) {
      changed.a.fill(1, aStart, aEnd);
      changed.b.fill(1, bStart, bEnd);
      continue;
    }
    const inner = { aStart, aEnd, bStart, bEnd };
    const middle = findMiddle(a, b, inner);
    const points = middle === undefined ? uniqueAnchors(a, b, inner) : [middle];
    if (points.length === 0) {
      changed.a.fill(1, aStart, aEnd);
      changed.b.fill(1, bStart, bEnd);
      continue;
    }
    let [fromA, fromB] = [aStart, bStart];
    for (const { x, y } of points) {
      open.push({ aStart: fromA, aEnd: x, bStart: fromB, bEnd: y });
      [fromA, fromB] = [x, y];
    }
    open.push({ aStart: fromA, aEnd, bStart: fromB, bEnd });
  }
}

function trim(a: Int32Array, b: Int32Array, box: Edit): Edit {
  let { aStart, aEnd, bStart, bEnd } = box;
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    aStart += 1;
    bStart += 1;
  }
  while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd -= 1;
    bEnd -= 1;
  }
  return { aStart, aEnd, bStart, bEnd };
}

/**
 * A run of changed items that could lie further down lies there, as in git; so both diffs of a three-way merge put the
 * same insertion among equal lines at the same place. A run that could lie where the other side changed something, does.
 */
function slideDown(items: Int32Array, own: Uint8Array, other: Uint8Array, otherLength: number): void {
  const gaps = changedGaps(other, otherLength);
  let [index, unchanged] = [0, 0];
  while (index < items.length) {
    if (own[index] === 0) {
      index += 1;
      unchanged += 1;
      continue;
    }
    let [start, end] = [index, index];
    while (own[end] === 1) end += 1;
    let matched = gaps[unchanged] === 1 ? end : 0;
    while (end < items.length && items[start] === items[end]) {
      own[start] = 0;
      own[end] = 1;
      start += 1;
      end += 1;
      unchanged += 1;
      while (own[end] === 1) end += 1;
      if (gaps[unchanged] === 1) matched = end;
    }
    while (end > matched && matched > 0 && items[start - 1] === items[end - 1]) {
      start -= 1;
      end -= 1;
      unchanged -= 1;
      own[start] = 1;
      own[end] = 0;
    }
    index = end;
  }
}

/** Whether something changed after as many unchanged items. */
function changedGaps(changed: Uint8Array, length: number): Uint8Array {
  const gaps = new Uint8Array(length + 1);
  let unchanged = 0;
  for (let index = 0; index < length; index += 1) {
    if (changed[index] === 1) gaps[unchanged] = 1;
    else unchanged += 1;
  }
  return gaps;
}

function toEdits(changed: Changed, aLength: number, bLength: number): readonly Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [0, 0];
  while (x < aLength || y < bLength) {
    const [aStart, bStart] = [x, y];
    while (x < aLength && changed.a[x] === 1) x += 1;
    while (y < bLength && changed.b[y] === 1) y += 1;
    if (x > aStart || y > bStart) edits.push({ aStart, aEnd: x, bStart, bEnd: y });
    x += 1;
    y += 1;
  }
  return edits;
}
