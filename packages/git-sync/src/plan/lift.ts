import type { Generation, SyncConflict, SyncedService, UserRename } from '../ports.ts';
import { leaveOutResolved, toConflict, toNotice, type FileOwner } from './describe-conflict.ts';
import { indexByPath } from './entry-index.ts';
import { ask, type Asking, type Facts } from './facts.ts';
import { findBase } from './find-base.ts';
import { listRenamedIdentifiers, renameTokens, type RenameTokens } from './follow-identifiers.ts';
import { followRenames, listLeftBehind } from './follow-renames.ts';
import { findHeldBack } from './held-back.ts';
import { ignoreEntries, readIgnoreFiles } from './ignore-entries.ts';
import { renderMarker, toMarkerPath } from './marker.ts';
import { mergeTrees, type TreeMerge } from './merge-trees.ts';
import { overlay, type LiftedService, type Overlay } from './overlay.ts';
import { listHeldElsewhere, readMarkers } from './read-markers.ts';
import { filterFiles, isBelowFile, isFolder, type Tree } from './tree.ts';
import { findUserRenames } from './user-renames.ts';

/** What is the same for every commit that is lifted. */
export interface LiftContext {
  readonly facts: Facts;
  readonly services: readonly SyncedService[];
  /** Fingerprints of generated texts that a person decided against: never asked again. */
  readonly resolved: ReadonlySet<string>;
  /** Where users moved generated files, as far as earlier syncs found out; an empty path: nowhere, it was deleted. */
  readonly userRenames: readonly UserRename[];
}

export interface Lift {
  /** The commit's tree with every service at its newest generation; its markers say so. */
  readonly tree: Tree;
  readonly conflicts: readonly SyncConflict[];
  /** What the markers of the commit named, where they could be read. */
  readonly bases: ReadonlyMap<string, Generation>;
  /** Moves of users that were found here. */
  readonly userRenames: readonly UserRename[];
}

/** One service's part in a lift. */
interface ServiceLift extends LiftedService {
  readonly service: SyncedService;
  readonly ignored: Readonly<Record<string, string>>;
  readonly notices: readonly SyncConflict[];
  readonly heldBack: readonly string[];
  readonly renameTokens: RenameTokens | undefined;
}

/**
 * Brings the services in a commit's tree to their newest generation: a three-way merge whose base is the generation that
 * the marker beside the code names. People's edits are what the commit has and that generation has not.
 */
export function* lift(context: LiftContext, tree: Tree): Asking<Lift> {
  const { facts, services } = context;
  const markers = yield* readMarkers(facts, tree, services);
  const isIgnored = yield* readIgnoreFiles(facts, tree);
  yield* ask(
    facts,
    [...markers].map(([, { service, generation }]) => ({
      kind: 'generation',
      serviceId: service as SyncedService['id'],
      id: generation,
    })),
  );
  const bases = new Map<string, Generation>();
  const lifted: ServiceLift[] = [];
  let ours = tree;
  for (const service of services) {
    const marker = markers.get(service.id);
    const named = marker === undefined ? undefined : facts.generation(service.id, marker.generation);
    if (named !== undefined) bases.set(service.id, named);
    const heldBack = yield* findHeldBack(facts, tree, service, named);
    const found = yield* findBase(facts, tree, service, named);
    const scope = yield* ignoreEntries(facts, {
      base: found,
      theirs: service.generation.entries,
      named,
      marker,
      isIgnored,
    });
    const moved = followRenames(ours, scope.base, scope.theirs, listOthers(services, service));
    const leftBehind = listLeftBehind(ours, scope.base, moved.moves, scope.theirs);
    ours = moved.ours;
    const noticeOf = (path: string, kind: SyncConflict['kind']): SyncConflict => {
      const entry = service.generation.entries.find((each) => each.path === path);
      return toNotice(service, entry?.key ?? path, { path, kind, ours: tree.get(path)?.id, theirs: entry?.gitId });
    };
    lifted.push({
      service,
      base: moved.base,
      theirs: scope.theirs,
      ignored: scope.ignored,
      heldBack: heldBack.map(({ path }) => path),
      notices: [
        ...heldBack.map(({ path }) => noticeOf(path, 'held-back')),
        ...scope.changed.map((path) => noticeOf(path, 'ignored')),
        ...leftBehind.map((path) => noticeOf(path, 'left-behind')),
      ],
      renameTokens: named === undefined ? undefined : renameTokens(listRenamedIdentifiers(named, service.generation)),
    });
  }
  const merge = yield* mergeServices(context, tree, ours, lifted);
  const withMarkers = putMarkers(facts, merge.tree, lifted);
  const conflicts = [...merge.conflicts, ...withMarkers.conflicts, ...lifted.flatMap(({ notices }) => notices)];
  return {
    tree: withMarkers.tree,
    conflicts: leaveOutResolved(conflicts, context.resolved).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    bases,
    userRenames: merge.userRenames,
  };
}

