// Builds everything that runs into apps/server/dist/: the server, the generator's thread, the sandbox alone, the command
// line, the web UI. Does nothing when the sources are those of the last build.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Beside the server's own node_modules, from which the built program imports.
const output = join(root, 'apps/server/dist');
const stamp = join(output, '.sources');

/** A template is part of the program, even that of a test. */
function isTest(folder, name) {
  return name.includes('.test.') && !folder.includes('templates');
}

/** A hash of every file that goes into the build. */
function hashSources() {
  const hash = createHash('sha256');
  const add = (path) => hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.name === 'node_modules' || entry.name === 'dist' || isTest(folder, entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else add(path);
    }
  };
  for (const folder of ['apps', 'packages']) walk(folder);
  for (const file of [
    'package-lock.json',
    'scripts/build.mjs',
    'scripts/bundler-options.mjs',
    'scripts/templates-plugin.mjs',
  ])
    add(file);
  return hash.digest('hex');
}

/** Builds when the sources changed; `report` hears what is being done. */
export async function buildIfStale(report) {
  const hash = hashSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  report('building the server and the web UI');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const { build } = await import('esbuild');
  const { bundlerOptions } = await import('./bundler-options.mjs');
  await build({
    entryPoints: {
      server: join(root, 'apps/server/src/main.ts'),
      'generator-thread': join(root, 'apps/server/src/worker/generator-thread.ts'),
      sandbox: join(root, 'packages/gitlab-sandbox/src/main.ts'),
      amplication: join(root, 'apps/cli/src/main.ts'),
    },
    outdir: output,
    ...bundlerOptions,
    sourcemap: 'linked',
  });
  cpSync(join(root, 'packages/store/migrations'), join(output, 'migrations'), { recursive: true });
  buildWeb();
  writeFileSync(stamp, hash);
}

function buildWeb() {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', '--outDir', join(output, 'web'), '--emptyOutDir', '--logLevel', 'warn'],
    {
      cwd: join(root, 'apps/web'),
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The web UI does not build:\n${stdout}${stderr}`);
  compress(join(output, 'web'));
}

/** Leaves a gzip beside each file that is worth it: the server sends that one to browsers that take it. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:js|css|svg|html)$/u.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    if (content.length > 1_024) writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildIfStale((text) => console.log(`- ${text}`));
