import { describe, expect, it } from 'vitest';
import { lineCodeOf, parseHunks } from './check-position.ts';

const patch = `diff --git a/a.txt b/a.txt
--- a/a.txt
+++ b/a.txt
@@ -2,3 +2,4 @@ heading
 two
-three
+THREE
+more
 four
@@ -9 +9,0 @@
-nine
`;

describe('parseHunks', () => {
  it('numbers added and removed lines', () => {
    const { added, removed } = parseHunks(patch);
    expect([...added]).toEqual([3, 4]);
    expect([...removed]).toEqual([3, 9]);
  });

  it('knows how far unchanged lines have moved', () => {
    const shiftOf = (line: number) =>
      parseHunks(patch)
        .shifts.filter(({ fromOld }) => fromOld <= line)
        .at(-1)?.by;
    expect([1, 2, 4, 8, 10].map(shiftOf)).toEqual([0, 0, 1, 1, 0]);
  });

  it('finds no line in what has none', () => {
    expect(parseHunks('').added.size).toBe(0);
    expect(parseHunks('diff --git a/x b/x\nBinary files a/x and b/x differ\n').removed.size).toBe(0);
  });
});

describe('lineCodeOf', () => {
  it('names a line by hash of its path and both numbers', () => {
    const position = { baseSha: '', startSha: '', headSha: '', oldPath: 'a', newPath: 'a', oldLine: null, newLine: 7 };
    expect(lineCodeOf(position)).toBe('86f7e437faa5a7fce15d1ddcb9eaeaea377667b8_0_7');
  });
});
