import { expect, it } from 'vitest';
import { toDecimalDigits } from './decimal-digits.ts';

it.each([
  [0, 0, 0],
  [7, 1, 0],
  [-42, 2, 0],
  [0.05, 0, 2],
  [-12.5, 2, 1],
  [100, 3, 0],
  [1_000.25, 4, 2],
  [1e21, 22, 0],
  [1.5e21, 22, 0],
  [1e-7, 0, 7],
  [1.25e-7, 0, 9],
])('counts the digits of %d: %d before the point and %d after it', (value, whole, places) => {
  expect(toDecimalDigits(value)).toEqual({ whole, places });
});
