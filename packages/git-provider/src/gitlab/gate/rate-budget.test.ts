import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findHold,
  freshBudget,
  holdBack,
  isOver,
  observeRate,
  readRate,
  spend,
  type RateBudget,
} from './rate-budget.ts';

const reading = (remaining: number, window = 100, limit = 60) => ({ limit, remaining, window, resetInMs: 10_000 });

describe('readRate', () => {
  it('reads the reset by the clock of the host, whatever ours says', () => {
    const headers = {
      'ratelimit-limit': '60',
      'ratelimit-remaining': '7',
      'ratelimit-reset': String(Date.parse('2026-01-01T00:00:30Z') / 1000),
      date: 'Thu, 01 Jan 2026 00:00:10 GMT',
    };
    const expected = { limit: 60, remaining: 7, window: 1_767_225_630, resetInMs: 20_000 };
    expect(readRate(headers, 0)).toEqual(expected);
    expect(readRate(headers, 9e12)).toEqual(expected);
  });

  it('knows nothing where there is no throttle, or nonsense', () => {
    expect(readRate({}, 0)).toBeUndefined();
    expect(readRate({ 'ratelimit-remaining': '-1', 'ratelimit-reset': 'soon' }, 0)).toBeUndefined();
  });
});

describe('a budget', () => {
  it('holds when nothing remains, until the reset', () => {
    expect(findHold(observeRate(freshBudget, reading(1), 0), 0)).toBeUndefined();
    const spent = observeRate(freshBudget, reading(0), 0);
    expect(findHold(spent, 0)).toBe(10_000);
    expect(findHold(spent, 10_000)).toBeUndefined();
    expect(isOver(spent, 9_999)).toBe(false);
    expect(isOver(spent, 10_000)).toBe(true);
  });

  it('keeps a small reserve of a large one', () => {
    expect(findHold(observeRate(freshBudget, reading(6, 100, 2000), 0), 0)).toBeUndefined();
    expect(findHold(observeRate(freshBudget, reading(5, 100, 2000), 0), 0)).toBe(10_000);
  });

  it('holds as long as the host asks, and the longer of two', () => {
    const held = holdBack(holdBack(freshBudget, 5_000), 3_000);
    expect(findHold(held, 0)).toBe(5_000);
    expect(findHold(observeRate(held, reading(0), 0), 0)).toBe(10_000);
  });

  it('starts anew with a new window, and ignores answers of an old one', () => {
    const next = observeRate(observeRate(freshBudget, reading(0), 0), reading(59, 200), 0);
    expect(findHold(next, 0)).toBeUndefined();
    expect(observeRate(next, reading(0, 100), 0)).toBe(next);
  });

  it('never lets more through in a window than the host allows, in whatever order its answers come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat({ max: 9 }), { maxLength: 200 }), (limit, picks) => {
        let budget: RateBudget = observeRate(freshBudget, { ...reading(limit), limit }, 0);
        let sent = 0;
        const answers: number[] = [];
        for (const pick of picks) {
          if (pick < 6 && findHold(budget, 0) === undefined) {
            budget = spend(budget, 0);
            sent += 1;
            answers.push(limit - sent);
          } else {
            const [remaining] = answers.splice(pick % Math.max(1, answers.length), 1);
            if (remaining !== undefined) budget = observeRate(budget, { ...reading(remaining), limit }, 0);
          }
        }
        expect(sent).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
