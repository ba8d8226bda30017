import type { Contents } from './contents.ts';
import { parseMarker, renderMarker, toMarkerPath, type Marker } from './marker.ts';
import { mergeTrees } from './merge-trees.ts';
import type { Generation, LedgerEntry, LedgerPort, SyncConflict, SyncedService } from './ports.ts';
import { isSafePath } from './safe-path.ts';
import type { Tree, TreeFile } from './tree.ts';

export interface Lift {
  /** The commit's tree with every service at its newest generation; its markers say so. */
  readonly tree: Tree;
  readonly conflicts: readonly SyncConflict[];
  /** What the markers of the commit named, where they could be read. */
  readonly bases: ReadonlyMap<string, Generation>;
}

/**
 * Brings the services in a commit's tree to their newest generation: a three-way merge whose base is the generation that
 * the marker beside the code names. People's edits are what the commit has and that generation has not.
 */
export async function lift(
  context: { readonly contents: Contents; readonly ledger: LedgerPort; readonly signal?: AbortSignal | undefined },
  tree: Tree,
  services: readonly SyncedService[],
): Promise<Lift> {
  const markers = await readMarkers(context.contents, tree, services);
  const bases = new Map<string, Generation>();
  const base = new Map<string, TreeFile>();
  const theirs = new Map<string, TreeFile>();
  let ours = tree;
  for (const service of services) {
    context.contents.know(service.generation);
    const marker = markers.get(service.id);
    const named = marker === undefined ? undefined : await context.ledger.findGeneration(service.id, marker.generation);
    const entries =
      named?.entries ?? toNearestEntries(tree, await context.ledger.listPushed(service.id), context.contents);
    if (named !== undefined) {
      context.contents.know(named);
      bases.set(service.id, named);
    }
    const moved = followRenames(ours, entries, service.generation.entries);
    ours = moved.ours;
    addEntries(base, moved.base);
    addEntries(theirs, service.generation.entries);
  }
  const merge = await mergeTrees(context.contents, base, ours, theirs, context.signal);
  const lifted = new Map(merge.tree);
  for (const service of services) {
    lifted.set(toMarkerPath(service.id), { mode: '100644', id: context.contents.add(renderMarker(service)) });
  }
  return { tree: lifted, conflicts: merge.conflicts, bases };
}

async function readMarkers(
  contents: Contents,
  tree: Tree,
  services: readonly SyncedService[],
): Promise<ReadonlyMap<string, Marker>> {
  const files = services.flatMap((service) => {
    const file = tree.get(toMarkerPath(service.id));
    return file === undefined ? [] : [{ service, file }];
  });
  const bytes = await contents.read(files.map(({ file }) => file.id));
  return new Map(
    files.flatMap(({ service, file }) => {
      const marker = parseMarker(service.id, bytes.get(file.id));
      return marker === undefined ? [] : [[service.id as string, marker] as const];
    }),
  );
}

/**
 * The base where a marker is missing, edited or foreign: for each path the pushed generation whose bytes ours still has
 * (the older one of several), else the newest that had the path. A path that ours lacks was never generated there: it is
 * offered again. Where nothing was ever pushed, everything of ours is the user's own (adoption).
 */
function toNearestEntries(tree: Tree, pushed: readonly Generation[], contents: Contents): readonly LedgerEntry[] {
  const nearest = new Map<string, LedgerEntry>();
  for (const generation of pushed) {
    contents.know(generation);
    for (const entry of generation.entries) {
      const mine = tree.get(entry.path);
      if (mine === undefined || nearest.get(entry.path)?.gitId === mine.id) continue;
      nearest.set(entry.path, entry);
    }
  }
  return [...nearest.values()];
}

/** Moves files of base and ours to the path that the generator gives them now, so that edits follow a renamed entity. */
function followRenames(
  ours: Tree,
  base: readonly LedgerEntry[],
  theirs: readonly LedgerEntry[],
): { readonly ours: Tree; readonly base: readonly LedgerEntry[] } {
  const targets = new Map(theirs.map((entry) => [entry.key, entry.path]));
  const taken = new Set(base.map((entry) => entry.path));
  const moved = new Map(ours);
  const entries = base.map((entry) => {
    const target = targets.get(entry.key);
    const mine = ours.get(entry.path);
    if (target === undefined || target === entry.path || mine === undefined || ours.has(target) || taken.has(target))
      return entry;
    moved.delete(entry.path);
    moved.set(target, mine);
    return { ...entry, path: target };
  });
  return { ours: moved, base: entries };
}

function addEntries(tree: Map<string, TreeFile>, entries: readonly LedgerEntry[]): void {
  for (const entry of entries) {
    if (!isSafePath(entry.path)) throw new Error(`Refused to generate a file at ${JSON.stringify(entry.path)}.`);
    tree.set(entry.path, { mode: entry.mode, id: entry.gitId });
  }
}
