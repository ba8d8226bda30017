import { readFileSync } from 'node:fs';
import type { Overrides } from '../manifest-dependencies.ts';
import type { RecordedLock } from '../recorded-lock.ts';

/** Direct dependencies with their versions. */
export interface Roots {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The recorded lock of the generated server, with what it says about the recorded project itself. */
export function readServerLock(): RecordedLock & {
  readonly name: string;
  readonly version: string;
  readonly packages: { readonly '': Roots };
} {
  return JSON.parse(read('server-lock.json')) as ReturnType<typeof readServerLock>;
}

/** What the lock was recorded from. */
export function readServerManifest(): Roots & { readonly overrides: Overrides } {
  return JSON.parse(read('server-manifest.json')) as ReturnType<typeof readServerManifest>;
}

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}
