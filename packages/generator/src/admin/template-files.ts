import type { GeneratedFile } from '@amplication/domain';
import type { ServiceCache } from '../render-cache.ts';
import { markdownText } from '../source/literal.ts';
import { reachableFiles } from '../source/reachable.ts';
import { listTemplates, renderTemplate, type TemplateContext } from '../source/template.ts';
import type { ServiceView } from '../view/service-view.ts';
import { adminFile } from './admin-file.ts';

/** By path without extension. */
const TEMPLATES = new Map(listTemplates('admin').map((path) => [path.replace(/\.tsx?$/u, ''), path]));
const TEST = '.test';
/** Tests of no one file, and what they need without an import. */
const TEST_ROOTS = ['src/testing/setup'];

/** The files of the library that the others import, the tests of those, and the files of the project around them. */
export function adminTemplateFiles(
  service: ServiceView,
  imports: ReadonlySet<string>,
  parts: ServiceCache,
): readonly GeneratedFile[] {
  const context = contextOf(service);
  const imported = [...imports].filter((path) => TEMPLATES.has(path)).sort();
  const basis = [[...context.flags], context.words, imported, service.entities.length > 0];
  return parts.ofService('admin-library', basis, () => renderLibrary(service, context, imported));
}

function renderLibrary(
  service: ServiceView,
  context: TemplateContext,
  imported: readonly string[],
): readonly GeneratedFile[] {
  const render = (path: string): string | undefined => {
    const template = TEMPLATES.get(path);
    return template?.startsWith('src/') === true ? renderTemplate(`admin/${template}`, context) : undefined;
  };
  const used = reachableFiles(['src/main', ...imported], render);
  const tests = [...TEMPLATES.keys()].filter((path) => isTestOf(path, used) || isTestOfPages(path, service));
  const library = new Map([...used, ...reachableFiles([...TEST_ROOTS, ...tests], render)]);
  const project = [...TEMPLATES.values()].filter((path) => !path.startsWith('src/'));
  return [
    ...[...library].map(([path, content]) => adminFile(service, TEMPLATES.get(path) ?? path, path, content)),
    ...project.map((path) => adminFile(service, path, path, renderTemplate(`admin/${path}`, context))),
  ];
}

function isTestOf(path: string, used: ReadonlyMap<string, string>): boolean {
  return path.endsWith(TEST) && used.has(path.slice(0, -TEST.length));
}

/** Goes through the pages of all entities: there must be one. */
function isTestOfPages(path: string, { entities }: ServiceView): boolean {
  return path === 'src/pages.test' && entities.length > 0;
}

function contextOf(service: ServiceView): TemplateContext {
  const description = markdownText(service.description);
  const flags = { auth: service.auth !== undefined, description: description !== '' };
  return {
    flags: new Set(Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? [flag] : []))),
    words: {
      __HEADING__: markdownText(service.name) || service.adminPackageName,
      __DESCRIPTION__: description,
      __PACKAGE__: service.adminPackageName,
      __DIRECTORY__: service.adminDirectory,
    },
  };
}
