import { LRUCache } from 'lru-cache';
import { findGenerations, type StoredGeneration } from './ledger.ts';
import type { Store } from './store.ts';

/** By service and id. */
export type RecentGenerations = LRUCache<string, StoredGeneration>;

/** How many entries of generations stay in memory: about half a kilobyte each. */
const MOST_ENTRIES = 50_000;

/** No generations yet. */
export function createRecentGenerations(): RecentGenerations {
  return new LRUCache({ maxSize: MOST_ENTRIES, sizeCalculation: ({ entries }) => entries.length + 1 });
}

/**
 * The generations by service and id; those that are not of this service are left out. A generation never changes, so what
 * this process read before is not read again: consecutive syncs of a branch look at the same ones.
 */
export async function findRecentGenerations(
  { db, recentGenerations }: Pick<Store, 'db' | 'recentGenerations'>,
  wanted: readonly { readonly serviceId: string; readonly id: string }[],
): Promise<readonly StoredGeneration[]> {
  const found = new Map(
    wanted.flatMap((each) => {
      const recent = recentGenerations.get(toKey(each));
      return recent === undefined ? [] : [[toKey(each), recent] as const];
    }),
  );
  const read = await findGenerations(
    db,
    wanted.filter((each) => !found.has(toKey(each))),
  );
  for (const generation of read) {
    recentGenerations.set(toKey(generation), generation);
    found.set(toKey(generation), generation);
  }
  return [...found.values()];
}

function toKey({ serviceId, id }: { readonly serviceId: string; readonly id: string }): string {
  return `${serviceId} ${id}`;
}
