import type { GeneratedFile } from '@amplication/domain';
import { ServiceCache } from '../render-cache.ts';
import { importsOf } from '../source/reachable.ts';
import type { EntityView, ServiceView } from '../view/service-view.ts';
import { pagesOf, type PageKind } from './admin-names.ts';
import { indexHtmlFile } from './index-html.ts';
import { createPageFile, editPageFile, listPageFile, showPageFile } from './page-files.ts';
import { adminPackageJsonFile, adminPackageLockFile, titleFile } from './project-files.ts';
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
  const ofService = serviceFiles(service, parts);
  const ofEntities = service.entities.map((entity) =>
    parts.ofEntity('admin', entity, () => toEntityPart(service, entity)),
  );
  const imported = [...importsOf(service.adminDirectory, ofService), ...ofEntities.flatMap((part) => part.imports)];
  return [
    ...ofService,
    ...ofEntities.flatMap((part) => part.files),
    ...adminTemplateFiles(service, new Set(imported), parts),
  ];
}

function serviceFiles(service: ServiceView, parts: ServiceCache): readonly GeneratedFile[] {
  return [
    ...parts.ofService('admin-dependencies', [service.adminDirectory, service.adminPackageName], () => [
      adminPackageJsonFile(service),
      adminPackageLockFile(service),
    ]),
    indexHtmlFile(service),
    titleFile(service),
    resourcesFile(service),
    routesFile(service),
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
