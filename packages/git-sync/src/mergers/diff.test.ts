import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffSequences } from './diff.ts';

const sequences = fc.array(fc.constantFrom('a', 'b', 'c', '{', '}'), { maxLength: 25 });

describe('diffSequences', () => {
  it('gives edits that turn the old sequence into the new one', () => {
    fc.assert(
      fc.property(sequences, sequences, (a, b) => {
        const edited = [...a];
        for (const edit of diffSequences(a, b).toReversed())
          edited.splice(edit.aStart, edit.aEnd - edit.aStart, ...b.slice(edit.bStart, edit.bEnd));
        expect(edited).toEqual(b);
      }),
      { numRuns: 1000 },
    );
  });

  it('removes and adds no more than the longest common part demands', () => {
    fc.assert(
      fc.property(sequences, sequences, (a, b) => {
        const touched = diffSequences(a, b).reduce((sum, e) => sum + e.aEnd - e.aStart + e.bEnd - e.bStart, 0);
        expect(touched).toBe(a.length + b.length - 2 * longestCommon(a, b));
      }),
      { numRuns: 300 },
    );
  });

  it('puts an insertion among equal items at the end of them', () => {
    expect(diffSequences(['x', 'a', 'a'], ['x', 'a', 'a', 'a'])).toEqual([{ aStart: 3, aEnd: 3, bStart: 3, bEnd: 4 }]);
  });

  it('takes a removal and an addition at one place for one replacement', () => {
    expect(diffSequences(['a', 'a'], ['b', 'a'])).toEqual([{ aStart: 0, aEnd: 1, bStart: 0, bEnd: 1 }]);
  });

  it.each([
    ['nothing in common', (index: number) => `new ${index}`],
    ['every second line changed', (index: number) => (index % 2 === 0 ? `new ${index}` : `line ${index}`)],
    ['few different lines, in another order', (index: number) => `line ${(index * 7919) % 50}`],
  ])('compares 20,000 lines in less than a second: %s', (_, toLine) => {
    const a = Array.from({ length: 20_000 }, (__, index) => `line ${index % (index % 3 === 0 ? 50 : 1e6)}`);
    const b = a.map((__, index) => toLine(index));
    const start = performance.now();
    diffSequences(a, b);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const item of a) {
    const next = [0];
    for (const [index, other] of b.entries())
      next.push(item === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}
