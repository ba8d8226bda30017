import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder for programs, inside the project so that they find npm packages. */
export const bundleFolder = join(root, '.cache/bench-generator');

/** Bundles programs the way `scripts/build.mjs` does: our own packages become part of them, those of npm stay. */
export async function bundle(entryPoints: Readonly<Record<string, string>>, outdir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: { ...entryPoints },
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    plugins: [
      {
        name: 'npm-packages-stay',
        setup: (setup) =>
          setup.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@amplication/') ? undefined : { external: true },
          ),
      },
    ],
    logLevel: 'warning',
  });
}
