import { and, asc, desc, eq, inArray, isNotNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import {
  withSettingDefaults,
  type BuildId,
  type BuildState,
  type CommitId,
  type ProjectId,
  type ServiceId,
} from '@amplication/domain';
import type { BuildTarget } from '../build-data.ts';
import type { Database } from '../store.ts';
import { build, commit, mergeRequest, repository, user } from '../tables/index.ts';

export type MergeRequestRow = typeof mergeRequest.$inferSelect;

export interface CommitRow {
  readonly id: CommitId;
  readonly projectId: ProjectId;
  readonly number: number;
  readonly message: string;
  readonly createdAt: Date;
  readonly author: { readonly id: string; readonly name: string; readonly email: string };
}

export interface BuildRow extends Omit<typeof build.$inferSelect, 'id' | 'commitId' | 'projectId' | 'serviceId'> {
  readonly id: BuildId;
  readonly commitId: CommitId;
  readonly projectId: ProjectId;
  readonly serviceId: ServiceId;
  readonly mergeRequest: MergeRequestRow | null;
  readonly repository: { readonly fullPath: string; readonly webUrl: string } | null;
}

export async function insertCommit(
  db: Database,
  row: {
    readonly id: string;
    readonly projectId: string;
    readonly number: number;
    readonly message: string;
    readonly authorId: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  await db.insert(commit).values(row);
}

export async function insertBuilds(db: Database, rows: readonly (typeof build.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await db.insert(build).values([...rows]);
}

const selectCommits = (db: Database) =>
  db
    .select({
      id: sql<CommitId>`${commit.id}`,
      projectId: sql<ProjectId>`${commit.projectId}`,
      number: commit.number,
      message: commit.message,
      createdAt: commit.createdAt,
      author: { id: user.id, name: user.name, email: user.email },
    })
    .from(commit)
    .innerJoin(user, eq(user.id, commit.authorId));

export async function findCommit(db: Database, id: string): Promise<CommitRow | undefined> {
  const [row] = await selectCommits(db).where(eq(commit.id, id));
  return row;
}

/** Commits below a number, newest first; with a service, those that built it. */
export async function listCommits(
  db: Database,
  query: {
    readonly projectId: string;
    readonly before: number | undefined;
    readonly limit: number;
    readonly serviceId: string | undefined;
  },
): Promise<readonly CommitRow[]> {
  const builds =
    query.serviceId === undefined
      ? undefined
      : db.select({ id: build.commitId }).from(build).where(eq(build.serviceId, query.serviceId));
  return selectCommits(db)
    .where(
      and(
        eq(commit.projectId, query.projectId),
        query.before === undefined ? undefined : lt(commit.number, query.before),
        builds === undefined ? undefined : inArray(commit.id, builds),
      ),
    )
    .orderBy(desc(commit.number))
    .limit(query.limit);
}

/** Builds with their merge requests and repositories, for the queries of this folder. */
export const selectBuilds = (db: Database) =>
  db
    .select({ build, mergeRequest, repository: { fullPath: repository.fullPath, webUrl: repository.webUrl } })
    .from(build)
    .leftJoin(mergeRequest, eq(mergeRequest.id, build.mergeRequestId))
    .leftJoin(repository, sql`${repository.id} = (${build.target} ->> 'repositoryId')::uuid`);

type Selected = Awaited<ReturnType<ReturnType<typeof selectBuilds>['execute']>>[number];

/** A selected build, with the defaults of settings that an older version did not pin. */
export const toBuild = (row: Selected): BuildRow => ({
  ...row.build,
  id: row.build.id as BuildId,
  commitId: row.build.commitId as CommitId,
  projectId: row.build.projectId as ProjectId,
  serviceId: row.build.serviceId as ServiceId,
  target:
    row.build.target === null
      ? null
      : { ...row.build.target, settings: withSettingDefaults(row.build.target.settings) },
  mergeRequest: row.mergeRequest,
  repository: row.repository,
});

export async function findBuild(db: Database, id: string): Promise<BuildRow | undefined> {
  const [row] = await selectBuilds(db).where(eq(build.id, id));
  return row === undefined ? undefined : toBuild(row);
}

export async function listBuildsOfCommits(db: Database, commitIds: readonly string[]): Promise<readonly BuildRow[]> {
  if (commitIds.length === 0) return [];
  const rows = await selectBuilds(db)
    .where(inArray(build.commitId, [...commitIds]))
    .orderBy(build.serviceName, build.id);
  return rows.map(toBuild);
}

/** The newest build of each service of a project. */
export async function listLastBuilds(db: Database, projectId: string): Promise<ReadonlyMap<string, BuildRow>> {
  const newest = db
    .selectDistinctOn([build.serviceId], { id: build.id })
    .from(build)
    .where(eq(build.projectId, projectId))
    .orderBy(build.serviceId, desc(build.commitNumber));
  const rows = await selectBuilds(db).where(inArray(build.id, newest));
  return new Map(rows.map((row) => [row.build.serviceId, toBuild(row)]));
}

/** The builds of a service that its commits made up to one of them, oldest first: the history of its model. */
export async function listModelHistory(
  db: Database,
  serviceId: string,
  upToCommit: number,
): Promise<readonly { readonly commitNumber: number; readonly modelHash: string; readonly createdAt: Date }[]> {
  return db
    .select({ commitNumber: build.commitNumber, modelHash: build.modelHash, createdAt: build.createdAt })
    .from(build)
    .where(and(eq(build.serviceId, serviceId), lte(build.commitNumber, upToCommit)))
    .orderBy(asc(build.commitNumber));
}

/** The model of a service's build before this commit; undefined for the first one. */
export async function findEarlierModelHash(
  db: Database,
  serviceId: string,
  beforeCommit: number,
): Promise<string | undefined> {
  const [row] = await db
    .select({ modelHash: build.modelHash })
    .from(build)
    .where(and(eq(build.serviceId, serviceId), lt(build.commitNumber, beforeCommit)))
    .orderBy(desc(build.commitNumber))
    .limit(1);
  return row?.modelHash;
}

/** Changes a build, but only from one of the states given; false when it is in another one by now. */
export async function updateBuild(
  db: Database,
  id: string,
  from: readonly BuildState[],
  change: Partial<Omit<typeof build.$inferInsert, 'id' | 'commitId' | 'serviceId'>>,
): Promise<boolean> {
  const rows = await db
    .update(build)
    .set(change)
    .where(and(eq(build.id, id), inArray(build.state, [...from])))
    .returning({ id: build.id });
  return rows.length > 0;
}

/** True while a build of the service may still change something. */
export async function hasRunningBuild(db: Database, serviceId: string): Promise<boolean> {
  const isWaiting = and(eq(build.state, 'generated'), isNotNull(build.target));
  const rows = await db
    .select({ id: build.id })
    .from(build)
    .where(
      and(eq(build.serviceId, serviceId), or(inArray(build.state, ['queued', 'generating', 'syncing']), isWaiting)),
    )
    .limit(1);
  return rows.length > 0;
}

/** The builds whose merge request this is. */
export async function listBuildsOfMergeRequest(db: Database, mergeRequestId: string): Promise<readonly BuildRow[]> {
  return (await selectBuilds(db).where(eq(build.mergeRequestId, mergeRequestId))).map(toBuild);
}

/** Locks the commit until the transaction ends: its builds then see each other's states in one order. */
export async function lockCommit(db: Database, commitId: string): Promise<void> {
  await db.select({ id: commit.id }).from(commit).where(eq(commit.id, commitId)).for('update');
}

/** True while another build of the same commit for the same repository is not generated yet. */
export async function hasUnfinishedSiblings(
  db: Database,
  own: { readonly id: string; readonly commitId: string; readonly target: BuildTarget },
): Promise<boolean> {
  const rows = await db
    .select({ id: build.id })
    .from(build)
    .where(
      and(
        eq(build.commitId, own.commitId),
        ne(build.id, own.id),
        inArray(build.state, ['queued', 'generating']),
        sql`${build.target} ->> 'baseUrl' = ${own.target.baseUrl}`,
        sql`(${build.target} ->> 'externalId')::int = ${own.target.externalId}`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
