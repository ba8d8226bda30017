import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { anyStep, keepLaws } from '@amplication/git-sync/laws';
import { openFullStage, openSyncStack, type SyncStack } from '@amplication/test-kit';

const RUNS = Number(process.env['LAWS_FULL_RUNS'] ?? 30);
const SEED = process.env['LAWS_SEED'];

let stack: SyncStack;
beforeAll(async () => {
  stack = await openSyncStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

// `npm run laws -- --full --runs 300` sets these.
it(`keeps the laws over ${RUNS} random histories of the whole product`, { timeout: 7_200_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 }),
      fc.array(anyStep, { minLength: 3, maxLength: 8 }),
      async (services, steps) => {
        await using stage = await openFullStage(stack, services);
        await keepLaws(stage, services, steps);
      },
    ),
    { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  );
});
