import { and, count, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { GitOrganizationId, WorkspaceId } from '@amplication/domain';
import type { Database } from '../store.ts';
import { gitOrganization, gitSettings, oauthAttempt, project, repository, service } from '../tables/index.ts';

export interface GitOrganizationRow {
  readonly id: GitOrganizationId;
  readonly workspaceId: WorkspaceId;
  readonly baseUrl: string;
  readonly externalUserId: number;
  readonly username: string;
  readonly name: string;
  readonly auth: 'oauth' | 'token';
  /** Encrypted. */
  readonly accessToken: string;
  /** Encrypted. */
  readonly refreshToken: string | null;
  readonly accessTokenExpiresAt: Date | null;
  /** `disconnected` ones are kept for the history of their repositories, without tokens. */
  readonly health: 'ok' | 'reconnect' | 'no-access' | 'disconnected';
  readonly tokenName: string | null;
  /** A day, YYYY-MM-DD. */
  readonly tokenExpiresOn: string | null;
  readonly certificate: string | null;
  readonly checkedAt: Date | null;
  readonly createdAt: Date;
}

const toRow = (row: typeof gitOrganization.$inferSelect): GitOrganizationRow => ({
  ...row,
  id: row.id as GitOrganizationId,
  workspaceId: row.workspaceId as WorkspaceId,
});

export async function findGitOrganization(db: Database, id: string): Promise<GitOrganizationRow | undefined> {
  const [row] = await db.select().from(gitOrganization).where(eq(gitOrganization.id, id));
  return row === undefined ? undefined : toRow(row);
}

/** Locked until the transaction ends: GitLab kills both tokens when one is refreshed, so only one process may. */
export async function lockGitOrganization(db: Database, id: string): Promise<GitOrganizationRow | undefined> {
  const [row] = await db.select().from(gitOrganization).where(eq(gitOrganization.id, id)).for('update');
  return row === undefined ? undefined : toRow(row);
}

export async function listGitOrganizations(db: Database, workspaceId: string): Promise<readonly GitOrganizationRow[]> {
  const rows = await db
    .select()
    .from(gitOrganization)
    .where(and(eq(gitOrganization.workspaceId, workspaceId), ne(gitOrganization.health, 'disconnected')))
    .orderBy(gitOrganization.createdAt);
  return rows.map(toRow);
}

/** Connects an account, or reconnects it: repositories and settings of the same account stay. Returns the row's id. */
export async function saveGitOrganization(
  db: Database,
  row: Omit<typeof gitOrganization.$inferInsert, 'createdAt'>,
): Promise<GitOrganizationId> {
  const { id: _id, workspaceId: _workspace, baseUrl: _url, externalUserId: _user, ...changes } = row;
  const [saved] = await db
    .insert(gitOrganization)
    .values(row)
    .onConflictDoUpdate({
      target: [gitOrganization.workspaceId, gitOrganization.baseUrl, gitOrganization.externalUserId],
      set: changes,
    })
    .returning({ id: gitOrganization.id });
  if (saved === undefined) throw new Error('The connection was not stored.');
  return saved.id as GitOrganizationId;
}

export async function updateGitOrganization(
  db: Database,
  id: string,
  change: Partial<Omit<typeof gitOrganization.$inferInsert, 'id' | 'workspaceId' | 'baseUrl' | 'externalUserId'>>,
): Promise<void> {
  await db.update(gitOrganization).set(change).where(eq(gitOrganization.id, id));
}

/** Gives the accounts of a workspace at an instance the certificate authorities that it is trusted by from now on. */
export async function updateCertificates(
  db: Database,
  workspaceId: string,
  baseUrl: string,
  certificate: string | null,
): Promise<void> {
  await db
    .update(gitOrganization)
    .set({ certificate })
    .where(and(eq(gitOrganization.workspaceId, workspaceId), eq(gitOrganization.baseUrl, baseUrl)));
}

/** Connected accounts that nobody asked GitLab about since a moment, those that were never asked about first. */
export async function listUncheckedOrganizations(
  db: Database,
  before: Date,
  limit: number,
): Promise<readonly GitOrganizationRow[]> {
  const rows = await db
    .select()
    .from(gitOrganization)
    .where(
      and(
        inArray(gitOrganization.health, ['ok', 'no-access']),
        or(isNull(gitOrganization.checkedAt), lt(gitOrganization.checkedAt, before)),
      ),
    )
    .orderBy(sql`${gitOrganization.checkedAt} nulls first`)
    .limit(limit);
  return rows.map(toRow);
}

/** How many projects and services sync through each connection of a workspace. */
export async function countUses(db: Database, workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ id: repository.gitOrganizationId, uses: count(gitSettings.id) })
    .from(repository)
    .innerJoin(
      gitOrganization,
      and(eq(gitOrganization.id, repository.gitOrganizationId), eq(gitOrganization.workspaceId, workspaceId)),
    )
    .innerJoin(gitSettings, eq(gitSettings.repositoryId, repository.id))
    .groupBy(repository.gitOrganizationId);
  return new Map(rows.map((row) => [row.id, row.uses]));
}

/** Settings that sync through an account. */
export interface AccountUse {
  readonly projectId: string;
  readonly projectName: string;
  /** null: the settings are the project's own. */
  readonly serviceName: string | null;
  readonly repository: string;
}

/** The settings that sync through an account, by project and service. */
export async function listUsesOf(db: Database, gitOrganizationId: string): Promise<readonly AccountUse[]> {
  return db
    .select({
      projectId: project.id,
      projectName: project.name,
      serviceName: service.name,
      repository: repository.fullPath,
    })
    .from(gitSettings)
    .innerJoin(repository, eq(repository.id, gitSettings.repositoryId))
    .innerJoin(project, eq(project.id, gitSettings.projectId))
    .leftJoin(service, eq(service.id, gitSettings.serviceId))
    .where(eq(repository.gitOrganizationId, gitOrganizationId))
    .orderBy(project.name, service.name);
}

export type OauthAttempt = typeof oauthAttempt.$inferSelect;

export async function insertOauthAttempt(db: Database, attempt: OauthAttempt): Promise<void> {
  await db.delete(oauthAttempt).where(lt(oauthAttempt.expiresAt, sql`now()`));
  await db.insert(oauthAttempt).values(attempt);
}

/** Takes an attempt out, so that its state works once; undefined when there is none (any more). */
export async function takeOauthAttempt(db: Database, stateHash: string): Promise<OauthAttempt | undefined> {
  const [row] = await db.delete(oauthAttempt).where(eq(oauthAttempt.stateHash, stateHash)).returning();
  return row;
}
