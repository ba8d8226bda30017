import type { GeneratedFile } from '@amplication/domain';

const IMPORT = /(?:from|import) "(\.{1,2}\/[^"]+)\.js(?:x)?"/gu;

/** Paths (without extension) of the files that a file imports, resolved against its own path. */
export function importedPaths(path: string, content: string): readonly string[] {
  const folder = path.split('/').slice(0, -1);
  return [...content.matchAll(IMPORT)].map(([, specifier = '']) => {
    const parts = [...folder];
    for (const part of specifier.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return parts.join('/');
  });
}

/** The same for files of a project in `directory`. */
export function importsOf(directory: string, files: readonly GeneratedFile[]): readonly string[] {
  const start = directory.length + 1;
  return files.flatMap(({ path, content }) => (/\.tsx?$/u.test(path) ? importedPaths(path.slice(start), content) : []));
}

/**
 * The library files that others need, and those that these need: what nothing imports would be dead code. Paths have no extension; `render`
 * gives the text of a library file, or nothing for a path that is none.
 */
export function reachableFiles(
  roots: Iterable<string>,
  render: (path: string) => string | undefined,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const pending = [...roots];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path)) continue;
    const content = render(path);
    if (content === undefined) continue;
    found.set(path, content);
    pending.push(...importedPaths(path, content));
  }
  return found;
}
