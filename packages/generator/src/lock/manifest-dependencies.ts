import { pinnedRoots } from './cut-lock.ts';
import { neededPackages } from './needed-packages.ts';
import { nameAt, rootNeeds, type LockEntry, type RecordedLock, type RootDependencies } from './recorded-lock.ts';

/** `overrides` of a package.json. */
export interface Overrides {
  readonly [selector: string]: string | Overrides;
}

/** What a package.json says about its dependencies; a part is missing where there is nothing to say. */
export interface ManifestDependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Overrides;
  readonly engines?: NonNullable<LockEntry['engines']>;
}

/**
 * The `package.json` side of `cutLock`: exact versions, in npm's order, and those of the recorded project's overrides
 * that concern packages which this project has. An override that refers to a direct dependency (`$name`) of the
 * recorded project names its version when this project has it only indirectly.
 */
export function toManifestDependencies(
  recorded: RecordedLock,
  project: RootDependencies,
  overrides: Overrides = {},
): ManifestDependencies {
  const { dependencies, devDependencies, engines } = pinnedRoots(recorded, project);
  const present = new Set([...neededPackages(recorded, rootNeeds(project)).keys()].map(nameAt));
  const direct = new Set([...project.dependencies, ...project.devDependencies]);
  const kept = keepOverrides(overrides, present, (name) =>
    direct.has(name) ? `$${name}` : (recorded.packages[`node_modules/${name}`]?.version ?? `$${name}`),
  );
  return {
    ...part('dependencies', dependencies),
    ...part('devDependencies', devDependencies),
    ...part('overrides', kept),
    ...(engines === undefined ? {} : { engines }),
  };
}

function keepOverrides(overrides: Overrides, present: ReadonlySet<string>, refer: (name: string) => string): Overrides {
  return Object.fromEntries(
    Object.entries(overrides).flatMap(([selector, value]): [string, string | Overrides][] => {
      if (selector !== '.' && !present.has(nameOfSelector(selector))) return [];
      if (typeof value === 'string') return [[selector, value.startsWith('$') ? refer(value.slice(1)) : value]];
      const inner = keepOverrides(value, present, refer);
      return Object.keys(inner).length === 0 ? [] : [[selector, inner]];
    }),
  );
}

/** `@a/b@^1` and `@a/b` are both about `@a/b`. */
function nameOfSelector(selector: string): string {
  const at = selector.indexOf('@', 1);
  return at === -1 ? selector : selector.slice(0, at);
}

function part<Key extends string, Value extends object>(key: Key, value: Value): { readonly [K in Key]?: Value } {
  return Object.keys(value).length === 0 ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
}
