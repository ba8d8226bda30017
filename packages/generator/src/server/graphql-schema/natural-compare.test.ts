import { expect, it } from 'vitest';
import { naturalCompare } from './natural-compare.ts';

it('sorts by code units, and digits by their number', () => {
  const sorted = ['A', 'A1', 'A2', 'A10', 'AB', 'Aa', 'a', 'a1b', 'a1c', 'b'];
  expect(sorted.toReversed().toSorted(naturalCompare)).toEqual(sorted);
  expect(naturalCompare('a01', 'a1')).toBeLessThan(0);
  expect(naturalCompare('x', 'x')).toBe(0);
});
