import type { GeneratedFile } from '@amplication/domain';
import { markdownText } from '../source/literal.ts';
import { importsOf, reachableFiles } from '../source/reachable.ts';
import { listTemplates, renderTemplate, type TemplateContext } from '../source/template.ts';
import type { ServiceView } from '../view/service-view.ts';
import { adminFile } from './admin-file.ts';

const TEST = '.test';
/** Tests of no one file, and what they need without an import. */
const TEST_ROOTS = ['src/testing/setup'];

/** The files of the library that the others import, the tests of those, and the files of the project around them. */
export function adminTemplateFiles(service: ServiceView, own: readonly GeneratedFile[]): readonly GeneratedFile[] {
  const context = contextOf(service);
  const paths = new Map(listTemplates('admin').map((path) => [path.replace(/\.tsx?$/u, ''), path]));
  const render = (path: string): string | undefined => {
    const template = paths.get(path);
    return template?.startsWith('src/') === true ? renderTemplate(`admin/${template}`, context) : undefined;
  };
  const used = reachableFiles(['src/main', ...importsOf(service.adminDirectory, own)], render);
  const tests = [...paths.keys()].filter((path) => isTestOf(path, used) || isTestOfPages(path, service));
  const library = new Map([...used, ...reachableFiles([...TEST_ROOTS, ...tests], render)]);
  const project = [...paths.values()].filter((path) => !path.startsWith('src/'));
  return [
    ...[...library].map(([path, content]) => adminFile(service, paths.get(path) ?? path, path, content)),
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
