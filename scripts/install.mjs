// Installs the dependencies from the lock when they are missing or of another lock. Plain Node: nothing is installed yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/** Says in one sentence when this Node.js is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Node.js ${process.versions.node} is too old: install Node.js ${OLDEST_NODE.join('.')} or newer.`);
  process.exit(1);
}

/** Runs `npm ci` when node_modules is not what the lock says; `report` hears about it. What was interrupted begins anew. */
export async function installIfNeeded(report) {
  if (isInstalled()) return;
  report('installing dependencies from the lock (once, about half a minute)');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
}

/** Whether npm's own record of what it installed (written last) has every package of the lock, at its version. */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    // The root itself is not installed; optional packages are there only on their own platform.
    if (path === '' || entry.optional === true || entry.peer === true) return true;
    if (installed[path]?.version !== entry.version || installed[path]?.link !== entry.link) return false;
    // The record lies in the root's node_modules; some packages have one of their own, which may be gone without it.
    return path.startsWith('node_modules/') || existsSync(join(root, path, 'package.json'));
  });
}

/** Runs a program in the project's folder; ends this process with its code when it fails. */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      process.exit(1);
    });
    child.once('exit', (code) => {
      if (code !== 0) {
        console.error(`${[program, ...args.slice(0, 2)].join(' ')} failed (${code ?? 'killed'}).`);
        process.exit(code ?? 1);
      }
      resolve();
    });
  });
}
