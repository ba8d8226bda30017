import { canCreateIn, canSee, findProjectByPath } from '../access.ts';
import { createProject } from '../projects/create-project.ts';
import { ApiError } from '../rest/api-error.ts';
import type { Caller } from '../rest/authenticate.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';

/** The project that was at this path, unless another has it now. Who may not see it does not learn where it went. */
export function findMoved(context: SandboxContext, user: User | undefined, path: string): Project | undefined {
  const { state } = context;
  if (findProjectByPath(state, path) !== undefined) return undefined;
  const old = state.redirects.find((one) => one.path.toLowerCase() === path.toLowerCase());
  const moved = state.projects.find(({ id }) => id === old?.projectId);
  return moved !== undefined && canSee(state, user, moved) ? moved : undefined;
}

/** Creates the private project of a path that is pushed to, where the pusher may; undefined elsewhere. */
export async function createByPush(
  context: SandboxContext,
  caller: Caller | undefined,
  path: string,
): Promise<Project | undefined> {
  const isAllowed = caller?.scopes.some((scope) => scope === 'api' || scope === 'write_repository') ?? false;
  if (caller === undefined || !isAllowed) return undefined;
  const [name = '', ...above] = path.split('/').reverse();
  const namespacePath = above.reverse().join('/').toLowerCase();
  const ids = [
    ...context.state.groups.filter((one) => one.fullPath.toLowerCase() === namespacePath).map(({ id }) => id),
    ...context.state.users.filter((one) => one.username.toLowerCase() === namespacePath).map((one) => one.namespaceId),
  ];
  const namespaceId = ids[0];
  if (namespaceId === undefined || !canCreateIn(context.state, caller.user, namespaceId)) return undefined;
  try {
    const project = await createProject(context, caller.user, { name: undefined, path: name, namespaceId });
    await context.flush();
    return project;
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
