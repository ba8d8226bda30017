import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutLock, type CutProject } from './cut-lock.ts';
import { nameAt, needsOf, resolveFrom, rootNeeds, type LockEntry, type RecordedLock } from './recorded-lock.ts';
import { anyProject } from './testing/any-project.ts';
import { readServerLock } from './testing/read-server-lock.ts';

const recorded = readServerLock();
const everything: CutProject = {
  name: recorded.name,
  version: recorded.version,
  dependencies: Object.keys(recorded.packages[''].dependencies),
  devDependencies: Object.keys(recorded.packages[''].devDependencies),
};
const cut = (project: CutProject): RecordedLock => JSON.parse(cutLock(recorded, project)) as RecordedLock;

/** A lock of made-up packages; those at the top are direct dependencies of nobody yet. */
const lockOf = (packages: Readonly<Record<string, Omit<LockEntry, 'version'>>>): RecordedLock => ({
  packages: Object.fromEntries(
    Object.entries(packages).map(([location, entry]) => [location, { version: '1.0.0', ...entry }]),
  ),
});
const cutOf = (lock: RecordedLock, dependencies: readonly string[], devDependencies: readonly string[] = []) =>
  (JSON.parse(cutLock(lock, { name: 'shop', dependencies, devDependencies })) as RecordedLock).packages;

describe('a cut lock', () => {
  it('with everything is what npm recorded, to the byte', () => {
    expect(cutLock(recorded, everything)).toBe(`${JSON.stringify(recorded, null, 2)}\n`);
  });

  it('names the project and the versions of its dependencies', () => {
    const lock = lockOf({ '': { engines: { node: '>=20' } }, 'node_modules/a': {}, 'node_modules/b': {} });
    expect(
      JSON.parse(cutLock(lock, { name: 'shop', version: '2.0.0', dependencies: ['b'], devDependencies: ['a'] })),
    ).toEqual({
      name: 'shop',
      version: '2.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': {
          name: 'shop',
          version: '2.0.0',
          dependencies: { b: '1.0.0' },
          devDependencies: { a: '1.0.0' },
          engines: { node: '>=20' },
        },
        'node_modules/a': { version: '1.0.0', dev: true },
        'node_modules/b': { version: '1.0.0' },
      },
    });
  });

  it('takes the nested copy of a package where there is one, and the shared copy elsewhere', () => {
    const lock = lockOf({
      'node_modules/a': { dependencies: { shared: '1' } },
      'node_modules/a/node_modules/shared': {},
      'node_modules/b': { dependencies: { shared: '2' } },
      'node_modules/shared': {},
    });
    expect(Object.keys(cutOf(lock, ['a']))).toEqual(['', 'node_modules/a', 'node_modules/a/node_modules/shared']);
    expect(Object.keys(cutOf(lock, ['b']))).toEqual(['', 'node_modules/b', 'node_modules/shared']);
  });

  it('brings optional dependencies and peers, but no optional peer', () => {
    const lock = lockOf({
      'node_modules/a': {
        optionalDependencies: { fast: '1' },
        peerDependencies: { host: '1', extra: '1' },
        peerDependenciesMeta: { extra: { optional: true } },
      },
      'node_modules/extra': {},
      'node_modules/fast': {},
      'node_modules/host': {},
    });
    expect(cutOf(lock, ['a'])).toMatchObject({
      'node_modules/fast': { optional: true },
      'node_modules/host': { peer: true },
    });
    expect(cutOf(lock, ['a'])).not.toHaveProperty('node_modules/extra');
    expect(cutOf(lock, ['a'], ['extra'])['node_modules/extra']).toEqual({ version: '1.0.0', devOptional: true });
  });

  it('calls a package dev only when nothing else needs it', () => {
    const lock = lockOf({
      'node_modules/a': { dependencies: { shared: '1' } },
      'node_modules/b': { dependencies: { shared: '1' } },
      'node_modules/shared': {},
    });
    expect(cutOf(lock, [], ['a', 'b'])['node_modules/shared']).toEqual({ version: '1.0.0', dev: true });
    expect(cutOf(lock, ['a'], ['b'])['node_modules/shared']).toEqual({ version: '1.0.0' });
  });

  it('writes a flag where npm writes it', () => {
    const entry = { integrity: 'sha512-', cpu: ['x64'], license: 'MIT', optional: true, os: ['linux'], engines: {} };
    const lock = lockOf({ 'node_modules/a': entry });
    expect(Object.keys(cutOf(lock, [], ['a'])['node_modules/a'] ?? {})).toEqual([
      'version',
      'integrity',
      'cpu',
      'dev',
      'license',
      'os',
      'engines',
    ]);
  });

  it('goes round in circles no longer than once', () => {
    const lock = lockOf({
      'node_modules/a': { dependencies: { b: '1' } },
      'node_modules/b': { peerDependencies: { a: '1' } },
    });
    expect(Object.keys(cutOf(lock, ['b']))).toEqual(['', 'node_modules/a', 'node_modules/b']);
  });

  it('refuses what was not recorded, and what is asked for twice', () => {
    const lock = lockOf({ 'node_modules/a': { dependencies: { gone: '1' } }, 'node_modules/b': {} });
    expect(() => cutOf(lock, ['c'])).toThrow('has no c');
    expect(() => cutOf(lock, ['a'])).toThrow('has no gone, which node_modules/a needs');
    expect(() => cutOf(lock, ['b'], ['b'])).toThrow('b is a dependency and a development dependency');
  });
});

