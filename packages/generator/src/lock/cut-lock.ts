import { neededPackages, type PackageFlags } from './needed-packages.ts';
import { nameAt, rootNeeds, type LockEntry, type RecordedLock, type RootDependencies } from './recorded-lock.ts';

/** The project that a lock is cut for. */
export interface CutProject extends RootDependencies {
  readonly name: string;
  readonly version?: string;
}

/**
 * The text of the `package-lock.json` (version 3) of a project: those packages of the recorded lock that its
 * dependencies need, at the places where they were recorded, with npm's flags for this project. `npm ci` takes it and
 * `npm install` leaves it as it is, when `package.json` has what `toManifestDependencies` says. The order of the names
 * does not matter. Throws when a name was not recorded.
 */
export function cutLock(recorded: RecordedLock, project: CutProject): string {
  const needed = neededPackages(recorded, rootNeeds(project));
  const { dependencies, devDependencies, engines } = pinnedRoots(recorded, project);
  const header = { name: project.name, ...(project.version === undefined ? {} : { version: project.version }) };
  const packages: Record<string, object> = {
    '': {
      ...header,
      ...(isEmpty(dependencies) ? {} : { dependencies }),
      ...(isEmpty(devDependencies) ? {} : { devDependencies }),
      ...(engines === undefined ? {} : { engines }),
    },
  };
  for (const [location, entry] of Object.entries(recorded.packages)) {
    const flags = needed.get(location);
    if (flags !== undefined) packages[location] = withFlags(entry, flags);
  }
  return `${JSON.stringify({ ...header, lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
}

/** The versions of a project's direct dependencies, in npm's order, and the engines of the recorded project. */
export function pinnedRoots(recorded: RecordedLock, { dependencies, devDependencies }: RootDependencies): PinnedRoots {
  const engines = recorded.packages['']?.engines;
  return {
    dependencies: pin(recorded, dependencies),
    devDependencies: pin(recorded, devDependencies),
    ...(engines === undefined ? {} : { engines }),
  };
}

interface PinnedRoots {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines?: NonNullable<LockEntry['engines']>;
}

/** Recorded locations are in npm's order, which is that of a locale. */
function pin(recorded: RecordedLock, names: readonly string[]): Readonly<Record<string, string>> {
  const locations = new Set(names.map((name) => `node_modules/${name}`));
  const order = Object.keys(recorded.packages).filter((location) => locations.has(location));
  return Object.fromEntries(order.map((location) => [nameAt(location), versionAt(recorded, location)]));
}

function versionAt(recorded: RecordedLock, location: string): string {
  const version = recorded.packages[location]?.version;
  if (version === undefined) throw new Error(`The recorded lock has no version at ${location}.`);
  return version;
}

const FLAGS = ['dev', 'devOptional', 'optional', 'peer'] as const;
const LEADING: ReadonlySet<string> = new Set(['name', 'version', 'resolved', 'integrity']);

/** The entry with these flags instead of its own, where npm writes them: plain values by name (after those that lead), then the rest. */
function withFlags(entry: LockEntry, flags: PackageFlags): object {
  if (FLAGS.every((flag) => flags[flag] === (entry[flag] ?? false))) return entry;
  const leading: [string, unknown][] = [];
  const plain: [string, unknown][] = FLAGS.flatMap((flag) => (flags[flag] ? [[flag, true]] : []));
  const nested: [string, unknown][] = [];
  for (const [key, value] of Object.entries(entry) as [string, unknown][]) {
    if ((FLAGS as readonly string[]).includes(key)) continue;
    const isNested = typeof value === 'object' && !Array.isArray(value);
    (LEADING.has(key) ? leading : isNested ? nested : plain).push([key, value]);
  }
  plain.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries([...leading, ...plain, ...nested]);
}

function isEmpty(record: Readonly<Record<string, string>>): boolean {
  return Object.keys(record).length === 0;
}
