// How esbuild bundles our Node programs: our own packages become part of them, those of npm stay in node_modules.
import { esbuildTemplates } from './templates-plugin.mjs';

/** Options that the build and the benchmarks share. */
export const bundlerOptions = {
  bundle: true,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  plugins: [
    esbuildTemplates,
    {
      name: 'npm-packages-stay',
      setup: (setup) =>
        setup.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@amplication/') ? undefined : { external: true },
        ),
    },
  ],
  logLevel: 'warning',
};
