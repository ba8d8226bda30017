import { and, asc, desc, eq, gt, inArray, lt, lte, ne, sql } from 'drizzle-orm';
import type { BuildId, BuildState, CommitId, ProjectId, ServiceId } from '@amplication/domain';
import type { BuildTarget } from '../build-data.ts';
import type { Database } from '../store.ts';
import { build, buildLog, commit, mergeRequest, repository, user } from '../tables/index.ts';

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

const selectBuilds = (db: Database) =>
  db
    .select({ build, mergeRequest, repository: { fullPath: repository.fullPath, webUrl: repository.webUrl } })
    .from(build)
    .leftJoin(mergeRequest, eq(mergeRequest.id, build.mergeRequestId))
    .leftJoin(repository, sql`${repository.id} = (${build.target} ->> 'repositoryId')::uuid`);

type Selected = Awaited<ReturnType<ReturnType<typeof selectBuilds>['execute']>>[number];

const toBuild = (row: Selected): BuildRow => ({
  ...row.build,
  id: row.build.id as BuildId,
  commitId: row.build.commitId as CommitId,
  projectId: row.build.projectId as ProjectId,
  serviceId: row.build.serviceId as ServiceId,
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

/** The newest finished generation of each service that goes to the same remote and branch settings, as its builds say. */
export async function listNewestGenerations(
  db: Database,
  remote: { readonly baseUrl: string; readonly externalId: number },
): Promise<readonly BuildRow[]> {
  const newest = db
    .selectDistinctOn([build.serviceId], { id: build.id })
    .from(build)
    .where(
      and(
        sql`${build.target} ->> 'baseUrl' = ${remote.baseUrl}`,
        sql`(${build.target} ->> 'externalId')::int = ${remote.externalId}`,
        sql`${build.generationId} is not null`,
      ),
    )
    .orderBy(build.serviceId, desc(build.commitNumber));
  const rows = await selectBuilds(db).where(inArray(build.id, newest)).orderBy(build.serviceId);
  return rows.map(toBuild);
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

/** The builds whose merge request this is. */
export async function listBuildsOfMergeRequest(db: Database, mergeRequestId: string): Promise<readonly BuildRow[]> {
  return (await selectBuilds(db).where(eq(build.mergeRequestId, mergeRequestId))).map(toBuild);
}

/** Locks the commit until the transaction ends: its builds then see each other's states in one order. */
export async function lockCommit(db: Database, commitId: string): Promise<void> {
  await db.select({ id: commit.id }).from(commit).where(eq(commit.id, commitId)).for('update');
}

export async function appendLog(
  db: Database,
  line: {
    readonly buildId: string;
    readonly at: Date;
    readonly step: string;
    readonly level: 'info' | 'warning' | 'error';
    readonly message: string;
  },
): Promise<void> {
  const next = sql<number>`(select coalesce(max(${buildLog.number}), 0) + 1 from ${buildLog} where ${buildLog.buildId} = ${line.buildId})`;
  await db
    .insert(buildLog)
    .values({ ...line, number: next })
    .onConflictDoNothing();
}

export async function listLog(
  db: Database,
  buildId: string,
  after: number,
): Promise<readonly (typeof buildLog.$inferSelect)[]> {
  return db
    .select()
    .from(buildLog)
    .where(and(eq(buildLog.buildId, buildId), gt(buildLog.number, after)))
    .orderBy(asc(buildLog.number))
    .limit(1_000);
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
