import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { viteTemplates } from './scripts/templates-plugin.mjs';

export default defineConfig({
  test: {
    globalSetup: ['packages/test-kit/src/global-setup.ts'],
    reporters: ['default', './scripts/summary-reporter.mjs'],
    maxWorkers: 2,
    projects: [
      // Modules keep nothing that a test could see, and to import them again for each file took as long as the tests.
      toProject('parts', ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}'], { isolate: false }),
      toProject('whole', ['tests/**/*.test.ts'], { isolate: true }),
    ],
  },
});

function toProject(
  name: string,
  include: string[],
  options: { readonly isolate: boolean },
): TestProjectInlineConfiguration {
  return {
    plugins: [viteTemplates],
    test: { name, include, pool: 'forks', testTimeout: 60_000, hookTimeout: 120_000, ...options },
  };
}
