import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundlerOptions } from '../../scripts/bundler-options.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder for programs, inside the project so that they find npm packages. */
export const bundleFolder = join(root, '.cache/bench-generator');

/** Bundles programs the way `scripts/build.mjs` does: our own packages become part of them, those of npm stay. */
export async function bundle(entryPoints: Readonly<Record<string, string>>, outdir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { ...entryPoints },
    outdir,
    ...bundlerOptions,
  });
}
