import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { DEFAULT_MERGE_REQUEST, type GitSettings, type RepositoryId } from '@amplication/domain';
import type { Database } from '../store.ts';
import { gitSettings } from '../tables/index.ts';

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
