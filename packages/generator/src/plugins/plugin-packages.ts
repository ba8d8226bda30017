import type { GeneratedFile, ServiceModel } from '@amplication/domain';
import { cutLock } from '../lock/cut-lock.ts';
import { toManifestDependencies } from '../lock/manifest-dependencies.ts';
import type { RecordedLock } from '../lock/recorded-lock.ts';
import recorded from '../lock/server-lock.json' with { type: 'json' };
import manifest from '../lock/server-manifest.json' with { type: 'json' };
import { PluginError, type PluginDescription } from './plugin.ts';

const LOCK = recorded as unknown as RecordedLock;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: object;
  readonly engines?: object;
}

/** Refuses a package that is not in the recorded lock: it would have no version, and no integrity. */
export function checkPackages({ name, dependencies = [], devDependencies = [] }: PluginDescription): void {
  const roots = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]);
  const unknown = [...dependencies, ...devDependencies].find((each) => !roots.has(each));
  if (unknown !== undefined)
    throw new PluginError(
      name,
      `it needs the npm package "${unknown}", which is not in the recorded lock of generated servers.`,
    );
}

/** The server's `package.json` and `package-lock.json` with what the plugin brings, cut from the same recorded lock. */
export function addPackages(
  model: ServiceModel,
  files: readonly GeneratedFile[],
  plugin: PluginDescription,
): readonly GeneratedFile[] {
  const { dependencies = [], devDependencies = [] } = plugin;
  if (dependencies.length + devDependencies.length === 0) return files;
  checkPackages(plugin);
  const path = `${model.serverDirectory}/package.json`;
  const before = readManifest(files, path);
  const production = unique([...Object.keys(before.dependencies ?? {}), ...dependencies]);
  const development = unique([...Object.keys(before.devDependencies ?? {}), ...devDependencies]);
  const needs = { dependencies: production, devDependencies: development.filter((name) => !production.includes(name)) };
  const { dependencies: _a, devDependencies: _b, overrides, engines: _c, ...rest } = before;
  const content = {
    ...rest,
    ...toManifestDependencies(LOCK, needs, overrides === undefined ? {} : manifest.overrides),
  };
  const lock = cutLock(LOCK, { name: before.name, version: before.version, ...needs });
  return files.map((file) => {
    if (file.path === path) return { ...file, content: `${JSON.stringify(content, null, 2)}\n` };
    return file.path === `${model.serverDirectory}/package-lock.json` ? { ...file, content: lock } : file;
  });
}

const PARTS = ['name', 'version', 'dependencies', 'devDependencies', 'overrides', 'engines'] as const;

/** A plugin may add scripts to `package.json`; what the lock is cut for is declared, not written. */
export function checkManifest(
  plugin: string,
  { serverDirectory, adminDirectory }: ServiceModel,
  before: readonly GeneratedFile[],
  after: readonly GeneratedFile[],
): void {
  for (const path of [serverDirectory, adminDirectory].map((folder) => `${folder}/package.json`)) {
    const [old, now] = [before, after].map((files) => files.find((file) => file.path === path)?.content);
    if (old === now || old === undefined || now === undefined) continue;
    const [was, is] = [parse(plugin, path, old), parse(plugin, path, now)];
    const part = PARTS.find((each) => JSON.stringify(was[each]) !== JSON.stringify(is[each]));
    if (part !== undefined)
      throw new PluginError(plugin, `it may not change "${part}" of ${path}; packages are named in its dependencies.`);
  }
}

function parse(plugin: string, path: string, text: string): Partial<Manifest> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Manifest>;
  } catch {
    throw new PluginError(plugin, `${path} must be JSON.`);
  }
}

function readManifest(files: readonly GeneratedFile[], path: string): Manifest {
  const content = files.find((file) => file.path === path)?.content;
  if (content === undefined) throw new Error(`The service has no ${path}.`);
  return JSON.parse(content) as Manifest;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
