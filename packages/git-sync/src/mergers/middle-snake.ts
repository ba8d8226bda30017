import type { Edit } from './diff.ts';

/** A point on the way from the old sequence to the new one. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Beyond so many edits the shortest way costs more than it is worth. */
const MOST_EDITS = 600;

/**
 * A point strictly inside the box on a shortest way through it (Myers 1986, section 4b), found from both ends in linear
 * space. Undefined when the way is longer than is affordable. The box's first and last items must differ.
 */
export function findMiddle(a: Int32Array, b: Int32Array, box: Edit): Point | undefined {
  const { aStart, bStart } = box;
  const [n, m] = [box.aEnd - aStart, box.bEnd - bStart];
  const delta = n - m;
  const odd = delta % 2 !== 0;
  const most = Math.min(MOST_EDITS, Math.ceil((n + m) / 2));
  const size = 2 * most + 3;
  const forward = new Int32Array(size).fill(-1);
  const backward = new Int32Array(size).fill(-1);
  const middle = most + 1;
  forward[middle + 1] = 0;
  backward[middle + 1] = 0;
  const read = (way: Int32Array, k: number): number => way[middle + k] ?? -1;
  const isInside = (x: number, y: number): boolean => !(x === 0 && y === 0) && !(x === n && y === m);
  for (let d = 0; d <= most; d += 1) {
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && read(forward, k - 1) < read(forward, k + 1));
      let x = down ? read(forward, k + 1) : read(forward, k - 1) + 1;
      let y = x - k;
      while (x < n && y < m && x >= 0 && y >= 0 && a[aStart + x] === b[bStart + y]) {
        x += 1;
        y += 1;
      }
      forward[middle + k] = x;
      if (odd && Math.abs(k - delta) < d && x <= n && y <= m && x + read(backward, delta - k) >= n && isInside(x, y))
        return { x: aStart + x, y: bStart + y };
    }
    for (let k = -d; k <= d; k += 2) {
      const up = k === -d || (k !== d && read(backward, k - 1) < read(backward, k + 1));
      let x = up ? read(backward, k + 1) : read(backward, k - 1) + 1;
      let y = x - k;
      while (x < n && y < m && x >= 0 && y >= 0 && a[aStart + n - x - 1] === b[bStart + m - y - 1]) {
        x += 1;
        y += 1;
      }
      backward[middle + k] = x;
      const point = { x: n - x, y: m - y };
      const meets = !odd && Math.abs(delta - k) <= d && x <= n && y <= m && x + read(forward, delta - k) >= n;
      if (meets && isInside(point.x, point.y)) return { x: aStart + point.x, y: bStart + point.y };
    }
  }
  return undefined;
}
