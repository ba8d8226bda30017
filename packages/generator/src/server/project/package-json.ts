import type { GeneratedFile } from '@amplication/domain';
import recorded from '../../lock/server-lock.json' with { type: 'json' };
import manifest from '../../lock/server-manifest.json' with { type: 'json' };
import { cutLock } from '../../lock/cut-lock.ts';
import { toManifestDependencies } from '../../lock/manifest-dependencies.ts';
import type { RecordedLock, RootDependencies } from '../../lock/recorded-lock.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const LOCK = recorded as unknown as RecordedLock;

const ALWAYS = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/throttler',
  '@prisma/client',
  'class-transformer',
  'class-validator',
  'helmet',
  'nestjs-pino',
  'pino-http',
  'reflect-metadata',
  'rxjs',
];
const FOR_DEVELOPMENT = [
  '@nestjs/testing',
  '@types/express',
  '@types/node',
  'oxfmt',
  'oxlint',
  'oxlint-tsgolint',
  'prisma',
  'typescript',
  'vitest',
];

/** `package.json`; its versions are those of the recorded lock. */
export function packageJsonFile(service: ServiceView): GeneratedFile {
  const content = {
    name: service.packageName,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: scriptsOf(service),
    ...toManifestDependencies(LOCK, dependenciesOf(service), service.apis.graphql ? manifest.overrides : {}),
  };
  return serviceFile(service, 'package.json', 'package-json', `${JSON.stringify(content, null, 2)}\n`);
}

/** `package-lock.json`: what the service needs of a lock that npm recorded once. It holds no download addresses. */
export function packageLockFile(service: ServiceView): GeneratedFile {
  const content = cutLock(LOCK, { name: service.packageName, version: '0.0.0', ...dependenciesOf(service) });
  return serviceFile(service, 'package-lock.json', 'package-lock', content);
}

/** Tells services apart that need other packages or scripts. */
export function dependencyKey(service: ServiceView): string {
  return JSON.stringify([scriptsOf(service), dependenciesOf(service), service.apis.graphql]);
}

function scriptsOf(service: ServiceView): Readonly<Record<string, string>> {
  return {
    generate: 'node scripts/generate.mjs',
    build: 'tsc -p tsconfig.build.json',
    migrate: 'node scripts/migrate.mjs',
    ...(service.auth === undefined ? {} : { seed: 'node dist/seed.js' }),
    start: 'node dist/main.js',
    test: 'vitest run',
    describe: 'vitest run src/api-documents.test.ts --update',
    typecheck: 'tsc --noEmit',
    lint: 'oxlint --type-aware --deny-warnings --report-unused-disable-directives',
    format: 'oxfmt',
    'format:check': 'oxfmt --check',
  };
}

function dependenciesOf(service: ServiceView): RootDependencies {
  const { apis, auth, kinds, database } = service;
  const hasFiles = kinds.has('file');
  return {
    dependencies: [
      ...ALWAYS,
      ...(apis.rest ? ['@nestjs/swagger'] : []),
      ...(apis.graphql
        ? ['@apollo/server', '@as-integrations/express5', '@nestjs/apollo', '@nestjs/graphql', 'graphql']
        : []),
      ...(auth === undefined ? [] : ['@nestjs/jwt']),
      ...(hasFiles ? ['@aws-sdk/client-s3'] : []),
      ...(database === 'postgresql' ? ['@prisma/adapter-pg', 'pg'] : ['@prisma/adapter-mariadb', 'mariadb']),
    ],
    devDependencies: [...FOR_DEVELOPMENT, ...(hasFiles ? ['@types/multer'] : [])],
  };
}
