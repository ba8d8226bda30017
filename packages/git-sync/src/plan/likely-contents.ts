import type { CommitId, History } from '@amplication/git';
import { indexByPath, listEdited } from './entry-index.ts';
import { listCommonCommits, type SquashedMerge } from './common-commits.ts';
import { ask, together, type Asking, type Facts, type Question } from './facts.ts';
import type { LiftContext } from './lift.ts';
import { readMarkers } from './read-markers.ts';
import type { LedgerEntry, SyncedService } from '../ports.ts';
import { filterFiles, isSameFile, isText, type Tree, type TreeFile } from './tree.ts';

/**
 * Asks at once for what the lifts and merges of two tips will most likely ask for one after the other: the repository is a
 * network away. What is forgotten here is asked for later; nothing depends on it but time.
 */
export function* prefetchLikely(
  { facts, services }: LiftContext,
  tips: {
    readonly sync: CommitId;
    readonly base: CommitId;
    readonly history: History;
    readonly squashed: readonly SquashedMerge[];
  },
): Asking<void> {
  const common = listCommonCommits(tips.history, tips.squashed);
  yield* ask(
    facts,
    common.map((id) => ({ kind: 'tree', id })),
  );
  const [sync, base] = [facts.tree(tips.sync), facts.tree(tips.base)];
  const trees = [sync, base, ...common.map((id) => facts.tree(id))];
  const markers = yield* together(trees.map((tree) => readMarkers(facts, tree, services)));
  const named = markers.map((each) =>
    services.flatMap((service) => {
      const generation = each.get(service.id)?.generation;
      return generation === undefined ? [] : [{ service, id: generation }];
    }),
  );
  yield* ask(
    facts,
    named.flat().map(({ service, id }) => ({ kind: 'generation', serviceId: service.id, id })),
  );
  yield* ask(facts, [
    ...trees.flatMap((tree, index) =>
      (named[index] ?? []).flatMap(({ service, id }) =>
        listMixed(tree, facts.generation(service.id, id)?.entries ?? [], service),
      ),
    ),
    ...trees.slice(2).flatMap((from) => listChangedTwice(from, sync, base)),
    ...listBrought(facts, trees[2], sync, base),
  ]);
}

/** Generated files that a person and the generator changed. */
function listMixed(tree: Tree, entries: readonly LedgerEntry[], service: SyncedService): readonly Question[] {
  const next = indexByPath(service.generation.entries);
  return listEdited(tree, entries).flatMap(({ path, gitId }) => {
    const [mine, to] = [tree.get(path), next.get(path)];
    if (mine === undefined || to === undefined || !isText(mine)) return [];
    if (mine.id === gitId || to.gitId === gitId || mine.id === to.gitId) return [];
    return toBlobs([mine.id, gitId, to.gitId]);
  });
}

/** Files that differ on both sides: people's. */
function listChangedTwice(from: Tree, sync: Tree, base: Tree): readonly Question[] {
  return filterFiles(sync, (path, ours) => !isSameFile(ours, base.get(path))).flatMap(([path, ours]) => {
    const [theirs, common] = [base.get(path), from.get(path)];
    if (theirs === undefined || common === undefined) return [];
    if (isSameFile(ours, common) || isSameFile(theirs, common)) return [];
    return [ours, theirs, common].every(isText) ? toBlobs([ours.id, theirs.id, common.id]) : [];
  });
}

/** Files of the base branch that a commit on the sync branch would bring along. */
function listBrought(facts: Facts, from: Tree | undefined, sync: Tree, base: Tree): readonly Question[] {
  const isBrought = (path: string, file: TreeFile): boolean =>
    !isSameFile(file, sync.get(path)) && !isSameFile(file, from?.get(path)) && (isText(file) || file.mode === '120000');
  return filterFiles(base, isBrought).flatMap(([, { id }]) =>
    facts.isKnown({ kind: 'blob', id }) ? [] : [{ kind: 'present' as const, id }],
  );
}

function toBlobs(ids: readonly string[]): readonly Question[] {
  return ids.map((id) => ({ kind: 'blob', id }));
}
