// Records the locks that generated projects are cut from: `node scripts/record-generated-locks.mjs [server]`.
//
// For every packages/generator/src/lock/<name>-manifest.json (or those named) it asks npm for a lock of all of its
// dependencies at once, proves it with `npm ci` in a clean folder, and writes <name>-lock.json beside it. Needs the npm
// registry. The manifest holds exact versions only:
//   dependencies, devDependencies  what a generated project may ask for
//   transitive                     versions of packages that come along: one copy instead of two, or the newest for our Node
//   overrides                      as npm means them; a generated project gets those of the packages that it has
//   engines                        of the generated project
// Change GENERATOR_VERSION with a new lock.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireNode, root } from './install.mjs';

requireNode();
const folder = join(root, 'packages/generator/src/lock');
const SUFFIX = '-manifest.json';
const known = readdirSync(folder).flatMap((file) => (file.endsWith(SUFFIX) ? [file.slice(0, -SUFFIX.length)] : []));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no manifest for ${unknown.join(', ')}; there is ${known.join(', ')}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : known) record(name);

function record(name) {
  const { transitive, ...manifest } = JSON.parse(readFileSync(join(folder, `${name}${SUFFIX}`), 'utf8'));
  const scratch = mkdtempSync(join(tmpdir(), 'record-lock-'));
  try {
    const project = { name, version: '0.0.0', private: true, ...manifest };
    project.dependencies = { ...manifest.dependencies, ...transitive };
    writeFileSync(join(scratch, 'package.json'), `${JSON.stringify(project, null, 2)}\n`);
    npm(scratch, ['install', '--package-lock-only', '--omit-lockfile-registry-resolved', '--prefer-online']);
    npm(scratch, ['ci']);
    npm(scratch, ['ls', '--all'], 'ignore');
    const lock = readFileSync(join(scratch, 'package-lock.json'), 'utf8');
    if (/"resolved": "http/u.test(lock)) throw new Error(`The lock of ${name} holds addresses of a registry.`);
    const target = join(folder, `${name}-lock.json`);
    writeFileSync(target, lock);
    run(join(root, 'node_modules/.bin/oxfmt'), [target], root);
    console.log(`${name}: ${Object.keys(JSON.parse(lock).packages).length - 1} packages`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function npm(folder, args, stdout = 'inherit') {
  run('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund'], folder, stdout);
}

function run(program, args, cwd, stdout = 'inherit') {
  const shell = process.platform === 'win32';
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', stdout, 'inherit'], shell });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed.`);
}
