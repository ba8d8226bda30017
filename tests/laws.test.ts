import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyStep, keepLaws, type Stage } from '@amplication/git-sync/laws';
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

/** `service-0/src/entity0/Entity0.ts` among the files of a merged service, in their order. */
const ENTITY = 4;

it.each(['drop-branch', 'sync'] as const)('law 6: a decision is not asked for again (%s)', async (next) => {
  await using stage = await openFullStage(stack, 1);
  const asked: string[] = [];
  const build: Stage['build'] = async (generations) => {
    const outcome = await stage.build(generations);
    asked.push(...outcome.conflicts.flatMap(({ fingerprints }) => fingerprints));
    return outcome;
  };
  await keepLaws({ ...stage, build }, 1, [
    { kind: 'merge', method: 'squash', deleteBranch: true },
    { kind: 'edit', branch: 'main', file: ENTITY, line: 0, edit: 'replace' },
    { kind: 'change', service: 0, entity: 0, field: 0 },
    { kind: 'keep-mine' },
    { kind: next },
    { kind: 'sync' },
  ]);
  expect(asked).toHaveLength(1);
});
