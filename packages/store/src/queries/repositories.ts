import { and, eq, exists, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { GitOrganizationId, RepositoryId } from '@amplication/domain';
import type { Database } from '../store.ts';
import { gitOrganization, gitSettings, repository } from '../tables/index.ts';

export interface RepositoryRow extends Omit<typeof repository.$inferSelect, 'id' | 'gitOrganizationId'> {
  readonly id: RepositoryId;
  readonly gitOrganizationId: GitOrganizationId;
}

const toRow = (row: typeof repository.$inferSelect): RepositoryRow => ({
  ...row,
  id: row.id as RepositoryId,
  gitOrganizationId: row.gitOrganizationId as GitOrganizationId,
});

export async function findRepository(db: Database, id: string): Promise<RepositoryRow | undefined> {
  const [row] = await db.select().from(repository).where(eq(repository.id, id));
  return row === undefined ? undefined : toRow(row);
}

/**
 * Keeps what GitLab last said of a repository, by its numeric id: name and path may change, the row stays and tells where
 * it was before.
 */
export async function saveRepository(
  db: Database,
  row: Omit<typeof repository.$inferInsert, 'movedFrom' | 'formerDefaultBranch' | 'movedAt'>,
): Promise<RepositoryRow> {
  const { id: _id, gitOrganizationId: _organization, externalId: _external, ...changes } = row;
  const before = (isOther: ReturnType<typeof sql>, old: ReturnType<typeof sql>, kept: ReturnType<typeof sql>) =>
    sql`case when ${isOther} then ${old} else ${kept} end`;
  const [saved] = await db
    .insert(repository)
    .values(row)
    .onConflictDoUpdate({
      target: [repository.gitOrganizationId, repository.externalId],
      set: {
        ...changes,
        movedFrom: before(
          sql`${repository.fullPath} <> excluded.full_path`,
          sql`${repository.fullPath}`,
          sql`${repository.movedFrom}`,
        ),
        formerDefaultBranch: before(
          sql`${repository.defaultBranch} <> excluded.default_branch`,
          sql`${repository.defaultBranch}`,
          sql`${repository.formerDefaultBranch}`,
        ),
        movedAt: before(
          sql`(${repository.fullPath}, ${repository.defaultBranch}) <> (excluded.full_path, excluded.default_branch)`,
          sql`excluded.checked_at`,
          sql`${repository.movedAt}`,
        ),
      },
    })
    .returning();
  if (saved === undefined) throw new Error('The repository was not stored.');
  return toRow(saved);
}

/** Changes what is known of a repository's state; nothing else. */
export async function updateRepositoryState(
  db: Database,
  id: string,
  change: Pick<typeof repository.$inferInsert, 'state' | 'checkedAt'>,
): Promise<void> {
  await db.update(repository).set(change).where(eq(repository.id, id));
}

/** Repositories that settings use through a working account and that nobody asked GitLab about since a moment. */
export async function listUncheckedRepositories(
  db: Database,
  query: { readonly before: Date; readonly projectId?: string; readonly limit: number },
): Promise<readonly RepositoryRow[]> {
  const isUsed = db
    .select({ id: gitSettings.id })
    .from(gitSettings)
    .where(
      and(
        eq(gitSettings.repositoryId, repository.id),
        query.projectId === undefined ? undefined : eq(gitSettings.projectId, query.projectId),
      ),
    );
  const rows = await db
    .select()
    .from(repository)
    .where(
      and(
        exists(isUsed),
        inArray(
          repository.gitOrganizationId,
          db.select({ id: gitOrganization.id }).from(gitOrganization).where(eq(gitOrganization.health, 'ok')),
        ),
        or(isNull(repository.checkedAt), lt(repository.checkedAt, query.before)),
      ),
    )
    .orderBy(sql`${repository.checkedAt} nulls first`)
    .limit(query.limit);
  return rows.map(toRow);
}

/** The projects whose settings, or those of their services, use a repository. */
export async function listProjectsOf(db: Database, repositoryId: string): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ projectId: gitSettings.projectId })
    .from(gitSettings)
    .where(eq(gitSettings.repositoryId, repositoryId));
  return rows.map(({ projectId }) => projectId);
}
