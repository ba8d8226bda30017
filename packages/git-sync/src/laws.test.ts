import fc from 'fast-check';
import { it } from 'vitest';
import { keepLaws } from './testing/laws/keep-laws.ts';
import { createMemoryStage } from './testing/laws/memory-stage.ts';
import { keepSameTree } from './testing/laws/same-tree.ts';
import { anyStep, type Step } from './testing/laws/steps.ts';

const RUNS = Number(process.env['LAWS_RUNS'] ?? 1_000);
const SEED = process.env['LAWS_SEED'];

// `npm run laws -- --runs 10000` sets these.
it(`keeps the laws over ${RUNS} random histories`, { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 }),
      fc.array(anyStep, { minLength: 4, maxLength: 14 }),
      async (services, steps) => {
        await using stage = createMemoryStage();
        await keepLaws(stage, services, steps);
      },
    ),
    { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  );
});

const SCRIPTED = new Set<Step['kind']>([
  'change',
  'toggle-field',
  'toggle-entity',
  'rename-entity',
  'bump',
  'edit',
  'add',
  'merge',
]);

it('gives the same tree however merge requests are merged', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 }),
      fc.array(
        anyStep.filter(({ kind }) => SCRIPTED.has(kind)),
        { minLength: 3, maxLength: 10 },
      ),
      (services, steps) => keepSameTree(createMemoryStage, ['merge', 'squash', 'rebase'], services, steps),
    ),
    { numRuns: Math.ceil(RUNS / 4), ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  );
});
