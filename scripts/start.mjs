// `npm start`: everything from a fresh clone to the running product. Plain Node until the dependencies are there.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installIfNeeded, requireNode, root } from './install.mjs';

const report = (text) => console.log(`- ${text}`);

requireNode();
process.chdir(root);
await installIfNeeded(report);
const { buildIfStale } = await import('./build.mjs');
await buildIfStale(report);
await import(pathToFileURL(join(root, 'apps/server/dist/server.js')).href);
