// The files under packages/generator/templates as one module, `virtual:generator-templates`: text by path. The generator is pure and
// reads no disk, so the bundler (and vitest) read them for it. A file called `dot.x` stands for `.x`: linters would take the settings of
// generated projects for ours.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'virtual:generator-templates';
const folder = fileURLToPath(new URL('../packages/generator/templates', import.meta.url));

function toPath(path) {
  return relative(folder, path)
    .replaceAll('\\', '/')
    .replace(/(^|\/)dot\./u, '$1.');
}

function toModule() {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [toPath(path), readFileSync(path, 'utf8')])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `export default ${JSON.stringify(Object.fromEntries(entries))};`;
}

/** For esbuild. */
export const esbuildTemplates = {
  name: 'generator-templates',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${NAME}$`) }, () => ({ path: NAME, namespace: 'templates' }));
    build.onLoad({ filter: /.*/, namespace: 'templates' }, () => ({ contents: toModule(), loader: 'js' }));
  },
};

/** For Vite and vitest. */
export const viteTemplates = {
  name: 'generator-templates',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) => (id === `\0${NAME}` ? toModule() : undefined),
};
