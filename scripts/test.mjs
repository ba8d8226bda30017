// `npm test`: everything from a fresh clone to the closing line `N passed, N failed, N skipped`. Arguments go to vitest.
import { join } from 'node:path';
import { installIfNeeded, requireNode, root, run } from './install.mjs';

const report = (text) => console.log(`- ${text}`);

requireNode();
await installIfNeeded(report);
const { buildIfStale } = await import('./build.mjs');
await buildIfStale(report);
const environment = { ...process.env };
if (process.env.E2E !== 'skip') {
  const { findChromium } = await import('./find-chromium.mjs');
  const chromium = await findChromium(report);
  if (chromium === undefined) {
    console.error(
      'No Chromium was found and none could be installed, so the browser story cannot run: install one, set CHROMIUM_PATH, or set E2E=skip.',
    );
    console.log('0 passed, 1 failed, 0 skipped');
    process.exit(1);
  }
  environment.CHROMIUM_PATH = chromium;
}
await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)], {
  env: environment,
});
