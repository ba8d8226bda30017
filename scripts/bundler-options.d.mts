import type { BuildOptions } from 'esbuild';

export const bundlerOptions: BuildOptions;
