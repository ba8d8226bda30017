import type { GeneratedFile } from '@amplication/domain';
import { RenderCache, toSlices } from '../render-cache.ts';
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
export function adminFiles(
  service: ServiceView,
  cache = new RenderCache(),
  slices = toSlices(service),
): readonly GeneratedFile[] {
  const own = [
    indexHtmlFile(service),
    titleFile(service),
    resourcesFile(service),
    routesFile(service),
    ...service.entities.flatMap((entity) =>
      cache.files(`admin ${slices.get(entity)}`, () => entityFiles(service, entity)),
    ),
  ];
  const code = [...own, ...adminTemplateFiles(service, own)];
  const dependencies = adminDependenciesOf(code);
  const lockKey = JSON.stringify([service.adminDirectory, service.adminPackageName, dependencies]);
  return [
    adminPackageJsonFile(service, dependencies),
    ...cache.files(`admin-lock ${lockKey}`, () => [adminPackageLockFile(service, dependencies)]),
    ...code,
  ];
}

function entityFiles(service: ServiceView, entity: EntityView): readonly GeneratedFile[] {
  const pages = pagesOf(entity);
  return [
    resourceFile(service, entity),
    ...(pages.length === 0 ? [] : [entityRoutesFile(service, entity)]),
    ...pages.map((kind) => PAGE_FILES[kind](service, entity)),
  ];
}
