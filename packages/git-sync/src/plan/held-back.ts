import type { Generation, LedgerEntry, SyncedService } from '../ports.ts';
import { ask, type Asking, type Facts } from './facts.ts';
import { indexByPath, isAsGenerated, listEdited } from './entry-index.ts';
import type { Tree } from './tree.ts';

/**
 * Generated paths of which the tree has exactly the bytes of an older generation than its marker names: somebody kept them
 * back, or took them back without the marker. They are listed, and never changed silently.
 */
export function* findHeldBack(
  facts: Facts,
  tree: Tree,
  service: SyncedService,
  named: Generation | undefined,
): Asking<readonly LedgerEntry[]> {
  if (named === undefined) return [];
  const next = indexByPath(service.generation.entries);
  const open = listEdited(tree, named.entries)
    .flatMap(({ path }) => next.get(path) ?? [])
    .filter((entry) => !isAsGenerated(tree.get(entry.path), entry));
  const idOf = ({ path }: LedgerEntry): string => tree.get(path)?.id ?? '';
  yield* ask(
    facts,
    open.map((entry) => ({ kind: 'origins', serviceId: service.id, id: idOf(entry) })),
  );
  const candidates = open.filter((entry) => facts.origins(service.id, idOf(entry)).length > 0);
  if (candidates.length === 0) return [];
  yield* ask(facts, [{ kind: 'pushed', serviceId: service.id }]);
  const pushed = facts.pushed(service.id);
  const position = pushed.indexOf(named.id);
  const older = new Set(pushed.slice(0, Math.max(0, position)));
  return candidates.filter((entry) =>
    facts.origins(service.id, idOf(entry)).some(({ generation, path }) => older.has(generation) && path === entry.path),
  );
}
