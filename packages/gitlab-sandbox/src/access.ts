import type { AccessLevel, Group, MergeRequest, Project, SandboxState, User } from './state/sandbox-state.ts';

export const guest = 10;
export const reporter = 20;
export const developer = 30;
export const maintainer = 40;
export const owner = 50;

/** Who asks without a token: sees what is public and nothing else. */
export const nobody: User = {
  id: 0,
  username: '',
  name: '',
  email: '',
  namespaceId: 0,
  createdAt: '',
  state: 'active',
  isBot: false,
};

export interface Namespace {
  readonly id: number;
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly path: string;
  readonly fullPath: string;
  readonly parentId: number | null;
}

/** The groups around a group, itself first. */
export function ancestorsOf(state: SandboxState, groupId: number | null): readonly Group[] {
  const group = state.groups.find((one) => one.id === groupId);
  return group === undefined ? [] : [group, ...ancestorsOf(state, group.parentId)];
}

/** The user's or the group's namespace of this id. */
export function findNamespace(state: SandboxState, id: number): Namespace | undefined {
  const group = state.groups.find((one) => one.id === id);
  if (group !== undefined) return { ...group, kind: 'group' };
  const user = state.users.find((one) => one.namespaceId === id);
  if (user === undefined) return undefined;
  return { id, kind: 'user', name: user.name, path: user.username, fullPath: user.username, parentId: null };
}

/** The path of a project in addresses: namespace and path. */
export function fullPathOf(state: SandboxState, project: Project): string {
  return `${findNamespace(state, project.namespaceId)?.fullPath ?? ''}/${project.path}`;
}

/** The address of the project's page. */
export function projectUrlOf(
  context: { readonly state: SandboxState; readonly url: () => string },
  project: Project,
): string {
  return `${context.url()}/${fullPathOf(context.state, project)}`;
}

/** The group and all groups below it. */
export function groupsWithin(state: SandboxState, group: Group): readonly Group[] {
  return state.groups.filter((one) => one === group || one.fullPath.startsWith(`${group.fullPath}/`));
}

/** The project of this full path; letter case does not matter. */
export function findProjectByPath(state: SandboxState, fullPath: string): Project | undefined {
  const wanted = fullPath.toLowerCase();
  return state.projects.find((project) => fullPathOf(state, project).toLowerCase() === wanted);
}

/** The user's role in a group, inherited from the groups around it. */
export function groupLevelOf(state: SandboxState, user: User | undefined, groupId: number): AccessLevel {
  const groups = ancestorsOf(state, groupId).map((group) => group.id);
  const levels = state.memberships.flatMap((membership) =>
    membership.userId === user?.id && membership.groupId !== null && groups.includes(membership.groupId)
      ? [membership.accessLevel]
      : [],
  );
  return highest(levels);
}

/** The user's role in a project: its own, the groups' or that of the owner of a personal namespace. */
export function projectLevelOf(state: SandboxState, user: User | undefined, project: Project): AccessLevel {
  if (user === undefined) return 0;
  if (user.namespaceId === project.namespaceId) return owner;
  const own = state.memberships.flatMap((membership) =>
    membership.userId === user.id && membership.projectId === project.id ? [membership.accessLevel] : [],
  );
  return highest([...own, groupLevelOf(state, user, project.namespaceId)]);
}

/** Whether the user may know that the project exists. */
export function canSee(state: SandboxState, user: User | undefined, project: Project): boolean {
  if (project.visibility === 'public') return true;
  if (project.visibility === 'internal' && isSignedIn(user)) return true;
  return projectLevelOf(state, user, project) > 0;
}

/** Whether the user may know that the group exists; who has a role in something below it may. */
export function canSeeGroup(state: SandboxState, user: User | undefined, group: Group): boolean {
  if (group.visibility === 'public' || (group.visibility === 'internal' && isSignedIn(user))) return true;
  if (groupLevelOf(state, user, group.id) > 0) return true;
  const own = state.memberships.filter((one) => one.userId === user?.id);
  return own.some(({ groupId, projectId }) => {
    const project = state.projects.find(({ id }) => id === projectId);
    return ancestorsOf(state, groupId ?? project?.namespaceId ?? null).some(({ id }) => id === group.id);
  });
}

function isSignedIn(user: User | undefined): boolean {
  return user !== undefined && user !== nobody;
}

/** Whether the user may read files: guests of a private project may not. */
export function canDownload(state: SandboxState, user: User | undefined, project: Project): boolean {
  return (
    canSee(state, user, project) &&
    (project.visibility !== 'private' || projectLevelOf(state, user, project) >= reporter)
  );
}

const creationLevels = { noone: 100, owner, maintainer, developer } as const;

/** Whether the user may create projects in the namespace. */
export function canCreateIn(state: SandboxState, user: User, namespaceId: number): boolean {
  if (user.namespaceId === namespaceId) return true;
  const group = state.groups.find((one) => one.id === namespaceId);
  return group !== undefined && groupLevelOf(state, user, group.id) >= creationLevels[group.projectCreationLevel];
}

/** Whether the user may push to the branch: protected ones ask for a role of their own, as do empty repositories. */
export function canPush(state: SandboxState, user: User, project: Project, branch: string): boolean {
  const level = projectLevelOf(state, user, project);
  if (project.archived || level < developer) return false;
  if (project.defaultBranch === null) return level >= maintainer;
  return isAllowed(level, protectionOf(project, branch)?.pushAccessLevel);
}

// On a protected branch, a level of 0 lets nobody in.
function isAllowed(level: AccessLevel, needed: AccessLevel | undefined): boolean {
  return needed === undefined || (needed > 0 && level >= needed);
}

/** Whether the user may merge into the target branch. */
export function canMerge(state: SandboxState, user: User, project: Project, mergeRequest: MergeRequest): boolean {
  const level = projectLevelOf(state, user, project);
  const protection = protectionOf(project, mergeRequest.targetBranch);
  return !project.archived && level >= developer && isAllowed(level, protection?.mergeAccessLevel);
}

/** The rule that protects the branch; a rule's name may hold `*`. */
export function protectionOf(project: Project, branch: string): Project['protectedBranches'][number] | undefined {
  return project.protectedBranches.find(({ name }) => {
    const pattern = name
      .split('*')
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${pattern}$`).test(branch);
  });
}

function highest(levels: readonly AccessLevel[]): AccessLevel {
  return levels.reduce<AccessLevel>((best, level) => (level > best ? level : best), 0);
}
