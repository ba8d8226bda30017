import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { build, conflict, syncResolution } from '../tables/index.ts';
import { DECISION_KINDS, type ConflictRow } from './conflicts.ts';

/** How an open conflict ends. */
export type ConflictEnd = Exclude<ConflictRow['state'], 'open'>;

/** A decision; without a person it was made in the merge request, or by merging it. */
export interface ConflictDecision {
  readonly state: ConflictEnd;
  readonly decidedBy: string | null;
  readonly at: Date;
}

/** Ends conflicts that are open; those that are not stay as they are. What is kept is remembered: the same text never asks again. */
export async function endConflicts(
  db: Database,
  rows: readonly Pick<ConflictRow, 'id' | 'serviceId' | 'hunks'>[],
  { state, decidedBy, at }: ConflictDecision,
): Promise<void> {
  if (rows.length === 0) return;
  const ended = await db
    .update(conflict)
    .set({ state, decidedBy, decidedAt: at })
    .where(
      and(
        inArray(
          conflict.id,
          rows.map(({ id }) => id),
        ),
        eq(conflict.state, 'open'),
      ),
    )
    .returning({ id: conflict.id });
  const ids = new Set(ended.map(({ id }) => id));
  const kept = state === 'kept' ? rows.filter(({ id }) => ids.has(id)) : [];
  const resolutions = kept.flatMap(({ serviceId, hunks }) =>
    serviceId === null ? [] : hunks.map(({ fingerprint }) => ({ serviceId, fingerprint, decidedBy, at })),
  );
  if (resolutions.length > 0) await db.insert(syncResolution).values(resolutions).onConflictDoNothing();
}

/** A merge request was merged: what waited for a person counts as kept, and what was only told is over. */
export async function endMergedConflicts(db: Database, mergeRequestId: string, at: Date): Promise<void> {
  const open = await db
    .select()
    .from(conflict)
    .where(and(eq(conflict.mergeRequestId, mergeRequestId), eq(conflict.state, 'open')));
  const waits = new Set<string>(DECISION_KINDS);
  const rows = open.map((row) => ({ ...row, serviceId: row.serviceId as ConflictRow['serviceId'] }));
  const end = (state: ConflictEnd, isWaiting: boolean): Promise<void> =>
    endConflicts(
      db,
      rows.filter(({ kind }) => waits.has(kind) === isWaiting),
      { state, decidedBy: null, at },
    );
  await end('kept', true);
  await end('settled', false);
}

/** Remembers the discussion about a conflict, and whether somebody still has to resolve it. */
export async function setDiscussion(
  db: Database,
  id: string,
  change: { readonly discussionId?: string; readonly discussionOpen: boolean },
): Promise<void> {
  await db.update(conflict).set(change).where(eq(conflict.id, id));
}

/** Where nothing in a merge request is open any more, its builds are no longer conflicted. Returns those that changed. */
export async function liftConflicted(
  db: Database,
  mergeRequestId: string,
): Promise<readonly { readonly id: string; readonly projectId: string }[]> {
  const open = db
    .select({ id: conflict.id })
    .from(conflict)
    .where(
      and(
        eq(conflict.mergeRequestId, mergeRequestId),
        eq(conflict.state, 'open'),
        inArray(conflict.kind, [...DECISION_KINDS, 'base']),
      ),
    );
  return db
    .update(build)
    .set({ state: 'proposed', message: null })
    .where(and(eq(build.mergeRequestId, mergeRequestId), eq(build.state, 'conflicted'), sql`not exists (${open})`))
    .returning({ id: build.id, projectId: build.projectId });
}
