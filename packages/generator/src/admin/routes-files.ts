import type { GeneratedFile } from '@amplication/domain';
import { code, lines } from '../source/code.ts';
import { arrayOf, headed, headedBlock, objectOf } from '../source/doc.ts';
import { SourceFile } from '../source/source-file.ts';
import type { EntityView, ServiceView } from '../view/service-view.ts';
import { adminEntityFile, adminFile } from './admin-file.ts';
import { adminNames, pagesOf, type PageKind } from './admin-names.ts';
import { textEntry } from './field-options.ts';
import { element, inParentheses } from './jsx.ts';
import { openArray, openObject } from './layout.ts';

const PLACES: Readonly<Record<PageKind, string>> = {
  list: 'index: true',
  create: 'path: "new"',
  show: 'path: ":id"',
  edit: 'path: ":id/edit"',
};

/** `<entity>.routes.tsx`: the addresses of its pages. */
export function entityRoutesFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const names = adminNames(entity);
  const { path, name } = names.routes;
  const file = new SourceFile(path, [name]);
  const RouteObject = file.importType('RouteObject', 'react-router');
  const pages = pagesOf(entity).map((kind) => {
    const page = element(file.import(names[kind].name, names[kind].path), []);
    return objectOf([PLACES[kind], ['element: ', inParentheses(page)]]);
  });
  const children = pages.length < 2 ? arrayOf(pages) : openArray(pages);
  const object = openObject([textEntry('path', entity.route, 2), ['children: ', children]]);
  const body = lines([
    `/** The pages of the entity ${entity.name}. */`,
    [headedBlock(`export const ${name}: ${RouteObject} =`, object), ';'],
  ]);
  return adminEntityFile(service, entity, `${path}.tsx`, 'routes', file.print(body));
}

/** `routes.ts`: the pages of all entities. */
export function routesFile(service: ServiceView): GeneratedFile {
  const file = new SourceFile('src/routes', ['entityRoutes']);
  const RouteObject = file.importType('RouteObject', 'react-router');
  const routes = service.entities
    .filter((entity) => pagesOf(entity).length > 0)
    .map((entity) => {
      const { name, path } = adminNames(entity).routes;
      return file.import(name, path);
    });
  const body = lines([
    '/** The pages of all entities. */',
    code`export const entityRoutes: ${RouteObject}[] = ${arrayOf(routes)};`,
  ]);
  return adminFile(service, 'src/routes.ts', 'routes', file.print(body));
}

/** `resources.ts`: all entities by name. */
export function resourcesFile(service: ServiceView): GeneratedFile {
  const file = new SourceFile('src/resources', ['resources']);
  const Resource = file.importType('Resource', 'src/resource/resource');
  const entries = service.entities.map((entity) => {
    const { name, path } = adminNames(entity).resource;
    return headed(`${entity.name}:`, file.import(name, path));
  });
  const object = entries.length === 0 ? '{}' : openObject(entries);
  const body = lines([
    '/** All entities by name, in the order of the navigation. */',
    code`export const resources: Readonly<Record<string, ${Resource}>> = ${object};`,
  ]);
  return adminFile(service, 'src/resources.ts', 'resources', file.print(body));
}
