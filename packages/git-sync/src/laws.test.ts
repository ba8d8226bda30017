import fc from 'fast-check';
import { it } from 'vitest';
import { keepLaws } from './testing/laws/keep-laws.ts';
import { createMemoryStage } from './testing/laws/memory-stage.ts';
import { anyStep } from './testing/laws/steps.ts';

const RUNS = Number(process.env['LAWS_RUNS'] ?? 1_000);
const SEED = process.env['LAWS_SEED'];

// `npm run laws -- --runs 10000` sets these.
it(`keeps the laws over ${RUNS} random histories`, { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 }),
      fc.array(anyStep, { minLength: 4, maxLength: 14 }),
      async (services, steps) => {
        if (process.env['LAWS_TRACE'] !== undefined)
          (await import('node:fs')).writeFileSync(process.env['LAWS_TRACE'], JSON.stringify([services, steps]));
        await using stage = createMemoryStage();
        await keepLaws(stage, services, steps);
      },
    ),
    { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  );
});
