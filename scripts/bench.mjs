// `npm run bench -- sync` (or `generator`): prints tables, and as its last line one JSON object with all figures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = ['sync', 'generator'];

const [name = ''] = process.argv.slice(2);
if (!NAMES.includes(name)) {
  console.error(NAMES.map((known) => `npm run bench -- ${known}`).join('\n'));
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const result = join(folder, 'result.json');
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'bench/vitest.config.ts', `bench/${name}.bench.ts`],
  { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, BENCH_RESULT: result } },
);
if (status !== 0) process.exit(status ?? 1);
const { cases, tables = {} } = JSON.parse(readFileSync(result, 'utf8'));
rmSync(folder, { recursive: true, force: true });
console.table(cases);
for (const [title, rows] of Object.entries(tables)) {
  console.log(title);
  console.table(rows);
}
console.log(JSON.stringify({ cases }));
