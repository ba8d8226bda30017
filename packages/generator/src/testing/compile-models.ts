import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GeneratedFile, ServiceModel } from '@amplication/domain';
import { generateService } from '../generate-service.ts';
import { cutLock } from '../lock/cut-lock.ts';
import { toManifestDependencies } from '../lock/manifest-dependencies.ts';
import type { RecordedLock } from '../lock/recorded-lock.ts';
import recorded from '../lock/server-lock.json' with { type: 'json' };
import manifest from '../lock/server-manifest.json' with { type: 'json' };

const CACHE = fileURLToPath(new URL('../../../../.cache/generated-service/', import.meta.url));
const run = promisify(execFile);

/** Type-checks the services of all models in one run of their own compiler, and answers its complaints, one a line. */
export async function compileModels(models: readonly ServiceModel[]): Promise<readonly string[]> {
  const modules = await ensureModules();
  const root = await mkdtemp(join(tmpdir(), 'compile-models-'));
  try {
    await symlink(modules, join(root, 'node_modules'));
    const folders = models.map((_, index) => join(root, `model-${index}`));
    for (const [index, model] of models.entries()) await writeService(folders[index] ?? root, model);
    const [odd, even] = [1, 0].map((rest) => folders.filter((_, index) => index % 2 === rest));
    await Promise.all([odd, even].map((list) => generateClients(list ?? [])));
    await writeFile(join(root, 'tsconfig.json'), JSON.stringify(toConfig(folders)));
    return await listComplaints(root, modules);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** All recorded dependencies of generated services, installed once for each lock. */
async function ensureModules(): Promise<string> {
  const lock = recorded as unknown as RecordedLock;
  const names = {
    dependencies: Object.keys(manifest.dependencies),
    devDependencies: Object.keys(manifest.devDependencies),
  };
  const project = { name: 'generated-service', version: '0.0.0' };
  const files = {
    'package.json': JSON.stringify({ ...project, ...toManifestDependencies(lock, names, manifest.overrides) }),
    'package-lock.json': cutLock(lock, { ...project, ...names }),
  };
  const home = join(CACHE, createHash('sha256').update(files['package-lock.json']).digest('hex').slice(0, 16));
  if (!existsSync(home)) {
    await mkdir(CACHE, { recursive: true });
    const draft = await mkdtemp(join(CACHE, 'draft-'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(draft, name), content);
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: draft });
    // Another run may have been quicker.
    await rename(draft, home).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return join(home, 'node_modules');
}

function generate(model: ServiceModel): readonly GeneratedFile[] {
  return generateService({ model, earlierMigrations: [], migrationName: '00001_initial' }).files;
}

async function writeService(folder: string, model: ServiceModel): Promise<void> {
  const { serverDirectory } = model;
  await writeFiles(
    folder,
    generate(model).filter(({ path }) => path.startsWith(`${serverDirectory}/`)),
    serverDirectory,
  );
  await writeFile(join(folder, 'model.json'), JSON.stringify(model));
}

async function writeFiles(folder: string, files: readonly GeneratedFile[], base: string): Promise<void> {
  for (const { path, content } of files) {
    const target = join(folder, path.slice(base.length + 1));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

async function generateClients(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await run(process.execPath, ['scripts/generate.mjs'], { cwd: folder });
}

function toConfig(folders: readonly string[]): object {
  return {
    extends: './model-0/tsconfig.json',
    compilerOptions: { rootDir: '.', noEmit: true, types: ['node', 'multer'] },
    include: folders.map((folder) => `${folder}/src`),
  };
}

async function listComplaints(root: string, modules: string): Promise<readonly string[]> {
  try {
    await run(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', root], { cwd: root, maxBuffer: 2 ** 26 });
    return [];
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string' && error.stdout !== '')
      return error.stdout.trim().split('\n');
    throw error;
  }
}
