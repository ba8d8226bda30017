import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["src/**/*.test.ts"], testTimeout: 20_000 },
});
`;

/** `vitest.config.ts`. */
export function vitestConfigFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'vitest.config.ts', 'vitest-config', TEXT);
}
