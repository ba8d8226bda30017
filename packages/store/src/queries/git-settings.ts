import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import {
  DEFAULT_MERGE_REQUEST,
  type GitOrganizationId,
  type GitSettings,
  type RepositoryId,
} from '@amplication/domain';
import type { Database } from '../store.ts';
import { gitSettings, repository } from '../tables/index.ts';

export interface RepositoryRow {
  readonly id: RepositoryId;
  readonly gitOrganizationId: GitOrganizationId;
  readonly externalId: number;
  readonly fullPath: string;
  readonly webUrl: string;
  readonly defaultBranch: string | null;
}

const toRepository = (row: typeof repository.$inferSelect): RepositoryRow => ({
  ...row,
  id: row.id as RepositoryId,
  gitOrganizationId: row.gitOrganizationId as GitOrganizationId,
});

const toSettings = (row: typeof gitSettings.$inferSelect): GitSettings => ({
  repositoryId: row.repositoryId as RepositoryId,
  baseBranch: row.baseBranch,
  syncBranch: row.syncBranch,
  strategy: row.strategy,
  commitMessage: row.commitMessage,
  allowFirstCommit: row.allowFirstCommit,
  mergeRequest: { ...DEFAULT_MERGE_REQUEST, ...row.mergeRequest },
  author: { name: row.authorName, email: row.authorEmail },
});

export async function findRepository(db: Database, id: string): Promise<RepositoryRow | undefined> {
  const [row] = await db.select().from(repository).where(eq(repository.id, id));
  return row === undefined ? undefined : toRepository(row);
}

/** Keeps what GitLab last said of a repository, by its numeric id: name and path may change, the row stays. */
export async function saveRepository(db: Database, row: typeof repository.$inferInsert): Promise<RepositoryRow> {
  const { id: _id, gitOrganizationId: _organization, externalId: _external, ...changes } = row;
  const [saved] = await db
    .insert(repository)
    .values(row)
    .onConflictDoUpdate({ target: [repository.gitOrganizationId, repository.externalId], set: changes })
    .returning();
  if (saved === undefined) throw new Error('The repository was not stored.');
  return toRepository(saved);
}

/** The project's own settings; undefined while no repository is chosen. */
export async function findProjectSettings(db: Database, projectId: string): Promise<GitSettings | undefined> {
  const [row] = await db
    .select()
    .from(gitSettings)
    .where(and(eq(gitSettings.projectId, projectId), isNull(gitSettings.serviceId)));
  return row === undefined ? undefined : toSettings(row);
}

/** Settings of the services that override their project's, by service. */
export async function listServiceSettings(db: Database, projectId: string): Promise<ReadonlyMap<string, GitSettings>> {
  const rows = await db
    .select()
    .from(gitSettings)
    .where(and(eq(gitSettings.projectId, projectId), isNotNull(gitSettings.serviceId)));
  return new Map(rows.map((row) => [row.serviceId ?? '', toSettings(row)]));
}

/** Replaces the settings of a project, or of one service of it. */
export async function saveSettings(
  db: Database,
  owner: { readonly id: string; readonly projectId: string; readonly serviceId: string | null },
  settings: GitSettings,
): Promise<void> {
  await deleteSettings(db, owner);
  const { author, ...others } = settings;
  await db.insert(gitSettings).values({ ...owner, ...others, authorName: author.name, authorEmail: author.email });
}

export async function deleteSettings(
  db: Database,
  owner: { readonly projectId: string; readonly serviceId: string | null },
): Promise<void> {
  const ofOwner = owner.serviceId === null ? isNull(gitSettings.serviceId) : eq(gitSettings.serviceId, owner.serviceId);
  await db.delete(gitSettings).where(and(eq(gitSettings.projectId, owner.projectId), ofOwner));
}
