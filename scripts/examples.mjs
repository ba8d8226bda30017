// `npm run examples [-- name …]` generates, installs, type-checks, migrates, starts and tests the examples against a real
// PostgreSQL; `npm run examples -- --record` writes their models and trees again.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installIfNeeded, requireNode, root } from './install.mjs';

requireNode();
await installIfNeeded((text) => console.log(`- ${text}`));

const known = readdirSync(join(root, 'examples')).filter((name) =>
  existsSync(join(root, 'examples', name, 'make-model.ts')),
);
const { values, positionals } = readArguments();
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) refuse(`There is no example ${unknown.join(', ')}.`);
if (values.record && positionals.length > 0) refuse('--record records all examples.');

run([join(root, 'node_modules/typescript/bin/tsc'), '-b', join(root, 'examples')], {});
run(
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/examples.test.ts'],
  values.record
    ? { EXAMPLES_RECORD: '1' }
    : { EXAMPLES_RUN: (positionals.length === 0 ? known : positionals).join(',') },
);

function readArguments() {
  try {
    return parseArgs({ options: { record: { type: 'boolean', default: false } }, allowPositionals: true });
  } catch (error) {
    return refuse(error.message);
  }
}

function refuse(sentence) {
  console.error(`${sentence}\nUsage: npm run examples -- [--record | ${known.join(' | ')}]`);
  process.exit(2);
}

function run(args, environment) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) process.exit(status ?? 1);
}
