// `npm run sandbox -- --port 4000 --data DIR`: the GitLab sandbox alone. Its JSON line is the first on stdout that begins with {.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installIfNeeded, requireNode, root } from './install.mjs';

const report = (text) => console.error(`- ${text}`);

requireNode();
await installIfNeeded(report);
const { buildIfStale } = await import('./build.mjs');
await buildIfStale(report);
await import(pathToFileURL(join(root, 'apps/server/dist/sandbox.js')).href);
