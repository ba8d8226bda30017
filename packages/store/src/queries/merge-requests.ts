import { and, eq, exists, gt, inArray, lt, or } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { build, conflict, mergeRequest } from '../tables/index.ts';
import type { MergeRequestRow } from './builds.ts';

/** Keeps what GitLab said of a merge request; returns the stored row. */
export async function saveMergeRequest(db: Database, row: typeof mergeRequest.$inferInsert): Promise<MergeRequestRow> {
  const { id: _id, remote: _remote, number: _number, ...changes } = row;
  const [saved] = await db
    .insert(mergeRequest)
    .values(row)
    .onConflictDoUpdate({ target: [mergeRequest.remote, mergeRequest.number], set: changes })
    .returning();
  if (saved === undefined) throw new Error('The merge request was not stored.');
  return saved;
}

export async function findMergeRequest(db: Database, id: string): Promise<MergeRequestRow | undefined> {
  const [row] = await db.select().from(mergeRequest).where(eq(mergeRequest.id, id));
  return row;
}

export async function findMergeRequestByNumber(
  db: Database,
  remote: string,
  number: number,
): Promise<MergeRequestRow | undefined> {
  const [row] = await db
    .select()
    .from(mergeRequest)
    .where(and(eq(mergeRequest.remote, remote), eq(mergeRequest.number, number)));
  return row;
}

/** How long after a merge the threads in it are still brought in line. */
const AFTERMATH_MS = 24 * 60 * 60 * 1_000;

/**
 * Open merge requests (or closed ones, which may be reopened, or merged ones with threads that we have to resolve) that nobody
 * looked at since; of one project, or of all.
 */
export async function listStaleMergeRequests(
  db: Database,
  query: { readonly before: Date; readonly projectId?: string; readonly limit: number },
): Promise<readonly MergeRequestRow[]> {
  const ofProject =
    query.projectId === undefined
      ? undefined
      : inArray(
          mergeRequest.id,
          db.select({ id: build.mergeRequestId }).from(build).where(eq(build.projectId, query.projectId)),
        );
  const threads = db
    .select({ id: conflict.id })
    .from(conflict)
    .where(and(eq(conflict.mergeRequestId, mergeRequest.id), eq(conflict.discussionOpen, true)));
  const isUnfinished = or(
    inArray(mergeRequest.state, ['open', 'closed']),
    and(gt(mergeRequest.mergedAt, new Date(query.before.getTime() - AFTERMATH_MS)), exists(threads)),
  );
  return db
    .select()
    .from(mergeRequest)
    .where(and(isUnfinished, lt(mergeRequest.refreshedAt, query.before), ofProject))
    .orderBy(mergeRequest.refreshedAt)
    .limit(query.limit);
}
