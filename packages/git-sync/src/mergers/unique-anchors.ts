import type { Edit } from './diff.ts';
import type { Point } from './middle-snake.ts';

/** The longest chain of items that occur once in both halves of the box, as patience diff takes them; in order. */
export function uniqueAnchors(a: Int32Array, b: Int32Array, box: Edit): readonly Point[] {
  const inB = placesOfUnique(b, box.bStart, box.bEnd);
  const inA = placesOfUnique(a, box.aStart, box.aEnd);
  const pairs: Point[] = [];
  for (const [item, x] of inA) {
    const y = inB.get(item);
    if (x !== undefined && y !== undefined) pairs.push({ x, y });
  }
  return longestRising(pairs.toSorted((one, other) => one.x - other.x));
}

/** Undefined for an item that occurs more than once. */
function placesOfUnique(items: Int32Array, start: number, end: number): Map<number, number | undefined> {
  const places = new Map<number, number | undefined>();
  for (let index = start; index < end; index += 1) {
    const item = items[index] ?? -1;
    places.set(item, places.has(item) ? undefined : index);
  }
  return places;
}

interface Link {
  readonly point: Point;
  readonly previous: Link | undefined;
}

function longestRising(pairs: readonly Point[]): readonly Point[] {
  const tops: Link[] = [];
  for (const point of pairs) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const half = (low + high) >> 1;
      const top = tops[half];
      if (top !== undefined && top.point.y < point.y) low = half + 1;
      else high = half;
    }
    tops[low] = { point, previous: tops[low - 1] };
  }
  const chain: Point[] = [];
  for (let link = tops.at(-1); link !== undefined; link = link.previous) chain.push(link.point);
  return chain.toReversed();
}
