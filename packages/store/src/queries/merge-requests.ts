import { and, eq, exists, gt, inArray, lt, not, or } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { build, conflict, mergeRequest, repository, webhook } from '../tables/index.ts';
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

/** Merge requests of a remote that are not merged: the one with a number, or those of a branch (from it or into it). */
export async function listMergeRequestsOf(
  db: Database,
  remote: string,
  which: number | string,
): Promise<readonly MergeRequestRow[]> {
  const isMeant =
    typeof which === 'number'
      ? eq(mergeRequest.number, which)
      : and(
          or(eq(mergeRequest.sourceBranch, which), eq(mergeRequest.targetBranch, which)),
          inArray(mergeRequest.state, ['open', 'closed']),
        );
  return db
    .select()
    .from(mergeRequest)
    .where(and(eq(mergeRequest.remote, remote), isMeant));
}

/** How many open merge requests are in the repositories that are reached through an account. */
export async function countOpenMergeRequests(db: Database, gitOrganizationId: string): Promise<number> {
  const ofAccount = db
    .select({ id: repository.id })
    .from(repository)
    .where(eq(repository.gitOrganizationId, gitOrganizationId));
  return db.$count(mergeRequest, and(inArray(mergeRequest.repositoryId, ofAccount), eq(mergeRequest.state, 'open')));
}

/** How long after a merge the threads in it are still brought in line. */
const AFTERMATH_MS = 24 * 60 * 60 * 1_000;

/**
 * Open merge requests (or closed ones, which may be reopened, or merged ones with threads that we have to resolve) that nobody
 * looked at since; of one project, or of all.
 */
export async function listStaleMergeRequests(
  db: Database,
  query: {
    readonly before: Date;
    /** The same where a webhook tells of changes. */
    readonly beforeWatched?: Date;
    readonly projectId?: string;
    readonly limit: number;
  },
): Promise<readonly MergeRequestRow[]> {
  const watched = db
    .select({ id: webhook.id })
    .from(webhook)
    .where(and(eq(webhook.remote, mergeRequest.remote), eq(webhook.state, 'active')));
  const isStale = or(
    lt(mergeRequest.refreshedAt, query.beforeWatched ?? query.before),
    and(lt(mergeRequest.refreshedAt, query.before), not(exists(watched))),
  );
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
    .where(and(isUnfinished, isStale, ofProject))
    .orderBy(mergeRequest.refreshedAt)
    .limit(query.limit);
}
