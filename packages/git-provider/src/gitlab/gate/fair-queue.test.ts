import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairQueue } from './fair-queue.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createFairQueue', () => {
  it('goes round the keys, and within a key to who came first', async () => {
    const queue = createFairQueue(1);
    const order: string[] = [];
    const leaves: (() => void)[] = [];
    const enter = (key: string, name: string): void =>
      void queue.enter(key, undefined).then((leave) => {
        order.push(name);
        leaves.push(leave);
      });
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) enter(name.slice(0, 1), name);
    for (let turn = 0; turn < 6; turn += 1) {
      await settle();
      leaves.shift()?.();
    }
    expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  it('lets somebody else in when one gives up waiting, and never in the place of one who gave up', async () => {
    const queue = createFairQueue(1);
    const leave = await queue.enter('a', undefined);
    const controller = new AbortController();
    const gone = queue.enter('b', controller.signal);
    const next = queue.enter('c', undefined);
    controller.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    leave();
    (await next)();
    (await queue.enter('d', undefined))();
  });

  it('refuses who has given up already', async () => {
    const aborted = AbortSignal.abort(new Error('gone'));
    await expect(createFairQueue(1).enter('a', aborted)).rejects.toThrow('gone');
  });

  it('never has more inside than places, and ends with all of them free', async () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c'), aborts: fc.boolean(), leavesTwice: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 30 }), async (places, steps) => {
        const queue = createFairQueue(places);
        let inside = 0;
        let most = 0;
        const visits = steps.map(async ({ key, aborts, leavesTwice }) => {
          const controller = new AbortController();
          const entering = queue.enter(key, controller.signal);
          if (aborts) controller.abort(new Error('gone'));
          const leave = await entering.catch(() => undefined);
          if (leave === undefined) return;
          inside += 1;
          most = Math.max(most, inside);
          await settle();
          inside -= 1;
          leave();
          if (leavesTwice) leave();
        });
        await Promise.all(visits);
        expect(most).toBeLessThanOrEqual(places);
        const all = await Promise.all(Array.from({ length: places }, () => queue.enter('z', undefined)));
        expect(all).toHaveLength(places);
      }),
      { numRuns: 50 },
    );
  });
});
