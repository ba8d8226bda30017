/** Decodes the sides of a merge with one encoding that gives all their bytes back; undefined for bytes without lines. */
export function decodeSides(sides: readonly (Buffer | undefined)[]): Sides | undefined {
  if (sides.some((side) => side === undefined || side.byteLength > LARGEST_TEXT || side.includes(0))) return undefined;
  const bytes = sides.flatMap((side) => side ?? []);
  const encoding = bytes.every((side) => Buffer.from(side.toString('utf8'), 'utf8').equals(side)) ? 'utf8' : 'latin1';
  return { texts: bytes.map((side) => side.toString(encoding)), encoding };
}

export interface Sides {
  readonly texts: readonly string[];
  readonly encoding: 'utf8' | 'latin1';
}

/** Larger files are merged as a whole. */
const LARGEST_TEXT = 16_000_000;

/** The lines of a text, for counting. */
export function toLines(bytes: Buffer | undefined): readonly string[] {
  return bytes === undefined ? [] : bytes.toString('latin1').split('\n');
}

/** How many lines only one of two texts has, wherever they stand. */
export function countDifferentLines(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of a) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of b) counts.set(line, (counts.get(line) ?? 0) - 1);
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}

/** From 0 (nothing in common) to 1 (the same lines). */
export function measureSimilarity(a: readonly string[], b: readonly string[]): number {
  const length = a.length + b.length;
  return length === 0 ? 1 : 1 - countDifferentLines(a, b) / length;
}
