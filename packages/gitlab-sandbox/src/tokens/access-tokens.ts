import { randomBytes } from 'node:crypto';
import { messageError } from '../rest/api-error.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type AccessToken, type TokenResource, type User } from '../state/sandbox-state.ts';

export const tokenScopes = [
  'api',
  'read_api',
  'read_user',
  'create_runner',
  'manage_runner',
  'k8s_proxy',
  'self_rotate',
  'read_repository',
  'write_repository',
  'read_registry',
  'write_registry',
  'ai_features',
] as const;

export interface TokenInput {
  readonly name: string;
  readonly description?: string | undefined;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
  readonly resource?: TokenResource | undefined;
}

/** Adds a token of the user and returns it: its text is shown once. */
export function createToken(
  context: Pick<SandboxContext, 'state' | 'now'>,
  user: User,
  input: TokenInput,
  familyId?: number,
): AccessToken {
  const id = nextId(context.state, 'accessToken');
  const token: AccessToken = {
    id,
    familyId: familyId ?? id,
    userId: user.id,
    name: input.name,
    description: input.description ?? null,
    resource: input.resource ?? null,
    token: `glpat-${randomBytes(15).toString('base64url')}`,
    scopes: input.scopes,
    createdAt: timestamp(context),
    expiresAt: input.expiresAt,
    revoked: false,
    lastUsedAt: null,
  };
  context.state.accessTokens.push(token);
  return token;
}

/** Replaces a token by one with the same name, scopes and holder; the old one works no more. */
export function rotateToken(
  context: Pick<SandboxContext, 'state' | 'now'>,
  token: AccessToken,
  expiresAt: string | undefined,
): AccessToken {
  const user = context.state.users.find(({ id }) => id === token.userId);
  if (user === undefined) throw new Error('A token without a user cannot be rotated.');
  token.revoked = true;
  const input = { ...token, description: token.description ?? undefined, resource: token.resource ?? undefined };
  return createToken(context, user, { ...input, expiresAt: expiresAt ?? daysFromNow(context, 7) }, token.familyId);
}

/** Adds the user behind a token of a project or group, with the token's role there. */
export function createBot(
  context: Pick<SandboxContext, 'state' | 'now'>,
  name: string,
  resource: TokenResource,
  createdById: number,
): User {
  const { state } = context;
  const username = `${resource.type}_${resource.id}_bot_${randomBytes(16).toString('hex')}`;
  const bot: User = {
    id: nextId(state, 'user'),
    username,
    name,
    email: `${username}@noreply.example.com`,
    namespaceId: nextId(state, 'namespace'),
    createdAt: timestamp(context),
    state: 'active',
    isBot: true,
  };
  state.users.push(bot);
  state.memberships.push({
    userId: bot.id,
    projectId: resource.type === 'project' ? resource.id : null,
    groupId: resource.type === 'group' ? resource.id : null,
    accessLevel: resource.accessLevel,
    createdAt: bot.createdAt,
    createdById,
    expiresAt: null,
  });
  return bot;
}

/** Whether it works: neither revoked nor expired. */
export function isTokenActive(context: Pick<SandboxContext, 'now'>, token: AccessToken): boolean {
  return !token.revoked && (token.expiresAt === null || token.expiresAt > timestamp(context).slice(0, 10));
}

/** Throws GitLab's answer for a day that is over, today or more than a year away. */
export function checkExpiry(context: Pick<SandboxContext, 'now'>, day: string | undefined): void {
  if (day === undefined) return;
  const last = daysFromNow(context, 365);
  if (day <= timestamp(context).slice(0, 10)) throw messageError(400, 'Expiration date must be in the future');
  if (day > last) throw messageError(400, `Expiration date must be before ${last}`);
}

/** The day so many days from now, as `YYYY-MM-DD`. */
export function daysFromNow(context: Pick<SandboxContext, 'now'>, days: number): string {
  return new Date(context.now().getTime() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}
