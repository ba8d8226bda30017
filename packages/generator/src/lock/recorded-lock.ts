type NamedRanges = Readonly<Record<string, string>>;

/** One package of a lock, as far as a cut looks at it; the rest is copied. */
export interface LockEntry {
  readonly version?: string;
  readonly dependencies?: NamedRanges;
  readonly optionalDependencies?: NamedRanges;
  readonly peerDependencies?: NamedRanges;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly engines?: NamedRanges | readonly string[];
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
}

/** A package-lock.json of version 3 that npm recorded: what lies at each location (`node_modules/a/node_modules/b`). */
export interface RecordedLock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** What is asked for by name; the kinds are npm's. An optional peer is used when it is there and never brought. */
export interface Need {
  readonly name: string;
  readonly kind: 'prod' | 'dev' | 'optional' | 'peer' | 'optional peer';
}

/** The direct dependencies of a project, by name: each must be recorded at the top of node_modules. */
export interface RootDependencies {
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** What a project asks for. Throws when a name is in both lists. */
export function rootNeeds({ dependencies, devDependencies }: RootDependencies): readonly Need[] {
  const production = new Set(dependencies);
  const both = devDependencies.find((name) => production.has(name));
  if (both !== undefined) throw new Error(`${both} is a dependency and a development dependency.`);
  return [
    ...dependencies.map((name): Need => ({ name, kind: 'prod' })),
    ...devDependencies.map((name): Need => ({ name, kind: 'dev' })),
  ];
}

/** What a package asks for, each name once: where it has several kinds, npm takes the last of peer, prod and optional. */
export function needsOf(entry: LockEntry): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const name of Object.keys(entry.peerDependencies ?? {})) {
    const isOptional = entry.peerDependenciesMeta?.[name]?.optional === true;
    needs.set(name, { name, kind: isOptional ? 'optional peer' : 'peer' });
  }
  for (const name of Object.keys(entry.dependencies ?? {})) needs.set(name, { name, kind: 'prod' });
  for (const name of Object.keys(entry.optionalDependencies ?? {})) needs.set(name, { name, kind: 'optional' });
  return [...needs.values()];
}

const NODE_MODULES = 'node_modules/';

/** Where the package at `from` ('' is the project) finds `name`, as Node looks: in its own node_modules, then in those above. */
export function resolveFrom({ packages }: RecordedLock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = parentOf(folder)) {
    const location = folder === '' ? `${NODE_MODULES}${name}` : `${folder}/${NODE_MODULES}${name}`;
    if (Object.hasOwn(packages, location)) return location;
    if (folder === '') return undefined;
  }
}

/** The name under which the package at a location is found. */
export function nameAt(location: string): string {
  return location.slice(location.lastIndexOf(NODE_MODULES) + NODE_MODULES.length);
}

function parentOf(location: string): string {
  return location.slice(0, Math.max(0, location.lastIndexOf(NODE_MODULES) - 1));
}
