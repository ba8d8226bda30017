import { expect, it } from 'vitest';
import { REFUSALS, Refusal } from './refusal.ts';

it('lists its codes by HTTP status', () => {
  const statuses = Object.values(REFUSALS);
  expect(statuses).toEqual(statuses.toSorted((a, b) => a - b));
  expect(statuses.every((status) => status >= 400 && status < 600)).toBe(true);
});

it('carries a sentence, a code and what is wrong where', () => {
  const refusal = new Refusal('name_taken', 'It is taken.', [{ path: 'name', message: 'Taken.' }]);
  expect(refusal).toMatchObject({ message: 'It is taken.', code: 'name_taken', problems: [{ path: 'name' }] });
  expect(new Refusal('conflict', 'No.').problems).toEqual([]);
});
