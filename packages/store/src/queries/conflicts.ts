import { createHash } from 'node:crypto';
import { and, asc, desc, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import {
  CONFLICT_KINDS,
  needsDecision,
  type BuildId,
  type ConflictKind,
  type ProjectId,
  type ServiceId,
  type SyncConflict,
} from '@amplication/domain';
import type { Database } from '../store.ts';
import { build, conflict, mergeRequest, repository, user } from '../tables/index.ts';
import type { MergeRequestRow } from './builds.ts';

/** Kinds that wait for a person. */
export const DECISION_KINDS: readonly ConflictKind[] = CONFLICT_KINDS.filter((kind) => needsDecision({ kind }));

export interface ConflictRow extends Omit<typeof conflict.$inferSelect, 'projectId' | 'buildId' | 'serviceId'> {
  readonly projectId: ProjectId;
  readonly buildId: BuildId;
  readonly serviceId: ServiceId | null;
  /** null between two people. */
  readonly serviceName: string | null;
  readonly commitNumber: number;
  readonly repository: { readonly fullPath: string; readonly webUrl: string };
  readonly mergeRequest: MergeRequestRow | null;
  readonly decider: string | null;
}

/** Names what a conflict asks: the same question of the same branch is one conflict. */
export function toConflictKey({ kind, serviceId, path, hunks }: SyncConflict): string {
  const asked = [kind, serviceId ?? '', path, hunks.map(({ fingerprint }) => fingerprint).toSorted()];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

const selectConflicts = (db: Database) =>
  db
    .select({
      conflict,
      serviceName: sql<string | null>`case when ${conflict.serviceId} is null then null else ${build.serviceName} end`,
      commitNumber: build.commitNumber,
      repository: { fullPath: repository.fullPath, webUrl: repository.webUrl },
      mergeRequest,
      decider: user.name,
    })
    .from(conflict)
    .innerJoin(build, eq(build.id, conflict.buildId))
    .innerJoin(repository, eq(repository.id, conflict.repositoryId))
    .leftJoin(mergeRequest, eq(mergeRequest.id, conflict.mergeRequestId))
    .leftJoin(user, eq(user.id, conflict.decidedBy));

type Selected = Awaited<ReturnType<ReturnType<typeof selectConflicts>['execute']>>[number];

const toRow = ({ conflict: row, ...joined }: Selected): ConflictRow => ({
  ...row,
  ...joined,
  projectId: row.projectId as ProjectId,
  buildId: row.buildId as BuildId,
  serviceId: row.serviceId as ServiceId | null,
});

export async function findConflicts(db: Database, ids: readonly string[]): Promise<readonly ConflictRow[]> {
  if (ids.length === 0) return [];
  return (await selectConflicts(db).where(inArray(conflict.id, [...ids]))).map(toRow);
}

/** Conflicts of a project after a place in the list, by file. */
export async function listConflicts(
  db: Database,
  query: {
    readonly projectId: string;
    readonly state: 'open' | 'all';
    /** The last one of the page before. */
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<readonly ConflictRow[]> {
  const { after } = query;
  const rows = await selectConflicts(db)
    .where(
      and(
        eq(conflict.projectId, query.projectId),
        query.state === 'open' ? eq(conflict.state, 'open') : undefined,
        after === undefined ? undefined : sql`(${conflict.path}, ${conflict.id}) > (${last(db, after)})`,
      ),
    )
    .orderBy(asc(conflict.path), asc(conflict.id))
    .limit(query.limit);
  return rows.map(toRow);
}

const last = (db: Database, id: string) =>
  db.select({ path: conflict.path, id: conflict.id }).from(conflict).where(eq(conflict.id, id));

/** How many conflicts of a project wait for a person. */
export async function countDecisions(db: Database, projectId: string): Promise<number> {
  const isWaiting = and(
    eq(conflict.projectId, projectId),
    eq(conflict.state, 'open'),
    inArray(conflict.kind, [...DECISION_KINDS]),
  );
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(conflict)
    .where(isWaiting);
  return row?.count ?? 0;
}

/** Whether a branch of a remote has conflicts that are not over. */
export async function hasOpenConflicts(db: Database, remote: string, branch: string): Promise<boolean> {
  const rows = await db
    .select({ id: conflict.id })
    .from(conflict)
    .where(and(eq(conflict.remote, remote), eq(conflict.branch, branch), eq(conflict.state, 'open')))
    .limit(1);
  return rows.length > 0;
}

/** All conflicts of a merge request, in the order in which they were found. */
export async function listConflictsOfMergeRequest(db: Database, id: string): Promise<readonly ConflictRow[]> {
  const rows = await selectConflicts(db)
    .where(eq(conflict.mergeRequestId, id))
    .orderBy(asc(conflict.createdAt), asc(conflict.path), asc(conflict.id));
  return rows.map(toRow);
}

/** The newest build of a service: where a conflict of it belongs that another service's sync found. */
export async function findLastBuild(
  db: Database,
  serviceId: string,
): Promise<{ readonly id: string; readonly projectId: string } | undefined> {
  const [row] = await db
    .select({ id: build.id, projectId: build.projectId })
    .from(build)
    .where(eq(build.serviceId, serviceId))
    .orderBy(desc(build.commitNumber))
    .limit(1);
  return row;
}

/** What a sync found in a file. */
export type FoundConflict = Omit<
  typeof conflict.$inferInsert,
  'state' | 'discussionId' | 'discussionOpen' | 'decidedBy' | 'decidedAt'
>;

/**
 * Keeps what a sync found. The same question stays the same row; an open one about the same file that it overtakes is
 * settled, and so is one that the sync would have found again, had it lasted. Idempotent.
 */
export async function saveConflicts(
  db: Database,
  where: { readonly remote: string; readonly branch: string; readonly mergeRequestId: string },
  found: readonly FoundConflict[],
): Promise<void> {
  const { remote, branch, mergeRequestId } = where;
  const isOpen = and(eq(conflict.remote, remote), eq(conflict.branch, branch), eq(conflict.state, 'open'));
  const keys = found.map(({ key }) => key);
  const unlisted = keys.length === 0 ? undefined : notInArray(conflict.key, keys);
  const settled = { state: 'settled' } as const;
  // A build that begins anew lists these again; the others are told once.
  await db
    .update(conflict)
    .set(settled)
    .where(and(isOpen, unlisted, inArray(conflict.kind, ['base', 'held-back'])));
  for (const { path, serviceId } of found) {
    const isSameService = serviceId == null ? sql`${conflict.serviceId} is null` : eq(conflict.serviceId, serviceId);
    await db
      .update(conflict)
      .set(settled)
      .where(and(isOpen, unlisted, eq(conflict.path, path), isSameService));
  }
  // What another merge request left open is asked in this one.
  await db
    .update(conflict)
    .set({ mergeRequestId, discussionId: null, discussionOpen: false })
    .where(and(isOpen, ne(conflict.mergeRequestId, mergeRequestId)));
  for (const row of found) {
    const { id: _id, key: _key, createdAt: _createdAt, ...changes } = row;
    await db
      .insert(conflict)
      .values({ ...row, state: 'open' })
      .onConflictDoUpdate({
        target: [conflict.remote, conflict.branch, conflict.key],
        targetWhere: sql`${conflict.state} = 'open'`,
        set: changes,
      });
  }
}
