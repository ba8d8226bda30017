import type { EarlierMigration, GeneratedFile, GeneratedTree, ServiceModel } from '@amplication/domain';
import { baseControllerFile } from './files/entity/base-controller.ts';
import { baseServiceFile } from './files/entity/base-service.ts';
import { controllerFile } from './files/entity/controller.ts';
import { createInputFile } from './files/entity/create-input.ts';
import { dtoFile } from './files/entity/dto.ts';
import { listQueryFile } from './files/entity/list-query.ts';
import { moduleFile } from './files/entity/module.ts';
import { pageFile } from './files/entity/page.ts';
import { serviceClassFile } from './files/entity/service.ts';
import { testFile } from './files/entity/test.ts';
import { updateInputFile } from './files/entity/update-input.ts';
import { flattenIdentifiers, identifiersOf } from './identifiers-of.ts';
import { migrationFiles } from './files/prisma/migrations.ts';
import { prismaSchemaFile } from './files/prisma/schema.ts';
import { dockerfileFile } from './files/project/dockerfile.ts';
import { dockerignoreFile } from './files/project/dockerignore.ts';
import { envExampleFile } from './files/project/env-example.ts';
import { generateScriptFile } from './files/project/generate-script.ts';
import { gitignoreFile } from './files/project/gitignore.ts';
import { serviceGitlabCiFile } from './files/project/gitlab-ci.ts';
import { migrateScriptFile } from './files/project/migrate-script.ts';
import { npmrcFile } from './files/project/npmrc.ts';
import { packageJsonFile } from './files/project/package-json.ts';
import { packageLockFile } from './files/project/package-lock.ts';
import { readmeFile } from './files/project/readme.ts';
import { tsconfigBuildFile } from './files/project/tsconfig-build.ts';
import { tsconfigFile } from './files/project/tsconfig.ts';
import { vitestConfigFile } from './files/project/vitest-config.ts';
import { rootGitlabCiFile } from './files/root/gitlab-ci.ts';
import { appModuleFile } from './files/src/app-module.ts';
import { appTestFile } from './files/src/app-test.ts';
import { configureAppFile } from './files/src/configure-app.ts';
import { environmentFile } from './files/src/environment.ts';
import { healthControllerFile } from './files/src/health-controller.ts';
import { listQueryBaseFile } from './files/src/list-query.ts';
import { mainFile } from './files/src/main.ts';
import { parseIdPipeFile } from './files/src/parse-id-pipe.ts';
import { prismaModuleFile } from './files/src/prisma-module.ts';
import { prismaServiceFile } from './files/src/prisma-service.ts';
import { problemDetailsFile } from './files/src/problem-details.ts';
import { problemFilterFile } from './files/src/problem-filter.ts';
import { recordValuesFile } from './files/src/record-values.ts';
import { requestValidationPipeFile } from './files/src/request-validation-pipe.ts';
import { testAppFile } from './files/src/test-app.ts';
import { validationFile } from './files/src/validation.ts';
import { GENERATOR_VERSION } from './generator-version.ts';
import { compareText, toServiceView, type EntityView, type ServiceView } from './view/service-view.ts';

const SERVICE_FILES: readonly ((service: ServiceView) => GeneratedFile)[] = [
  rootGitlabCiFile,
  npmrcFile,
  gitignoreFile,
  dockerignoreFile,
  dockerfileFile,
  envExampleFile,
  serviceGitlabCiFile,
  readmeFile,
  packageJsonFile,
  packageLockFile,
  tsconfigFile,
  tsconfigBuildFile,
  vitestConfigFile,
  generateScriptFile,
  migrateScriptFile,
  prismaSchemaFile,
  mainFile,
  appModuleFile,
  appTestFile,
  testAppFile,
  configureAppFile,
  environmentFile,
  healthControllerFile,
  listQueryBaseFile,
  parseIdPipeFile,
  prismaModuleFile,
  prismaServiceFile,
  problemDetailsFile,
  problemFilterFile,
  recordValuesFile,
  requestValidationPipeFile,
  validationFile,
];

const ENTITY_FILES: readonly ((service: ServiceView, entity: EntityView) => GeneratedFile)[] = [
  moduleFile,
  controllerFile,
  serviceClassFile,
  baseControllerFile,
  baseServiceFile,
  dtoFile,
  createInputFile,
  updateInputFile,
  pageFile,
  listQueryFile,
  testFile,
];

/** What a build pins. Without `previous` the database starts empty. */
export interface GenerateServiceInput {
  readonly model: ServiceModel;
  readonly previous?: ServiceModel | undefined;
  /** In the order in which they apply, which is the order of their names. */
  readonly earlierMigrations: readonly EarlierMigration[];
  /** Folder of the migration that this generation may add; sorts after the earlier ones. */
  readonly migrationName: string;
}

/** All files of a service. The same input gives the same bytes, whatever the order of the entities. */
export function generateService(input: GenerateServiceInput): GeneratedTree {
  const service = toServiceView(input.model);
  const previous = input.previous === undefined ? undefined : toServiceView(input.previous);
  const files = [
    ...SERVICE_FILES.map((toFile) => toFile(service)),
    ...service.entities.flatMap((entity) => ENTITY_FILES.map((toFile) => toFile(service, entity))),
    ...migrationFiles(service, previous, input.earlierMigrations, input.migrationName),
  ];
  return {
    generatorVersion: GENERATOR_VERSION,
    files: files.sort((a, b) => compareText(a.path, b.path)),
    identifiers: flattenIdentifiers(identifiersOf(input.model)),
  };
}
