import type { ServiceId } from '@amplication/domain';
import type { Contents } from './contents.ts';
import { findBase } from './find-base.ts';
import { followRenames } from './follow-renames.ts';
import { parseMarker, renderMarker, toMarkerPath, toServiceId, type Marker } from './marker.ts';
import { mergeTrees, type TreeMerge } from './merge-trees.ts';
import { overlay, type LiftedService } from './overlay.ts';
import type { Generation, LedgerPort, SyncConflict, SyncedService } from './ports.ts';
import { isBelowFile, isText, listFolders, type Tree } from './tree.ts';

export interface LiftContext {
  readonly contents: Contents;
  readonly ledger: LedgerPort;
  readonly signal?: AbortSignal | undefined;
}

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
export async function lift(context: LiftContext, tree: Tree, services: readonly SyncedService[]): Promise<Lift> {
  const markers = await readMarkers(context.contents, tree, services);
  const bases = new Map<string, Generation>();
  const lifted: LiftedService[] = [];
  let ours = tree;
  for (const service of services) {
    context.contents.know(service.generation);
    const marker = markers.get(service.id);
    const named = marker === undefined ? undefined : await context.ledger.findGeneration(service.id, marker.generation);
    if (named !== undefined) bases.set(service.id, named);
    const entries = await findBase(context, tree, service, named);
    const moved = followRenames(ours, entries, service.generation.entries, listOthers(services, service));
    ours = moved.ours;
    lifted.push({ base: moved.base, theirs: service.generation.entries });
  }
  const { base, theirs } = overlay(ours, lifted);
  for (const path of await listHeldElsewhere(context, tree, services, base, theirs)) base.delete(path);
  const merge = await mergeTrees(context.contents, base, ours, theirs, context.signal);
  return { ...putMarkers(context.contents, merge, services), bases };
}

/** The new markers; where something of the user's is in their way, none: the code is found by its bytes then. */
function putMarkers(contents: Contents, merge: TreeMerge, services: readonly SyncedService[]): TreeMerge {
  const tree = new Map(merge.tree);
  const folders = listFolders(tree);
  const conflicts = [...merge.conflicts];
  for (const service of services) {
    const path = toMarkerPath(service.id);
    if (isBelowFile(tree, path) || folders.has(path)) conflicts.push({ path, kind: 'other' });
    else tree.set(path, { mode: '100644', id: contents.add(renderMarker(service)) });
  }
  return { tree, conflicts };
}

/** Paths that the other services of the branch generate. */
function listOthers(services: readonly SyncedService[], service: SyncedService): ReadonlySet<string> {
  const others = services.filter((other) => other.id !== service.id);
  return new Set(others.flatMap((other) => other.generation.entries.map((entry) => entry.path)));
}

/**
 * Paths that no service of the branch generates any more, but another one whose marker is in the tree: one with a branch of
 * its own, or one that left. A marker counts only for a generation that was pushed to this remote.
 */
async function listHeldElsewhere(
  context: LiftContext,
  tree: Tree,
  services: readonly SyncedService[],
  base: Tree,
  theirs: Tree,
): Promise<readonly string[]> {
  const gone = [...base.keys()].filter((path) => !theirs.has(path));
  if (gone.length === 0) return [];
  const others = [...tree.keys()]
    .flatMap((path) => toServiceId(path) ?? [])
    .filter((id) => services.every((service) => service.id !== id))
    .map((id) => ({ id: id as ServiceId }));
  const held = new Set<string>();
  for (const [id, marker] of await readMarkers(context.contents, tree, others)) {
    const pushed = await context.ledger.listPushed(id as ServiceId);
    const named = pushed.find((generation) => generation.id === marker.generation);
    for (const entry of named?.entries ?? []) held.add(entry.path);
  }
  return gone.filter((path) => held.has(path));
}

async function readMarkers(
  contents: Contents,
  tree: Tree,
  services: readonly Pick<SyncedService, 'id'>[],
): Promise<ReadonlyMap<string, Marker>> {
  const files = services.flatMap((service) => {
    const file = tree.get(toMarkerPath(service.id));
    return file === undefined || !isText(file) ? [] : [{ service, file }];
  });
  const bytes = await contents.read(files.map(({ file }) => file.id));
  return new Map(
    files.flatMap(({ service, file }) => {
      const marker = parseMarker(service.id, bytes.get(file.id));
      return marker === undefined ? [] : [[service.id as string, marker] as const];
    }),
  );
}
