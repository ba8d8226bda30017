import { diffSequences } from '../mergers/diff.ts';
import { splitLines } from '../mergers/merge-lines.ts';
import type { GeneratedChanges, Generation, LedgerEntry, SyncedService } from '../ports.ts';
import { indexByPath } from './entry-index.ts';
import { ask, type Asking, type Facts } from './facts.ts';

/** Size of what the generator changed since the generations that the repository had: edits of people do not count. */
export function* measureChanges(
  facts: Facts,
  services: readonly SyncedService[],
  bases: ReadonlyMap<string, Generation>,
): Asking<GeneratedChanges | undefined> {
  const changed = new Map<
    string,
    { readonly before?: LedgerEntry | undefined; readonly after?: LedgerEntry | undefined }
  >();
  for (const { id, generation } of services) {
    const before = indexByPath(bases.get(id)?.entries ?? []);
    const after = indexByPath(generation.entries);
    for (const path of new Set([...before.keys(), ...after.keys()])) {
      const [from, to] = [before.get(path), after.get(path)];
      if (from?.gitId !== to?.gitId || from?.mode !== to?.mode) changed.set(path, { before: from, after: to });
    }
  }
  if (changed.size === 0) return undefined;
  const ids = [...changed.values()].flatMap(({ before, after }) => [before?.gitId, after?.gitId]);
  yield* ask(
    facts,
    ids.flatMap((id) => (id === undefined ? [] : [{ kind: 'blob' as const, id }])),
  );
  let [insertions, deletions] = [0, 0];
  for (const { before, after } of changed.values()) {
    const [from, to] = [toLines(facts, before), toLines(facts, after)];
    if (from.length === 0 || to.length === 0) {
      insertions += to.length;
      deletions += from.length;
      continue;
    }
    for (const edit of diffSequences(from, to)) {
      deletions += edit.aEnd - edit.aStart;
      insertions += edit.bEnd - edit.bStart;
    }
  }
  return { files: changed.size, insertions, deletions };
}

/** A file without lines counts as a file only. */
function toLines(facts: Facts, entry: LedgerEntry | undefined): readonly string[] {
  const bytes = entry === undefined ? undefined : facts.blob(entry.gitId);
  return bytes === undefined || bytes.includes(0) ? [] : splitLines(bytes.toString('latin1'));
}
