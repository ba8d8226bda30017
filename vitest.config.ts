import { defineConfig } from 'vitest/config';
import { viteTemplates } from './scripts/templates-plugin.mjs';

export default defineConfig({
  plugins: [viteTemplates],
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    globalSetup: ['packages/test-kit/src/global-setup.ts'],
    reporters: ['default', './scripts/summary-reporter.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