describe('whatever a project needs', () => {
  const projects = anyProject(recorded);
  const check = (law: (project: CutProject) => void) => fc.assert(fc.property(projects, law), { numRuns: 60 });

  it('each package finds in the cut what it found in the recorded lock', () => {
    check((project) => {
      const { packages } = cut(project);
      for (const location of Object.keys(packages)) {
        const needs = location === '' ? rootNeeds(project) : needsOf(packages[location] ?? {});
        for (const { name, kind } of needs) {
          const before = resolveFrom(recorded, location, name);
          const after = resolveFrom({ packages }, location, name);
          if (kind !== 'optional peer' || after !== undefined)
            expect({ location, name, at: after }).toEqual({ location, name, at: before });
        }
      }
    });
  });

  it('no package is there that nothing needs', () => {
    check((project) => {
      const { packages } = cut(project);
      const needed = new Set(
        Object.keys(packages).flatMap((from) =>
          (from === '' ? rootNeeds(project) : needsOf(packages[from] ?? {}))
            .filter(({ kind }) => kind !== 'optional peer')
            .map(({ name }) => resolveFrom({ packages }, from, name)),
        ),
      );
      for (const location of Object.keys(packages)) if (location !== '') expect(needed).toContain(location);
    });
  });

  it('what is left without development and optional dependencies is complete', () => {
    check((project) => {
      const { packages } = cut(project);
      type Flags = { readonly dev?: true; readonly optional?: true; readonly devOptional?: true };
      const isLeft = ({ dev, optional, devOptional }: Flags) => !dev && !optional && !devOptional;
      const left = Object.entries(packages).filter(([, entry]) => isLeft(entry as Flags));
      const production = { packages: Object.fromEntries(left) };
      for (const [location, entry] of left) {
        const names = location === '' ? project.dependencies : Object.keys(entry.dependencies ?? {});
        for (const name of names)
          expect(resolveFrom(production, location, name)).toBe(resolveFrom(recorded, location, name));
      }
      expect(project.dependencies.length === 0 ? left.map(([location]) => nameAt(location)) : ['']).toEqual(['']);
    });
  });

  it('a cut of the cut is the cut, and the order of the names changes nothing', () => {
    check((project) => {
      const text = cutLock(recorded, project);
      const turned = {
        ...project,
        dependencies: project.dependencies.toReversed(),
        devDependencies: project.devDependencies.toReversed(),
      };
      expect(cutLock(JSON.parse(text) as RecordedLock, turned)).toBe(text);
    });
  });
});
