import { and, eq } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { member, workspace } from '../tables/index.ts';

/** The workspaces that a user belongs to, oldest membership first. */
export async function listWorkspaces(
  db: Database,
  userId: string,
): Promise<readonly { id: string; name: string; slug: string }[]> {
  return db
    .select({ id: workspace.id, name: workspace.name, slug: workspace.slug })
    .from(workspace)
    .innerJoin(member, eq(member.organizationId, workspace.id))
    .where(eq(member.userId, userId))
    .orderBy(member.createdAt, workspace.id);
}

/** True when the user may see the workspace at all. */
export async function isMember(db: Database, workspaceId: string, userId: string): Promise<boolean> {
  const rows = await db
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.organizationId, workspaceId), eq(member.userId, userId)))
    .limit(1);
  return rows.length > 0;
}

/** Creates a workspace with its first owner; what is there under these ids stays as it is. */
export async function insertWorkspace(
  db: Database,
  input: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly memberId: string;
    readonly ownerId: string;
  },
): Promise<void> {
  await db.insert(workspace).values({ id: input.id, name: input.name, slug: input.slug }).onConflictDoNothing();
  await db
    .insert(member)
    .values({ id: input.memberId, organizationId: input.id, userId: input.ownerId, role: 'owner' })
    .onConflictDoNothing();
}
