import { describe, expect, it } from 'vitest';
import { toManifestDependencies } from './manifest-dependencies.ts';
import type { RecordedLock } from './recorded-lock.ts';

const recorded: RecordedLock = {
  packages: {
    '': { engines: { node: '>=20' } },
    'node_modules/@a/server': { version: '5.0.0' },
    'node_modules/driver': { version: '2.0.0', dependencies: { plugin: '1', '@a/server': '5' } },
    'node_modules/lint': { version: '3.0.0' },
    'node_modules/plugin': { version: '1.0.0' },
  },
};
const overrides = { plugin: { '@a/server': '$@a/server' }, 'absent@^1': '1.2.3', 'driver@^2': { absent: '1.0.0' } };

describe('the dependencies of a package.json', () => {
  it('are exact, sorted, and with the recorded engines', () => {
    expect(
      toManifestDependencies(recorded, { dependencies: ['driver', '@a/server'], devDependencies: ['lint'] }),
    ).toEqual({
      dependencies: { '@a/server': '5.0.0', driver: '2.0.0' },
      devDependencies: { lint: '3.0.0' },
      engines: { node: '>=20' },
    });
  });

  it('have the overrides of the packages that are there', () => {
    const project = { dependencies: ['driver', '@a/server'], devDependencies: [] };
    expect(toManifestDependencies(recorded, project, overrides).overrides).toEqual({
      plugin: { '@a/server': '$@a/server' },
    });
  });

  it('write the version where an override refers to what is no direct dependency here', () => {
    const project = { dependencies: ['driver'], devDependencies: [] };
    expect(toManifestDependencies(recorded, project, overrides).overrides).toEqual({
      plugin: { '@a/server': '5.0.0' },
    });
  });

  it('are nothing but the engines for a project without any', () => {
    expect(toManifestDependencies(recorded, { dependencies: [], devDependencies: [] }, overrides)).toEqual({
      engines: { node: '>=20' },
    });
  });
});
