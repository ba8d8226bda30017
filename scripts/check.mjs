// `npm run check`: format, lint with typed rules, import fences, types. Two at a time; all faults are shown.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installIfNeeded, requireNode, root } from './install.mjs';

requireNode();
await installIfNeeded((text) => console.log(`- ${text}`));

const bin = (name) => join(root, 'node_modules/.bin', name);
const checks = [
  ['format', bin('oxfmt'), ['--check', '.']],
  ['fences', process.execPath, [join(root, 'scripts/check-fences.mjs')]],
  ['types', bin('tsc'), ['-b']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
];

const run = ([name, program, args]) =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => resolve({ name, ok: false, output: error.message }));
    child.once('exit', (code) => {
      console.log(
        `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`,
      );
      resolve({ name, ok: code === 0, output });
    });
  });

// Typed lint reads the declarations that the type check writes, so the two follow each other.
const [first, second] = await Promise.all([
  (async () => [await run(checks[0]), await run(checks[1])])(),
  (async () => [await run(checks[2]), await run(checks[3])])(),
]);
const failed = [...first, ...second].filter((result) => !result.ok);
for (const { name, output } of failed) console.error(`\n--- ${name} ---\n${output.trim()}`);
process.exit(failed.length === 0 ? 0 : 1);
