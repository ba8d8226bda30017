import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { gitInstance } from '../tables/index.ts';

/** A GitLab that a workspace entered itself. */
export type GitInstanceRow = typeof gitInstance.$inferSelect;

export async function listGitInstances(db: Database, workspaceId: string): Promise<readonly GitInstanceRow[]> {
  return db.select().from(gitInstance).where(eq(gitInstance.workspaceId, workspaceId)).orderBy(asc(gitInstance.name));
}

export async function findGitInstance(
  db: Database,
  workspaceId: string,
  baseUrl: string,
): Promise<GitInstanceRow | undefined> {
  const [row] = await db.select().from(gitInstance).where(isAt(workspaceId, baseUrl));
  return row;
}

/** Enters an instance, or replaces what is known of the one at this address. */
export async function saveGitInstance(
  db: Database,
  row: Omit<typeof gitInstance.$inferInsert, 'createdAt'>,
): Promise<void> {
  const { id: _id, workspaceId: _workspace, baseUrl: _url, ...changes } = row;
  await db
    .insert(gitInstance)
    .values(row)
    .onConflictDoUpdate({ target: [gitInstance.workspaceId, gitInstance.baseUrl], set: changes });
}

export async function deleteGitInstance(db: Database, workspaceId: string, baseUrl: string): Promise<void> {
  await db.delete(gitInstance).where(isAt(workspaceId, baseUrl));
}

function isAt(workspaceId: string, baseUrl: string) {
  return and(eq(gitInstance.workspaceId, workspaceId), eq(gitInstance.baseUrl, baseUrl));
}