function* mergeServices(
  context: LiftContext,
  tree: Tree,
  ours: Tree,
  lifted: readonly ServiceLift[],
): Asking<{
  readonly tree: Tree;
  readonly conflicts: readonly SyncConflict[];
  readonly userRenames: readonly UserRename[];
}> {
  const { facts, services } = context;
  const { base, theirs } = yield* takeOutHeld(facts, { tree, services, lifted }, overlay(ours, lifted));
  const ownerOf = createOwnerFinder(lifted);
  const remembered = recall(context.userRenames, { base, ours, theirs }, lifted);
  const found = yield* findUserRenames(facts, { base, ours, theirs }, (path) => remembered.has(path));
  const renames = new Map([...[...remembered].filter(([, path]) => path !== ''), ...found]);
  const merge: TreeMerge = yield* mergeTrees(
    facts,
    { base, ours, theirs },
    { theirs: 'generator', renames, renameTokens: (path) => ownerOf(path)?.renameTokens ?? ((text) => text) },
  );
  const fresh = filterFiles(base, (path) => !ours.has(path) && theirs.has(path) && !remembered.has(path));
  return {
    tree: merge.tree,
    conflicts: merge.conflicts.map((conflict) => toConflict(conflict, ownerOf(conflict.original), merge.tree)),
    userRenames: fresh.flatMap(([path]) => {
      const owner = ownerOf(path);
      return owner === undefined ? [] : [{ serviceId: owner.service.id, key: owner.key, path: found.get(path) ?? '' }];
    }),
  };
}

/** Both sides as if they agreed on what is not to change: files of services that are elsewhere, and what is held back. */
function* takeOutHeld(
  facts: Facts,
  use: { readonly tree: Tree; readonly services: readonly SyncedService[]; readonly lifted: readonly ServiceLift[] },
  { base, theirs }: Overlay,
): Asking<Overlay> {
  const goes = filterFiles(base, (path) => !theirs.has(path)).length > 0;
  const elsewhere = goes ? yield* listHeldElsewhere(facts, use.tree, use.services) : new Set<string>();
  const heldBack = use.lifted.flatMap((each) => each.heldBack);
  if (elsewhere.size === 0 && heldBack.length === 0) return { base, theirs };
  const agreed = new Map(base);
  for (const path of elsewhere) if (!theirs.has(path)) agreed.delete(path);
  // As if generated so before: then nothing changes there.
  for (const path of heldBack) {
    const file = theirs.get(path);
    if (file !== undefined) agreed.set(path, file);
  }
  return { base: agreed, theirs };
}

/** What earlier syncs found out about the files that are gone from ours: base path -> where it is, or empty. */
function recall(
  userRenames: readonly UserRename[],
  { base, ours, theirs }: { readonly base: Tree; readonly ours: Tree; readonly theirs: Tree },
  lifted: readonly ServiceLift[],
): ReadonlyMap<string, string> {
  const known = new Map(userRenames.map(({ serviceId, key, path }) => [`${serviceId} ${key}`, path]));
  const recalled = new Map<string, string>();
  for (const { service, base: entries } of known.size === 0 ? [] : lifted) {
    for (const { path, key } of entries) {
      const target = known.get(`${service.id} ${key}`);
      if (target === undefined || ours.has(path) || !base.has(path)) continue;
      if (target === '' || (ours.has(target) && !base.has(target) && !theirs.has(target))) recalled.set(path, target);
    }
  }
  return recalled;
}

interface Owner extends FileOwner {
  readonly renameTokens: RenameTokens | undefined;
}

/** Tells whose file a path is: of the last service that generates it now, else of one that did. */
function createOwnerFinder(lifted: readonly ServiceLift[]): (path: string) => Owner | undefined {
  return (path) => {
    for (const entriesOf of [(each: ServiceLift) => each.theirs, (each: ServiceLift) => each.base]) {
      const owner = lifted.findLast((each) => indexByPath(entriesOf(each)).has(path));
      const entry = owner === undefined ? undefined : indexByPath(entriesOf(owner)).get(path);
      if (owner !== undefined && entry !== undefined)
        return { service: owner.service, key: entry.key, renameTokens: owner.renameTokens };
    }
    return undefined;
  };
}

/** The new markers; where something of the user's is in their way, none: the code is found by its bytes then. */
function putMarkers(
  facts: Facts,
  merged: Tree,
  lifted: readonly ServiceLift[],
): { readonly tree: Tree; readonly conflicts: readonly SyncConflict[] } {
  const tree = new Map(merged);
  const conflicts: SyncConflict[] = [];
  for (const { service, ignored } of lifted) {
    const path = toMarkerPath(service.id);
    if (isBelowFile(tree, path) || isFolder(tree, path))
      conflicts.push(toNotice(service, path, { path, kind: 'other' }));
    else tree.set(path, { mode: '100644', id: facts.add(renderMarker(service, ignored)) });
  }
  return { tree, conflicts };
}

/** Paths that the other services of the branch generate. */
function listOthers(services: readonly SyncedService[], service: SyncedService): ReadonlySet<string> {
  const others = services.filter((other) => other.id !== service.id);
  return new Set(others.flatMap((other) => other.generation.entries.map((entry) => entry.path)));
}
