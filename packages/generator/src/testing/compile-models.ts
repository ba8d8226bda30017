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
import { emptyModel } from './models.ts';

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

/** The recorded dependencies of a generated service, installed once for each lock. */
async function ensureModules(): Promise<string> {
  const files = generate(emptyModel('Empty', 'empty'));
  const manifests = ['package.json', 'package-lock.json', '.npmrc'];
  const chosen = files.filter(({ path }) => manifests.some((name) => path === `apps/empty-server/${name}`));
  const hash = createHash('sha256');
  for (const { content } of chosen) hash.update(content);
  const home = join(CACHE, hash.digest('hex').slice(0, 16));
  if (!existsSync(home)) {
    await mkdir(CACHE, { recursive: true });
    const draft = await mkdtemp(join(CACHE, 'draft-'));
    await writeFiles(draft, chosen);
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: draft });
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

async function writeFiles(folder: string, files: readonly GeneratedFile[], base = 'apps/empty-server'): Promise<void> {
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
    compilerOptions: { rootDir: '.', noEmit: true },
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
