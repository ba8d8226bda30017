import { diffStat, importCommits, type TreeChange } from '@amplication/git';
import type { Contents } from './contents.ts';
import type { GeneratedChanges, Generation, LedgerEntry, SyncedService } from './ports.ts';

const NOBODY = { name: 'Amplication', email: 'amplication@localhost', date: 0 } as const;

/** Size of what the generator changed since the generations that the branch had: edits of people do not count. */
export async function measureChanges(
  gitDir: string,
  contents: Contents,
  services: readonly SyncedService[],
  bases: ReadonlyMap<string, Generation>,
): Promise<GeneratedChanges | undefined> {
  const pairs = services.map((service) => ({
    before: bases.get(service.id)?.entries ?? [],
    after: service.generation.entries,
  }));
  const before = pairs.flatMap((pair) => without(pair.before, pair.after));
  const after = pairs.flatMap((pair) => without(pair.after, pair.before));
  if (before.length === 0 && after.length === 0) return undefined;
  const bytes = await contents.read([...before, ...after].map((entry) => entry.gitId));
  const toCommit = (entries: readonly LedgerEntry[]): Parameters<typeof importCommits>[0]['commits'][number] => ({
    parents: [],
    changes: [...new Map(entries.map((entry) => [entry.path, entry])).values()].map((entry): TreeChange => ({
      kind: 'write',
      path: entry.path,
      mode: entry.mode,
      content: bytes.get(entry.gitId) ?? Buffer.alloc(0),
    })),
    message: '',
    author: NOBODY,
    committer: NOBODY,
  });
  const [from, to] = await importCommits({ gitDir, commits: [toCommit(before), toCommit(after)] });
  if (from === undefined || to === undefined) return undefined;
  return diffStat({ gitDir, from, to });
}

function without(entries: readonly LedgerEntry[], others: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const same = new Map(others.map((entry) => [entry.path, entry]));
  return entries.filter(
    (entry) => same.get(entry.path)?.gitId !== entry.gitId || same.get(entry.path)?.mode !== entry.mode,
  );
}
