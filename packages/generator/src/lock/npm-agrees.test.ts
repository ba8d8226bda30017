import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLock, type CutProject } from './cut-lock.ts';
import { toManifestDependencies } from './manifest-dependencies.ts';
import { anyProject } from './testing/any-project.ts';
import { readServerLock, readServerManifest } from './testing/read-server-lock.ts';

const run = promisify(execFile);

/** Needs the npm registry, hence asked for: `LOCK_NPM=1`, or more cuts by a greater number. */
const CUTS = Number(process.env['LOCK_NPM'] ?? 0);
const SEED = Number(process.env['LAWS_SEED'] ?? 1);

const server = readServerLock();
const manifest = readServerManifest();
const usual: CutProject = {
  name: 'usual',
  version: '0.0.0',
  dependencies: Object.keys(manifest.dependencies),
  devDependencies: Object.keys(manifest.devDependencies),
};

describe.skipIf(CUTS === 0)('npm', () => {
  it.each([usual, ...fc.sample(anyProject(server), { numRuns: Math.max(1, CUTS), seed: SEED })])(
    'takes cut %# and changes nothing',
    { timeout: 120_000 },
    async (project) => {
      const folder = await mkdtemp(join(tmpdir(), 'cut-lock-'));
      try {
        const { name, version } = project;
        const content = {
          name,
          version,
          private: true,
          ...toManifestDependencies(server, project, manifest.overrides),
        };
        const lock = cutLock(server, project);
        await writeFile(join(folder, 'package.json'), JSON.stringify(content, null, 2));
        await writeFile(join(folder, 'package-lock.json'), lock);
        const npm = (...args: readonly string[]) =>
          run('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
            cwd: folder,
            maxBuffer: 1e8,
            shell: process.platform === 'win32',
          });
        await npm('ci', '--dry-run');
        await npm('ls', '--all', '--package-lock-only');
        await npm('install', '--package-lock-only', '--omit-lockfile-registry-resolved');
        expect(await readFile(join(folder, 'package-lock.json'), 'utf8')).toBe(lock);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
