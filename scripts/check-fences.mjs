// The layout's arrows (ARCHITECTURE.md): which of our packages may import which, and that package.json and tsconfig.json say
// the same as the code. Imports of npm packages must be declared by the package that uses them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './install.mjs';

const all = [
  'domain',
  'contract',
  'postgres',
  'store',
  'generator',
  'git',
  'git-sync',
  'git-provider',
  'gitlab-sandbox',
  'use-cases',
];
const MAY_IMPORT = {
  'packages/domain': [],
  'packages/git': [],
  'packages/postgres': [],
  'packages/contract': ['domain'],
  'packages/generator': ['domain'],
  'packages/git-provider': ['domain'],
  'packages/store': ['domain'],
  'packages/git-sync': ['git', 'domain'],
  'packages/gitlab-sandbox': ['git'],
  'packages/use-cases': ['domain', 'store', 'generator', 'git-sync', 'git-provider', 'contract'],
  'apps/server': all,
  'apps/web': ['contract', 'domain'],
  'apps/cli': ['contract', 'domain', 'generator'],
  'packages/test-kit': [...all, 'server'],
};
const faults = [];
for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
  if (!existsSync(join(root, folder, 'package.json'))) {
    faults.push(`${folder}: no such package`);
    continue;
  }
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const declared = new Set(
    Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    }),
  );
  for (const name of declared) {
    if (name.startsWith('@amplication/') && !allowed.includes(name.slice('@amplication/'.length)))
      faults.push(`${folder}/package.json: may not depend on ${name}`);
  }
  const references = JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8')).references.map(({ path }) =>
    path.split('/').at(-1),
  );
  for (const name of references)
    if (!allowed.includes(name)) faults.push(`${folder}/tsconfig.json: may not reference ${name}`);
  for (const [file, imports] of await readImports(folder)) checkFile(folder, file, imports, allowed, declared);
}

/** What each file really imports (not what it has in strings: the generator writes imports); types are fenced by tsc. */
async function readImports(folder) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: listSources(join(root, folder, 'src')),
    bundle: true,
    write: false,
    metafile: true,
    outdir: join(root, '.cache/fences'),
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    loader: { '.css': 'empty' },
    plugins: [
      {
        name: 'stay-in-package',
        setup: (setup) =>
          setup.onResolve({ filter: /^[^./]/ }, ({ kind }) =>
            kind === 'entry-point' ? undefined : { external: true },
          ),
      },
    ],
    logLevel: 'error',
  });
  return Object.entries(result.metafile.inputs).map(([file, input]) => [
    file,
    input.imports.map((entry) => entry.original ?? entry.path),
  ]);
}

function checkFile(folder, file, imports, allowed, declared) {
  const isTest = file.includes('.test.') || file.includes('/testing/');
  if (!file.startsWith(`${folder}/`)) faults.push(`${folder}: reaches into ${file}; use its package`);
  for (const specifier of imports) {
    if (/^(?:\.|node:|virtual:)/u.test(specifier) || isTest) continue;
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    if (builtinModules.includes(name)) faults.push(`${file}: write node:${name}`);
    else if (!declared.has(name))
      faults.push(`${file}: imports ${name}, which ${folder}/package.json does not declare`);
    const own = name.startsWith('@amplication/') ? name.slice('@amplication/'.length) : undefined;
    if (own !== undefined && specifier !== name)
      faults.push(`${file}: imports ${specifier}; a package has one front door`);
  }
}

function listSources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listSources(path);
    return /\.tsx?$/u.test(entry.name) ? [path] : [];
  });
}

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
