// `npm run examples [-- name …]` generates the examples and does with each what its READMEs say, against a real PostgreSQL and
// in a real browser; `npm run examples -- --record` writes their models and trees again.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './find-chromium.mjs';
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
const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/examples.test.ts'];
if (values.record) run(vitest, { EXAMPLES_RECORD: '1' });
else {
  const reporters = ['default', './scripts/examples-reporter.mjs', './scripts/summary-reporter.mjs'];
  run([...vitest, ...reporters.map((reporter) => `--reporter=${reporter}`)], {
    EXAMPLES_RUN: (positionals.length === 0 ? known : positionals).join(','),
    CHROMIUM_PATH: await getChromium(),
  });
}

async function getChromium() {
  const path = await findChromium((text) => console.log(`- ${text}`));
  if (path !== undefined) return path;
  console.error('No Chromium was found and none could be installed: install one or set CHROMIUM_PATH.');
  process.exit(1);
}

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
