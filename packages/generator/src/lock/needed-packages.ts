import { needsOf, resolveFrom, type Need, type RecordedLock } from './recorded-lock.ts';

/** Why a package is in a lock, as npm writes it: what is `true` can be left out together with that kind of dependency. */
export interface PackageFlags {
  dev: boolean;
  optional: boolean;
  devOptional: boolean;
  peer: boolean;
}

/**
 * The packages that a project with these needs has, by location, each with npm's flags.
 * Refuses a required need that the recorded lock does not hold.
 */
export function neededPackages(recorded: RecordedLock, rootNeeds: readonly Need[]): ReadonlyMap<string, PackageFlags> {
  const edges = reach(recorded, rootNeeds);
  const flags = new Map<string, PackageFlags>();
  for (const location of edges.keys()) {
    const isProject = location === '';
    flags.set(location, { dev: !isProject, optional: !isProject, devOptional: !isProject, peer: !isProject });
  }
  const queue = [''];
  for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
    const source = flags.get(from);
    for (const { kind, to } of edges.get(from) ?? []) {
      const target = flags.get(to);
      if (source !== undefined && target !== undefined && clearFlags(source, kind, target)) queue.push(to);
    }
  }
  flags.delete('');
  for (const flag of flags.values()) if (flag.dev || flag.optional) flag.devOptional = false;
  return flags;
}

interface Edge {
  readonly kind: Need['kind'];
  readonly to: string;
}

/** The edges of every package that is reached from the project ('') without optional peers. */
function reach(recorded: RecordedLock, rootNeeds: readonly Need[]): ReadonlyMap<string, readonly Edge[]> {
  const edges = new Map<string, readonly Edge[]>();
  const queue = [''];
  for (let from = queue.pop(); from !== undefined; from = queue.pop()) {
    if (edges.has(from)) continue;
    const needs = from === '' ? rootNeeds : needsOf(recorded.packages[from] ?? {});
    const own: Edge[] = [];
    for (const { name, kind } of needs) {
      const to = resolveFrom(recorded, from, name);
      if (to !== undefined) own.push({ kind, to });
      else if (kind === 'prod' || kind === 'dev' || kind === 'peer')
        throw new Error(`The recorded lock has no ${name}, which ${from || 'the project'} needs.`);
      if (to !== undefined && kind !== 'optional peer') queue.push(to);
    }
    edges.set(from, own);
  }
  return edges;
}

/** Takes from `target` what does not hold when `source` needs it so; tells whether something changed. The rules are npm's. */
function clearFlags(source: PackageFlags, kind: Need['kind'], target: PackageFlags): boolean {
  const isOptional = kind === 'optional' || kind === 'optional peer';
  const isPeer = kind === 'peer' || kind === 'optional peer';
  const isDev = kind === 'dev';
  const isSure = !source.dev && !source.optional && !source.devOptional && !isDev && !isOptional;
  const before = count(target);
  target.dev &&= source.dev || isDev;
  target.optional &&= source.optional || isOptional;
  target.devOptional &&= !isSure;
  target.peer &&= source.peer || isPeer;
  return count(target) !== before;
}

function count({ dev, optional, devOptional, peer }: PackageFlags): number {
  return Number(dev) + Number(optional) + Number(devOptional) + Number(peer);
}
