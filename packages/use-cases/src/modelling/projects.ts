import type { Project } from '@amplication/contract';
import { Refusal, toKebabCase } from '@amplication/domain';
import { insertProject, listProjects as listRows, type ProjectRow } from '@amplication/store';
import { getProject as getRow, requireWorkspace } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';

/** Projects of a workspace, by name. */
export async function listProjects(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  workspaceId: string,
): Promise<readonly Project[]> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  return (await listRows(ctx.store.db, workspaceId)).map(toProject);
}

/** Creates an empty project. Its name must be free in the workspace. */
export async function createProject(
  ctx: Pick<Context, 'store' | 'newId'>,
  principal: Principal,
  workspaceId: string,
  input: { readonly name: string },
): Promise<Project> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  const id = ctx.newId();
  const inserted = await insertProject(ctx.store.db, { id, workspaceId, name: input.name, slug: toSlug(input.name) });
  if (!inserted) {
    throw new Refusal('name_taken', `The workspace already has a project named "${input.name}".`, [
      { path: 'name', message: 'This name is taken.' },
    ]);
  }
  return getProject(ctx, principal, id);
}

/** One project. */
export async function getProject(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  projectId: string,
): Promise<Project> {
  return toProject(await getRow(ctx.store.db, principal, projectId));
}

/** The form of a name in folders, branches and addresses: `Billing service` -> `billing-service`. Refuses names without a letter. */
export function toSlug(name: string): string {
  const slug = toKebabCase(name).replace(/^[^a-z]+/u, '');
  if (slug === '') {
    throw new Refusal('invalid_name', `"${name}" has no letter from a to z: folders and branches need one.`, [
      { path: 'name', message: 'Use at least one letter from a to z.' },
    ]);
  }
  return slug;
}

function toProject(row: ProjectRow): Project {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    name: row.name,
    slug: row.slug,
    createdAt: row.createdAt.toISOString(),
    services: row.services,
  };
}
