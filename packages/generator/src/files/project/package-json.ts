import type { GeneratedFile } from '@amplication/domain';
import lock from '../../assets/package-lock.json' with { type: 'json' };
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const SCRIPTS = {
  generate: 'node scripts/generate.mjs',
  build: 'tsc -p tsconfig.build.json',
  typecheck: 'tsc --noEmit',
  migrate: 'node scripts/migrate.mjs',
  start: 'node dist/main.js',
  test: 'vitest run',
};

/** `package.json`; its dependencies are those of the recorded lock. */
export function packageJsonFile(service: ServiceView): GeneratedFile {
  const { dependencies, devDependencies, engines } = lock.packages[''];
  const content = {
    name: service.packageName,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: SCRIPTS,
    dependencies,
    devDependencies,
    engines,
  };
  return serviceFile(service, 'package.json', 'package-json', `${JSON.stringify(content, null, 2)}\n`);
}
