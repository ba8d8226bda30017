import type { GeneratedFile } from '@amplication/domain';
import recorded from '../lock/admin-lock.json' with { type: 'json' };
import manifest from '../lock/admin-manifest.json' with { type: 'json' };
import { cutLock } from '../lock/cut-lock.ts';
import { toManifestDependencies } from '../lock/manifest-dependencies.ts';
import type { RecordedLock } from '../lock/recorded-lock.ts';
import { lines } from '../source/code.ts';
import { SourceFile } from '../source/source-file.ts';
import type { ServiceView } from '../view/service-view.ts';
import { adminFile } from './admin-file.ts';
import { headedText } from './field-options.ts';

const LOCK = recorded as unknown as RecordedLock;
const DEPENDENCIES = {
  dependencies: Object.keys(manifest.dependencies),
  devDependencies: Object.keys(manifest.devDependencies),
};
const SCRIPTS = {
  dev: 'vite',
  build: 'vite build',
  preview: 'vite preview',
  test: 'vitest run',
  typecheck: 'tsc',
  lint: 'oxlint --deny-warnings --report-unused-disable-directives',
  format: 'oxfmt',
  'format:check': 'oxfmt --check',
};

/** `package.json`; its versions are those of the recorded lock. */
export function adminPackageJsonFile(service: ServiceView): GeneratedFile {
  const content = {
    name: service.adminPackageName,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: SCRIPTS,
    ...toManifestDependencies(LOCK, DEPENDENCIES),
  };
  return adminFile(service, 'package.json', 'package-json', `${JSON.stringify(content, null, 2)}\n`);
}

/** `package-lock.json`: the recorded lock under the project's name. It holds no download addresses. */
export function adminPackageLockFile(service: ServiceView): GeneratedFile {
  const content = cutLock(LOCK, { name: service.adminPackageName, version: '0.0.0', ...DEPENDENCIES });
  return adminFile(service, 'package-lock.json', 'package-lock', content);
}

/** `src/title.ts`: what the service is called. */
export function titleFile(service: ServiceView): GeneratedFile {
  const body = lines([
    '/** What the pages call the service. */',
    headedText('export const TITLE =', service.name, ';', 0),
  ]);
  return adminFile(service, 'src/title.ts', 'title', new SourceFile('src/title').print(body));
}
