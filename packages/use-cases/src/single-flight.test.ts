import { expect, it } from 'vitest';
import { createSingleFlight } from './single-flight.ts';

it('runs once for all who ask meanwhile, and again for who asks later', async () => {
  const singleFlight = createSingleFlight();
  let runs = 0;
  const work = async () => (runs += 1);
  expect(await Promise.all([1, 2, 3].map(() => singleFlight('a', work)))).toEqual([1, 1, 1]);
  expect(await Promise.all([singleFlight('a', work), singleFlight('b', work)])).toEqual([2, 3]);
});

it('fails for all who wait, and is free again', async () => {
  const singleFlight = createSingleFlight();
  const failing = () => Promise.reject(new Error('no'));
  const outcomes = await Promise.allSettled([singleFlight('a', failing), singleFlight('a', failing)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await singleFlight('a', async () => 'yes')).toBe('yes');
});
