import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { timestamp } from '../sandbox-context.ts';
import type { AccessToken, User } from '../state/sandbox-state.ts';
import { findSessionUser } from '../web/session.ts';
import { ApiError, forbidden, unauthorized } from './api-error.ts';

export interface Caller {
  readonly user: User;
  readonly scopes: readonly string[];
  /** The personal access token, when it is one. */
  readonly accessToken: AccessToken | undefined;
}

export type TokenAnswer =
  | { readonly kind: 'valid'; readonly caller: Caller }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'revoked' };

/** Who holds this token, and what it may do. */
export function lookUpToken(context: SandboxContext, token: string): TokenAnswer {
  const { state } = context;
  const userOf = (id: number): User | undefined => state.users.find((user) => user.id === id);
  const personal = state.accessTokens.find((one) => one.token === token);
  if (personal !== undefined) {
    const user = userOf(personal.userId);
    const expired = personal.expiresAt !== null && personal.expiresAt <= timestamp(context).slice(0, 10);
    if (user === undefined) return { kind: 'unknown' };
    if (personal.revoked) return { kind: 'revoked' };
    if (expired) return { kind: 'expired' };
    personal.lastUsedAt = timestamp(context);
    return { kind: 'valid', caller: { user, scopes: personal.scopes, accessToken: personal } };
  }
  const oauth = state.oauthTokens.find((one) => one.accessToken === token);
  const user = oauth === undefined ? undefined : userOf(oauth.userId);
  if (oauth === undefined || user === undefined) return { kind: 'unknown' };
  if (oauth.revokedAt !== null) return { kind: 'revoked' };
  if (Date.parse(oauth.createdAt) + oauth.expiresIn * 1000 <= context.now().getTime()) return { kind: 'expired' };
  return { kind: 'valid', caller: { user, scopes: oauth.scopes, accessToken: undefined } };
}

/** The caller of a REST request, or undefined for an anonymous one; throws GitLab's answer for a token that is no good. */
export function authenticate(context: SandboxContext, request: FastifyRequest): Caller | undefined {
  const token = tokenOf(request);
  if (token === undefined) return readSession(context, request);
  const answer = lookUpToken(context, token);
  if (answer.kind === 'unknown') throw unauthorized();
  if (answer.kind !== 'valid') {
    revokeReusedFamily(context, request, token);
    throw invalidToken(answer.kind);
  }
  if (answer.caller.user.state === 'blocked') throw forbidden('Your account has been blocked.');
  return answer.caller;
}

// Somebody who is signed in on the pages may read with the same cookie, and no more.
function readSession(context: SandboxContext, request: FastifyRequest): Caller | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const user = findSessionUser(context, request);
  return user === undefined ? undefined : { user, scopes: ['api'], accessToken: undefined };
}

/** Throws when none of the scopes would do. */
export function requireScope(caller: Caller, scopes: readonly string[]): void {
  if (caller.scopes.some((scope) => scopes.includes(scope))) return;
  throw new ApiError(403, {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: scopes.join(' '),
  });
}

/** The token that a request brings along, wherever it does. */
export function tokenOf(request: Pick<FastifyRequest, 'headers' | 'query' | 'body'>): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['private-token'];
  const fields = [request.query, request.body].flatMap((from) =>
    typeof from === 'object' && from !== null && !Array.isArray(from)
      ? [from as Readonly<Record<string, unknown>>]
      : [],
  );
  const names = ['private_token', 'access_token', 'bearer_token'];
  const candidates = [bearer, header, ...fields.flatMap((from) => names.map((name) => from[name]))];
  return candidates.find((one): one is string => typeof one === 'string' && one !== '');
}

// Who rotates a token that was rotated before has a stolen one, or was robbed: none of the family works any more.
function revokeReusedFamily(context: SandboxContext, request: FastifyRequest, token: string): void {
  if (!/access_tokens\/(\d+|self)\/rotate$/.test(request.url.split('?', 1)[0] ?? '')) return;
  const reused = context.state.accessTokens.find((one) => one.token === token);
  for (const one of context.state.accessTokens) if (one.familyId === reused?.familyId) one.revoked = true;
}

const tokenSentences = {
  expired: 'Token is expired. You can either do re-authorization or token refresh.',
  revoked: 'Token was revoked. You have to re-authorize from the user.',
} as const;

/** GitLab's answer to a token that worked once. */
export function invalidToken(kind: keyof typeof tokenSentences): ApiError {
  const description = tokenSentences[kind];
  return new ApiError(
    401,
    { error: 'invalid_token', error_description: description },
    {
      'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="invalid_token", error_description="${description}"`,
    },
  );
}
