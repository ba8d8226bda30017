import type { Generation, LedgerEntry } from '../ports.ts';
import { ask, type Asking, type Facts } from './facts.ts';
import { IGNORED_FOLDER, IGNORE_FILE, NOTHING_IGNORED, readIgnoreRules, type IsIgnored } from './ignore-rules.ts';
import type { Marker } from './marker.ts';
import { filterFiles, isText, type Tree } from './tree.ts';

/** What of a service's generations takes part in a merge. */
export interface Scope {
  readonly base: readonly LedgerEntry[];
  readonly theirs: readonly LedgerEntry[];
  /** Ignored path -> the generation whose version of it the repository has, for the new marker. */
  readonly ignored: Readonly<Record<string, string>>;
  /** Ignored paths whose generated version is another one than the repository has. */
  readonly changed: readonly string[];
}

/** The rules of all ignore files of a tree. */
export function* readIgnoreFiles(facts: Facts, tree: Tree): Asking<IsIgnored> {
  const files = filterFiles(
    tree,
    (path, file) =>
      path.endsWith(IGNORE_FILE) && (path === IGNORE_FILE || path.endsWith(`/${IGNORE_FILE}`)) && isText(file),
  );
  yield* ask(
    facts,
    files.map(([, { id }]) => ({ kind: 'blob', id })),
  );
  return readIgnoreRules(
    new Map(
      files.map(([path, { id }]) => [
        path.slice(0, Math.max(0, path.length - IGNORE_FILE.length - 1)),
        facts.blob(id)?.toString('utf8') ?? '',
      ]),
    ),
  );
}

/**
 * Takes ignored files out of both sides, and puts the generated version of those that changed under a path of their own. A
 * file that is ignored no more goes on from the version that the repository last got.
 */
export function* ignoreEntries(
  facts: Facts,
  use: {
    readonly base: readonly LedgerEntry[];
    readonly theirs: readonly LedgerEntry[];
    readonly named: Generation | undefined;
    readonly marker: Marker | undefined;
    readonly isIgnored: IsIgnored;
  },
): Asking<Scope> {
  const { named, isIgnored } = use;
  const recorded = new Map(Object.entries(use.marker?.ignored ?? {}));
  if (isIgnored === NOTHING_IGNORED && recorded.size === 0)
    return { base: use.base, theirs: use.theirs, ignored: {}, changed: [] };
  const serviceId = named?.serviceId;
  if (serviceId !== undefined) {
    const ids = [...new Set(recorded.values())].filter((id) => id !== '');
    yield* ask(
      facts,
      ids.map((id) => ({ kind: 'generation', serviceId, id })),
    );
  }
  const generated = new Map(named?.entries.map((entry) => [entry.path, entry]));
  /** The version that the repository has of a path that is, or was, ignored. */
  const findApplied = (path: string): LedgerEntry | undefined => {
    const id = recorded.get(path);
    if (id === undefined) return generated.get(path);
    if (id === '' || serviceId === undefined) return undefined;
    return facts.generation(serviceId, id)?.entries.find((entry) => entry.path === path);
  };
  const base = use.base.filter(({ path }) => !isIgnored(path) && !recorded.has(path));
  for (const path of recorded.keys()) {
    const [applied, before] = [findApplied(path), generated.get(path)];
    if (applied !== undefined && !isIgnored(path)) base.push(applied);
    // What was put aside last time: it goes, or is replaced.
    if (before !== undefined && before.gitId !== applied?.gitId) base.push(setAside(before));
  }
  const theirs: LedgerEntry[] = [];
  const ignored: Record<string, string> = {};
  const changed: string[] = [];
  for (const entry of use.theirs) {
    if (!isIgnored(entry.path)) {
      theirs.push(entry);
      continue;
    }
    const applied = findApplied(entry.path);
    ignored[entry.path] = recorded.get(entry.path) ?? (applied === undefined ? '' : (named?.id ?? ''));
    if (entry.gitId === applied?.gitId) continue;
    theirs.push(setAside(entry));
    changed.push(entry.path);
  }
  return { base, theirs, ignored, changed };
}

function setAside(entry: LedgerEntry): LedgerEntry {
  return { ...entry, path: `${IGNORED_FOLDER}/${entry.path}`, key: `ignored ${entry.key}` };
}
