// Runs one of the built programs, after installing and building what is missing. Plain Node until the dependencies are there.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installIfNeeded, requireNode, root } from './install.mjs';

/** Runs `apps/server/dist/<name>.js` in this process; `write` hears what has to be done before. */
export async function runProgram(name, write) {
  const report = (text) => write(`- ${text}`);
  requireNode();
  await installIfNeeded(report);
  const { buildIfStale } = await import('./build.mjs');
  await buildIfStale(report);
  await import(pathToFileURL(join(root, 'apps/server/dist', `${name}.js`)).href);
}
