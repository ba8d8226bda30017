import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GeneratedFile, ServiceModel } from '@amplication/domain';
import { generateWithPlugins } from '../plugins/generate-with-plugins.ts';
import { builtInPlugins } from '../plugins/installed-plugins.ts';
import adminLock from '../lock/admin-lock.json' with { type: 'json' };
import adminManifest from '../lock/admin-manifest.json' with { type: 'json' };
import { cutLock } from '../lock/cut-lock.ts';
import { toManifestDependencies, type Overrides } from '../lock/manifest-dependencies.ts';
import type { RecordedLock } from '../lock/recorded-lock.ts';
import serverLock from '../lock/server-lock.json' with { type: 'json' };
import serverManifest from '../lock/server-manifest.json' with { type: 'json' };

const CACHE = fileURLToPath(new URL('../../../../.cache/generated-service/', import.meta.url));
const DOCUMENTS_TEST = 'src/api-documents.test.ts';
const run = promisify(execFile);

/** A part of a service that compiles alone: its recorded packages, and what is loaded beside what it imports. */
interface Part {
  readonly lock: RecordedLock;
  readonly manifest: Manifest;
  readonly types: readonly string[];
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Overrides;
}

const SERVER: Part = {
  lock: serverLock as unknown as RecordedLock,
  manifest: serverManifest,
  types: ['node', 'multer'],
};
const ADMIN: Part = { lock: adminLock as unknown as RecordedLock, manifest: adminManifest, types: ['vite/client'] };

/**
 * Starts the servers of all models (without a database) and answers what their own test says where `openapi.json` or `schema.graphql` is
 * not what they serve.
 */
export async function listUntrueDocuments(models: readonly ServiceModel[]): Promise<readonly string[]> {
  const trees = await Promise.all(models.map(generate));
  const servers = trees
    .map((files, index) => inFolder(files, models[index]?.serverDirectory ?? ''))
    .filter((files) => files.has(DOCUMENTS_TEST));
  return withProjects(SERVER, servers, async (folders) => {
    await generateClients(folders);
    const answers: string[] = [];
    for (const folder of folders) answers.push(...(await testDocuments(folder)));
    return answers;
  });
}

/** Type-checks the servers and admin UIs of all models, each kind in one run of its own compiler, and answers the complaints, one a line. */
export async function compileModels(models: readonly ServiceModel[]): Promise<readonly string[]> {
  const trees = await Promise.all(models.map(generate));
  const servers = trees.map((files, index) => inFolder(files, models[index]?.serverDirectory ?? ''));
  const admins = models.flatMap(({ adminUi, adminDirectory }, index) =>
    adminUi ? [inFolder(trees[index] ?? [], adminDirectory)] : [],
  );
  return [...(await compile(SERVER, servers, generateClients)), ...(await compile(ADMIN, admins))];
}

type Files = ReadonlyMap<string, string>;

async function compile(
  part: Part,
  projects: readonly Files[],
  prepare: (folders: readonly string[]) => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  return withProjects(part, projects, async (folders, root) => {
    await prepare(folders);
    await writeFile(join(root, 'tsconfig.json'), JSON.stringify(toConfig(folders, part.types)));
    return listComplaints(root);
  });
}

/** Writes projects beside each other over one `node_modules`, and removes them afterwards. */
async function withProjects(
  part: Part,
  projects: readonly Files[],
  act: (folders: readonly string[], root: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (projects.length === 0) return [];
  const modules = await ensureModules(part);
  const root = await mkdtemp(join(tmpdir(), 'compile-models-'));
  try {
    await symlink(modules, join(root, 'node_modules'));
    const folders = projects.map((_, index) => join(root, `model-${index}`));
    for (const [index, files] of projects.entries()) await writeFiles(folders[index] ?? root, files);
    return await act(folders, root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** All recorded dependencies of a part, installed once for each lock. */
async function ensureModules({ lock, manifest }: Part): Promise<string> {
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

/** Every other model with the plugins that are built in. */
async function generate(model: ServiceModel, index: number): Promise<readonly GeneratedFile[]> {
  const plugins = [
    { name: 'codeowners', settings: { owners: '@team' } },
    { name: 'kafka', settings: { payload: 'record', consume: 'orders' } },
  ];
  const chosen = index % 2 === 0 ? { ...model, plugins } : model;
  const input = { model: chosen, earlierMigrations: [], migrationName: '00001_initial' };
  return (await generateWithPlugins(input, builtInPlugins())).files;
}

/** The files of one folder, by their paths in it. */
function inFolder(files: readonly GeneratedFile[], folder: string): Files {
  return new Map(
    files.flatMap(({ path, content }) =>
      path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), content] as const] : [],
    ),
  );
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

/** Makes the Prisma clients, on both cores. */
async function generateClients(folders: readonly string[]): Promise<void> {
  const halves = [1, 0].map((rest) => folders.filter((_, index) => index % 2 === rest));
  await Promise.all(
    halves.map(async (half) => {
      for (const folder of half) await run(process.execPath, ['scripts/generate.mjs'], { cwd: folder });
    }),
  );
}

function toConfig(folders: readonly string[], types: readonly string[]): object {
  return {
    extends: './model-0/tsconfig.json',
    compilerOptions: { rootDir: '.', noEmit: true, types },
    include: folders.map((folder) => `${folder}/src`),
  };
}

async function listComplaints(root: string): Promise<readonly string[]> {
  return listOutput(root, ['node_modules/typescript/bin/tsc', '-p', root]);
}

async function testDocuments(folder: string): Promise<readonly string[]> {
  const vitest = join(folder, '../node_modules/vitest/vitest.mjs');
  const lock = await readFile(join(folder, 'prisma/migrations/migration_lock.toml'), 'utf8');
  const [, kind] = /"(\w+)"/u.exec(lock) ?? [];
  // CI lets vitest write no document that is missing.
  const env = { ...process.env, CI: '1', NO_COLOR: '1', DATABASE_URL: `${kind}://localhost:1/none` };
  return listOutput(folder, [vitest, 'run', DOCUMENTS_TEST], env);
}

/** What a program says when it fails, by lines. */
async function listOutput(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly string[]> {
  try {
    await run(process.execPath, args, { cwd, env, maxBuffer: 2 ** 26 });
    return [];
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error)) throw error;
    const { stdout, stderr = '' } = error as { readonly stdout: string; readonly stderr?: string };
    return `${stdout}${stderr}`.trim().split('\n');
  }
}
