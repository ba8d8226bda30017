import type { GeneratedFile } from '@amplication/domain';
import { ServiceCache } from '../render-cache.ts';
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
import { graphqlSchemaFile } from './graphql-schema/schema-file.ts';
import { openApiFile } from './openapi/document.ts';
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

const TEMPLATES = new Set(listTemplates('server'));

/** All files of the generated server but its migrations; those of entities that are in the cache are not rendered again. */
export function serverFiles(service: ServiceView, parts = new ServiceCache(service)): readonly GeneratedFile[] {
  const ofService = serviceFiles(service, parts);
  const ofEntities = service.entities.map((entity) =>
    parts.ofEntity('server', entity, () => toEntityPart(service, entity)),
  );
  const filters = new Set(ofEntities.flatMap((part) => part.filters));
  const imports = [...importedTemplates(service, ofService), ...ofEntities.flatMap((part) => part.imports)];
  return [
    ...ofService,
    ...ofEntities.flatMap((part) => part.files),
    ...templateFiles(service, serverContext(service, filters), new Set(imports), parts),
  ];
}

/** The files of an entity, and what they need of the library. */
interface EntityPart {
  readonly files: readonly GeneratedFile[];
  readonly imports: readonly string[];
  readonly filters: readonly string[];
}

function toEntityPart(service: ServiceView, entity: EntityView): EntityPart {
  const files = entityFiles(service, entity);
  return { files, imports: importedTemplates(service, files), filters: files.flatMap(filterNamesIn) };
}

/** The filters that an entity's own filter is made of: a class that none uses would be dead code. */
function filterNamesIn({ key, content }: GeneratedFile): readonly string[] {
  if (!key.startsWith('where-input:')) return [];
  return content.match(/\b(?:Optional)?[A-Z][A-Za-z]*Filter\b/gu) ?? [];
}

/** Paths of the library files that these import. */
function importedTemplates(service: ServiceView, files: readonly GeneratedFile[]): readonly string[] {
  return [...new Set(importsOf(service.directory, files))].filter((path) => TEMPLATES.has(`${path}.ts`));
}

function serviceFiles(service: ServiceView, parts: ServiceCache): readonly GeneratedFile[] {
  const { directory, packageName } = service;
  return [
    ...parts.ofService('dependencies', [directory, packageName, dependencyKey(service)], () => [
      packageJsonFile(service),
      packageLockFile(service),
    ]),
    readmeFile(service),
    prismaSchemaFile(service, parts),
    appModuleFile(service),
    ...(service.apis.rest ? [openApiFile(service, parts)] : []),
    ...(service.apis.graphql ? [graphqlSchemaFile(service, parts)] : []),
    ...(service.apis.rest ? [serviceNameFile(service)] : []),
    ...(hasUniqueKeys(service) ? [uniqueKeysFile(service, parts)] : []),
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
  imported: ReadonlySet<string>,
  parts: ServiceCache,
): readonly GeneratedFile[] {
  const basis = [[...context.flags].sort(), context.words, [...imported].sort()];
  return parts.ofService('server-library', basis, () => {
    const library = reachableFiles([...rootsOf(service), ...imported], (path) =>
      TEMPLATES.has(`${path}.ts`) ? renderTemplate(`server/${path}.ts`, context) : undefined,
    );
    const project = [...TEMPLATES].filter((path) => !path.startsWith('src/'));
    return [
      ...[...library].map(([path, content]) => serviceFile(service, `${path}.ts`, path, content)),
      ...project.map((path) => serviceFile(service, path, path, renderTemplate(`server/${path}`, context))),
    ];
  });
}

/** Files of the source folder that nothing imports. */
function rootsOf({ apis, auth }: ServiceView): readonly string[] {
  return [
    'src/main',
    'src/app.test',
    ...(apis.rest || apis.graphql ? ['src/api-documents.test'] : []),
    ...(auth === undefined ? [] : ['src/auth/auth.test']),
  ];
}
