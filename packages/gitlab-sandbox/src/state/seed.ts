import { randomBytes } from 'node:crypto';
import { createProject, makeFirstCommit } from '../projects/create-project.ts';
import { setDefaultBranch } from '../projects/set-default-branch.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type AccessLevel, type Group, type User } from './sandbox-state.ts';

interface Role {
  readonly token: TokenName;
  readonly username: string;
  readonly name: string;
  readonly level: AccessLevel;
  readonly scopes: readonly string[];
}

export type TokenName = 'owner' | 'maintainer' | 'developer' | 'readonly' | 'guest';

const everything = ['api', 'read_user', 'read_repository', 'write_repository'];
const roles: readonly Role[] = [
  { token: 'owner', username: 'demo', name: 'Demo User', level: 50, scopes: everything },
  { token: 'maintainer', username: 'maintainer', name: 'Maintainer', level: 40, scopes: everything },
  { token: 'developer', username: 'developer', name: 'Developer', level: 30, scopes: everything },
  {
    token: 'readonly',
    username: 'readonly',
    name: 'Reader',
    level: 20,
    scopes: ['read_api', 'read_user', 'read_repository'],
  },
  { token: 'guest', username: 'guest', name: 'Guest', level: 10, scopes: everything },
];

/** Creates one user per role with a personal access token, and the application that people authorize. */
export function seedUsers(context: SandboxContext): void {
  const { state } = context;
  const createdAt = timestamp(context);
  for (const { username, name, scopes, token } of roles) {
    const id = nextId(state, 'user');
    const namespaceId = nextId(state, 'namespace');
    const email = `${username}@example.com`;
    state.users.push({ id, username, name, email, namespaceId, createdAt, state: 'active', isBot: false });
    const tokenId = nextId(state, 'accessToken');
    state.accessTokens.push({
      id: tokenId,
      familyId: tokenId,
      userId: id,
      name: token,
      description: null,
      resource: null,
      token: `glpat-${randomBytes(15).toString('base64url')}`,
      scopes,
      createdAt,
      expiresAt: null,
      revoked: false,
      lastUsedAt: null,
    });
  }
  state.oauthApplications.push({
    id: nextId(state, 'application'),
    name: 'Amplication',
    clientId: randomBytes(32).toString('hex'),
    clientSecret: `gloas-${randomBytes(32).toString('hex')}`,
    redirectUris: [],
  });
}

/** Creates the groups and repositories that a new user can try everything with. */
export async function seedDemo(context: SandboxContext): Promise<void> {
  const { state } = context;
  const [user] = state.users;
  if (user === undefined) throw new Error('The demo needs a user.');
  const acme = addGroup(context, 'Acme', 'acme', null, 'developer');
  const platform = addGroup(context, 'Platform', 'platform', acme, 'developer');
  const payments = addGroup(context, 'Payments', 'payments', acme, 'maintainer');
  for (const role of roles) {
    const member = state.users.find((one) => one.username === role.username);
    if (member === undefined) continue;
    state.memberships.push({
      userId: member.id,
      groupId: acme.id,
      projectId: null,
      accessLevel: role.level,
      createdAt: timestamp(context),
      createdById: user.id,
      expiresAt: null,
    });
  }
  await addProject(context, user, platform, 'Handbook', 'How we work', {
    'README.md': '# Handbook\n\nHow we work: start here.\n',
    'docs/reviews.md': '# Reviews\n\nEvery change is read by one other person before it is merged.\n',
    '.gitignore': 'node_modules/\n',
  });
  const legacy = await addProject(context, user, payments, 'Legacy billing', 'No longer changed', {
    'README.md': '# Legacy billing\n\nReplaced. Kept to look things up.\n',
  });
  legacy.archived = true;
  await createProject(context, user, {
    name: 'Empty',
    path: 'empty',
    namespaceId: platform.id,
    description: 'A repository without a commit',
  });
}

/** Adds a group to a seed. */
export function addGroup(
  context: SandboxContext,
  name: string,
  path: string,
  parent: Group | null,
  level: Group['projectCreationLevel'],
): Group {
  const group: Group = {
    id: nextId(context.state, 'namespace'),
    parentId: parent?.id ?? null,
    name,
    path,
    fullPath: parent === null ? path : `${parent.fullPath}/${path}`,
    description: '',
    visibility: 'private',
    projectCreationLevel: level,
    createdAt: timestamp(context),
    markedForDeletionOn: null,
  };
  context.state.groups.push(group);
  return group;
}

async function addProject(
  context: SandboxContext,
  user: User,
  group: Group,
  name: string,
  description: string,
  files: Readonly<Record<string, string>>,
): ReturnType<typeof createProject> {
  const project = await createProject(context, user, { name, path: undefined, namespaceId: group.id, description });
  await makeFirstCommit(gitDirOf(context, project), user, timestamp(context), 'main', files);
  setDefaultBranch(context, project, 'main');
  return project;
}

/** The personal access tokens of the seeded users, by role. */
export function tokensOf(context: Pick<SandboxContext, 'state'>): Readonly<Record<TokenName, string>> {
  const tokenOf = (name: TokenName): string =>
    context.state.accessTokens.find((one) => one.name === name && !one.revoked)?.token ?? '';
  return {
    owner: tokenOf('owner'),
    maintainer: tokenOf('maintainer'),
    developer: tokenOf('developer'),
    readonly: tokenOf('readonly'),
    guest: tokenOf('guest'),
  };
}
