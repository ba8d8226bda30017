import type { GeneratedFile } from '@amplication/domain';
import recorded from '../lock/admin-lock.json' with { type: 'json' };
import manifest from '../lock/admin-manifest.json' with { type: 'json' };
import { cutLock } from '../lock/cut-lock.ts';
import { toManifestDependencies } from '../lock/manifest-dependencies.ts';
import type { RecordedLock, RootDependencies } from '../lock/recorded-lock.ts';
import { lines } from '../source/code.ts';
import { SourceFile } from '../source/source-file.ts';
import type { ServiceView } from '../view/service-view.ts';
import { adminFile } from './admin-file.ts';
import { headedText } from './field-options.ts';

const LOCK = recorded as unknown as RecordedLock;
/** What is left out where nothing imports it: forms need the first, tests of lists and forms the second. */
const NOT_ALWAYS: readonly string[] = ['@mantine/form', '@testing-library/user-event'];
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

/** The packages that a project with these files of the library needs; the pages of entities import no others. */
export function adminDependenciesOf(files: readonly GeneratedFile[]): RootDependencies {
  const isNeeded = (name: string): boolean =>
    !NOT_ALWAYS.includes(name) || files.some(({ content }) => content.includes(` from "${name}";`));
  return {
    dependencies: Object.keys(manifest.dependencies).filter(isNeeded),
    devDependencies: Object.keys(manifest.devDependencies).filter(isNeeded),
  };
}

/** `package.json`; its versions are those of the recorded lock. */
export function adminPackageJsonFile(service: ServiceView, dependencies: RootDependencies): GeneratedFile {
  const content = {
    name: service.adminPackageName,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: SCRIPTS,
    ...toManifestDependencies(LOCK, dependencies),
  };
  return adminFile(service, 'package.json', 'package-json', `${JSON.stringify(content, null, 2)}\n`);
}

/** `package-lock.json`: the recorded lock under the project's name. It holds no download addresses. */
export function adminPackageLockFile(service: ServiceView, dependencies: RootDependencies): GeneratedFile {
  const content = cutLock(LOCK, { name: service.adminPackageName, version: '0.0.0', ...dependencies });
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
