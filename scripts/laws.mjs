// `npm run laws -- --runs 10000 [--seed N] [--full]`: the laws of the sync over random histories; prints the seed of a failure.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, full: { type: 'boolean', default: false } },
});
for (const [name, value] of Object.entries({ runs: values.runs, seed: values.seed })) {
  if (value === undefined || /^-?\d+$/u.test(value)) continue;
  console.error(`--${name} is a number.`);
  process.exit(2);
}
const runs = values.runs ?? (values.full ? '300' : '10000');
const seed = values.seed ?? String(Date.now() % 2 ** 31);
const file = values.full ? 'tests/laws.test.ts' : 'packages/git-sync/src/laws.test.ts';
console.log(`${runs} histories${values.full ? ' of the whole product' : ''}, seed ${seed}`);
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', file], {
  stdio: 'inherit',
  env: { ...process.env, LAWS_SEED: seed, [values.full ? 'LAWS_FULL_RUNS' : 'LAWS_RUNS']: runs },
});
if (status !== 0) console.error(`Broken with seed ${seed}: repeat it with --seed ${seed}.`);
process.exit(status ?? 1);
