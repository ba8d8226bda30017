import type { GeneratedFile } from '@amplication/domain';
import { ServiceCache } from '../render-cache.ts';
import { importsOf } from '../source/reachable.ts';
import type { EntityView, ServiceView } from '../view/service-view.ts';
import { pagesOf, type PageKind } from './admin-names.ts';
import { indexHtmlFile } from './index-html.ts';
import { createPageFile, editPageFile, listPageFile, showPageFile } from './page-files.ts';
import { adminDependenciesOf, adminPackageJsonFile, adminPackageLockFile, titleFile } from './project-files.ts';
import { resourceFile } from './resource-file.ts';
import { entityRoutesFile, resourcesFile, routesFile } from './routes-files.ts';
import { adminTemplateFiles } from './template-files.ts';

const PAGE_FILES: Readonly<Record<PageKind, (service: ServiceView, entity: EntityView) => GeneratedFile>> = {
  list: listPageFile,
  create: createPageFile,
  edit: editPageFile,
  show: showPageFile,
};

/** All files of the generated admin UI; those of entities that are in the cache are not rendered again. */
export function adminFiles(service: ServiceView, parts = new ServiceCache(service)): readonly GeneratedFile[] {
  const ofService = [indexHtmlFile(service), titleFile(service), resourcesFile(service), routesFile(service)];
  const ofEntities = service.entities.map((entity) =>
    parts.ofEntity('admin', entity, () => toEntityPart(service, entity)),
  );
  const imported = [...importsOf(service.adminDirectory, ofService), ...ofEntities.flatMap((part) => part.imports)];
  const library = adminTemplateFiles(service, new Set(imported), parts);
  const dependencies = adminDependenciesOf(library);
  return [
    ...parts.ofService('admin-packages', [service.adminDirectory, service.adminPackageName, dependencies], () => [
      adminPackageJsonFile(service, dependencies),
      adminPackageLockFile(service, dependencies),
    ]),
    ...ofService,
    ...ofEntities.flatMap((part) => part.files),
    ...library,
  ];
}

/** The pages of an entity, and what they import. */
interface EntityPart {
  readonly files: readonly GeneratedFile[];
  readonly imports: readonly string[];
}

function toEntityPart(service: ServiceView, entity: EntityView): EntityPart {
  const files = entityFiles(service, entity);
  return { files, imports: importsOf(service.adminDirectory, files) };
}

function entityFiles(service: ServiceView, entity: EntityView): readonly GeneratedFile[] {
  const pages = pagesOf(entity);
  return [
    resourceFile(service, entity),
    ...(pages.length === 0 ? [] : [entityRoutesFile(service, entity)]),
    ...pages.map((kind) => PAGE_FILES[kind](service, entity)),
  ];
}
