import type { GeneratedFile } from '@amplication/domain';
import { RenderCache, toSlices } from '../render-cache.ts';
import { importsOf, reachableFiles } from '../source/reachable.ts';
import { listTemplates, renderTemplate, type TemplateContext } from '../source/template.ts';
import type { AuthView, EntityView, ServiceView } from '../view/service-view.ts';
import { accessFile } from './entity/access.ts';
import { baseControllerFile } from './entity/base-controller.ts';
import { baseResolverFile } from './entity/base-resolver.ts';
import { baseServiceFile } from './entity/base-service.ts';
import { dtoFile } from './entity/dto.ts';
import { fixtureFile, hasFixture } from './entity/fixture.ts';
import { createInputFile, updateInputFile } from './entity/input.ts';
import { listArgsFile, listQueryFile, orderByInputFile } from './entity/list-query.ts';
import { pageFile } from './entity/page.ts';
import { recordFile } from './entity/record.ts';
import { testFile } from './entity/test.ts';
import { controllerFile, moduleFile, resolverFile, serviceClassFile } from './entity/thin-layer.ts';
import { isListed, listFilterFile, whereInputFile } from './entity/where-input.ts';
import { serviceFile } from './generated-file.ts';
import { prismaSchemaFile } from './prisma/schema.ts';
import { dependencyKey, packageJsonFile, packageLockFile } from './project/package-json.ts';
import { readmeFile } from './project/readme.ts';
import { appModuleFile } from './src/app-module.ts';
import { registerEnumsFile } from './src/register-enums.ts';
import { rolesFile } from './src/roles.ts';
import { seedFile } from './src/seed.ts';
import { sessionsTestFile } from './src/sessions-test.ts';
import { serviceNameFile } from './src/service-name.ts';
import { hasUniqueKeys, uniqueKeysFile } from './src/unique-keys.ts';
import { userRecordsFile } from './src/user-records.ts';
import { hasOptionSets, serverContext } from './template-context.ts';

/** Files of the source folder that nothing imports. */
const ROOTS = ['src/main', 'src/app.test'];
const AUTH_ROOTS = ['src/auth/auth.test'];

/** All files of the generated server but its migrations; those of entities that are in the cache are not rendered again. */
export function serverFiles(
  service: ServiceView,
  cache = new RenderCache(),
  slices = toSlices(service),
): readonly GeneratedFile[] {
  const own = [
    ...serviceFiles(service, cache),
    ...service.entities.flatMap((entity) =>
      cache.files(`server ${slices.get(entity)}`, () => entityFiles(service, entity)),
    ),
  ];
  const filters = own.flatMap((file) => (file.key.startsWith('where-input:') ? filterNamesIn(file) : []));
  return [...own, ...templateFiles(service, serverContext(service, filters), own)];
}

const filtersByFile = new WeakMap<GeneratedFile, readonly string[]>();

/** The filters that an entity's own filter is made of: a class that none uses would be dead code. */
function filterNamesIn(file: GeneratedFile): readonly string[] {
  const known = filtersByFile.get(file);
  if (known !== undefined) return known;
  const names = file.content.match(/\b(?:Optional)?[A-Z][A-Za-z]*Filter\b/gu) ?? [];
  filtersByFile.set(file, names);
  return names;
}

function serviceFiles(service: ServiceView, cache: RenderCache): readonly GeneratedFile[] {
  return [
    ...cache.files(`dependencies ${service.directory} ${service.packageName} ${dependencyKey(service)}`, () => [
      packageJsonFile(service),
      packageLockFile(service),
    ]),
    readmeFile(service),
    prismaSchemaFile(service),
    appModuleFile(service),
    ...(service.apis.rest ? [serviceNameFile(service)] : []),
    ...(hasUniqueKeys(service) ? [uniqueKeysFile(service)] : []),
    ...(service.apis.graphql && hasOptionSets(service) ? [registerEnumsFile(service)] : []),
    ...(service.auth !== undefined || service.kinds.has('roles') ? [rolesFile(service)] : []),
    ...(service.auth === undefined ? [] : authFiles(service, service.auth)),
  ];
}

function authFiles(service: ServiceView, auth: AuthView): readonly GeneratedFile[] {
  return [seedFile(service, auth), userRecordsFile(service, auth), ...sessionsTestFile(service, auth)];
}

function entityFiles(service: ServiceView, entity: EntityView): readonly GeneratedFile[] {
  const { rest, graphql } = service.apis;
  return [
    moduleFile(service, entity),
    serviceClassFile(service, entity),
    baseServiceFile(service, entity),
    recordFile(service, entity),
    dtoFile(service, entity),
    createInputFile(service, entity),
    updateInputFile(service, entity),
    pageFile(service, entity),
    whereInputFile(service, entity),
    ...(isListed(service, entity) ? [listFilterFile(service, entity)] : []),
    ...(service.auth === undefined ? [] : [accessFile(service, entity)]),
    ...(rest
      ? [controllerFile(service, entity), baseControllerFile(service, entity), listQueryFile(service, entity)]
      : []),
    ...(graphql
      ? [
          resolverFile(service, entity),
          baseResolverFile(service, entity),
          listArgsFile(service, entity),
          orderByInputFile(service, entity),
        ]
      : []),
    ...(rest ? testFile(service, entity) : []),
    ...(rest && hasFixture(service, entity) ? [fixtureFile(service, entity)] : []),
  ];
}

/** The library files that the others import, and the files of the project around them. */
function templateFiles(
  service: ServiceView,
  context: TemplateContext,
  own: readonly GeneratedFile[],
): readonly GeneratedFile[] {
  const templates = new Set(listTemplates('server'));
  const imported = importsOf(service.directory, own);
  const roots = service.auth === undefined ? ROOTS : [...ROOTS, ...AUTH_ROOTS];
  const library = reachableFiles([...roots, ...imported], (path) =>
    templates.has(`${path}.ts`) ? renderTemplate(`server/${path}.ts`, context) : undefined,
  );
  const project = [...templates].filter((path) => !path.startsWith('src/'));
  return [
    ...[...library].map(([path, content]) => serviceFile(service, `${path}.ts`, path, content)),
    ...project.map((path) => serviceFile(service, path, path, renderTemplate(`server/${path}`, context))),
  ];
}
