import { and, count, eq, isNull, sql } from 'drizzle-orm';
import type { ProjectId, WorkspaceId } from '@amplication/domain';
import type { Database } from '../store.ts';
import { project, service } from '../tables/index.ts';

export interface ProjectRow {
  readonly id: ProjectId;
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly slug: string;
  readonly createdAt: Date;
  readonly services: number;
}

const select = (db: Database) =>
  db
    .select({
      id: sql<ProjectId>`${project.id}`,
      workspaceId: sql<WorkspaceId>`${project.workspaceId}`,
      name: project.name,
      slug: project.slug,
      createdAt: project.createdAt,
      services: count(service.id),
    })
    .from(project)
    .leftJoin(service, and(eq(service.projectId, project.id), isNull(service.deletedAt)))
    .groupBy(project.id);

export async function findProject(db: Database, id: string): Promise<ProjectRow | undefined> {
  const [row] = await select(db).where(eq(project.id, id));
  return row;
}

export async function listProjects(db: Database, workspaceId: string): Promise<readonly ProjectRow[]> {
  return select(db).where(eq(project.workspaceId, workspaceId)).orderBy(project.name);
}

/** False when the workspace already has a project of this slug. */
export async function insertProject(
  db: Database,
  row: { readonly id: string; readonly workspaceId: string; readonly name: string; readonly slug: string },
): Promise<boolean> {
  const inserted = await db.insert(project).values(row).onConflictDoNothing().returning({ id: project.id });
  return inserted.length > 0;
}

/** Locks the project until the transaction ends and returns the number of its next commit. */
export async function takeCommitNumber(db: Database, projectId: string): Promise<number> {
  const [row] = await db
    .update(project)
    .set({ lastCommitNumber: sql`${project.lastCommitNumber} + 1` })
    .where(eq(project.id, projectId))
    .returning({ number: project.lastCommitNumber });
  if (row === undefined) throw new Error(`Project ${projectId} is gone.`);
  return row.number;
}
