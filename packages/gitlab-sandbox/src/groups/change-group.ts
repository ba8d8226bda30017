import { rm } from 'node:fs/promises';
import { groupLevelOf, groupsWithin, maintainer } from '../access.ts';
import { rememberPaths } from '../projects/check-project-names.ts';
import { removeProject } from '../projects/remove-project.ts';
import { ApiError, forbidden, messageError, notFound } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type Group, type User } from '../state/sandbox-state.ts';

export interface GroupInput {
  readonly name?: string | undefined;
  readonly path?: string | undefined;
  readonly description?: string | undefined;
  readonly visibility?: Group['visibility'] | undefined;
  readonly projectCreationLevel?: Group['projectCreationLevel'] | undefined;
}

/** Creates a group at the top or in another one, with its creator as owner; throws GitLab's answers. */
export function createGroup(
  context: Pick<SandboxContext, 'state' | 'now'>,
  user: User,
  input: GroupInput & { readonly name: string; readonly path: string; readonly parentId?: number | undefined },
): Group {
  const { state } = context;
  const parent = state.groups.find(({ id }) => id === input.parentId);
  if (input.parentId !== undefined && parent === undefined) throw notFound('Group');
  if (parent !== undefined && groupLevelOf(state, user, parent.id) < maintainer) throw forbidden();
  const fullPath = parent === undefined ? input.path : `${parent.fullPath}/${input.path}`;
  checkPath(context, { path: input.path, fullPath, namespaceId: parent?.id });
  const group: Group = {
    id: nextId(state, 'namespace'),
    parentId: parent?.id ?? null,
    name: input.name,
    path: input.path,
    fullPath,
    description: input.description ?? '',
    visibility: input.visibility ?? 'private',
    projectCreationLevel: input.projectCreationLevel ?? 'developer',
    createdAt: timestamp(context),
    markedForDeletionOn: null,
  };
  checkVisibility(group, parent);
  state.groups.push(group);
  const member = { userId: user.id, groupId: group.id, projectId: null, accessLevel: 50 } as const;
  state.memberships.push({ ...member, createdAt: group.createdAt, createdById: user.id, expiresAt: null });
  return group;
}

/** Changes what is given; a new path moves everything below, which leaves redirects behind. */
export function changeGroup(context: Pick<SandboxContext, 'state'>, group: Group, input: GroupInput): void {
  const { path = group.path } = input;
  const before = group.fullPath;
  const after = [...before.split('/').slice(0, -1), path].join('/');
  if (after !== before) checkPath(context, { path, fullPath: after, namespaceId: group.parentId ?? undefined });
  const below = context.state.groups.filter((one) => one === group || one.fullPath.startsWith(`${before}/`));
  const inside = context.state.projects.filter((one) => below.some(({ id }) => id === one.namespaceId));
  const redirect = rememberPaths(
    context,
    inside.map(({ id }) => id),
  );
  group.path = path;
  for (const one of below) one.fullPath = after + one.fullPath.slice(before.length);
  redirect();
  group.name = input.name ?? group.name;
  group.description = input.description ?? group.description;
  group.visibility = input.visibility ?? group.visibility;
  group.projectCreationLevel = input.projectCreationLevel ?? group.projectCreationLevel;
}

/** Removes a group with all groups and projects below it. */
export async function removeGroup(context: Pick<SandboxContext, 'state' | 'dataDir'>, group: Group): Promise<void> {
  const { state } = context;
  const below = groupsWithin(state, group);
  const ids = new Set(below.map(({ id }) => id));
  const projects = state.projects.filter((one) => ids.has(one.namespaceId));
  for (const project of projects) {
    removeProject(state, project);
    await rm(gitDirOf(context, project), { recursive: true, force: true });
  }
  state.groups.splice(0, state.groups.length, ...state.groups.filter(({ id }) => !ids.has(id)));
  const kept = state.memberships.filter(({ groupId }) => groupId === null || !ids.has(groupId));
  state.memberships.splice(0, state.memberships.length, ...kept);
}

const rank = { private: 0, internal: 1, public: 2 } as const;

function checkVisibility(group: Group, parent: Group | undefined): void {
  if (parent === undefined || rank[group.visibility] <= rank[parent.visibility]) return;
  const sentence = `${group.visibility} is not allowed since the parent group has a ${parent.visibility} visibility.`;
  throw new ApiError(400, { message: { visibility_level: [sentence] } });
}

function checkPath(
  context: Pick<SandboxContext, 'state'>,
  names: { readonly path: string; readonly fullPath: string; readonly namespaceId: number | undefined },
): void {
  const isPath = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/.test(names.path) && !/(\.git|\.atom|\.)$|^\./.test(names.path);
  if (!isPath) {
    const sentence =
      "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-' or end in '.', '.git' or '.atom'.";
    throw messageError(400, `Failed to save group {:path=>["${sentence}"]}`);
  }
  const { groups, users, projects } = context.state;
  const wanted = names.fullPath.toLowerCase();
  const isTaken =
    groups.some((one) => one.fullPath.toLowerCase() === wanted) ||
    users.some((one) => one.username.toLowerCase() === wanted) ||
    projects.some(
      (one) => one.namespaceId === names.namespaceId && one.path.toLowerCase() === names.path.toLowerCase(),
    );
  if (isTaken) throw messageError(400, 'Failed to save group {:path=>["has already been taken"]}');
}
