import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  type JsonWebKey,
} from 'node:crypto';
import type { SandboxContext } from '../sandbox-context.ts';
import type { OAuthToken, User } from '../state/sandbox-state.ts';

type IdentityContext = Pick<SandboxContext, 'state' | 'url' | 'now'>;

/** What OpenID tells of a user, as far as the scopes go. */
export function toClaims(context: IdentityContext, user: User, scopes: readonly string[]): Record<string, unknown> {
  const { state } = context;
  const own = state.memberships.filter((one) => one.userId === user.id).map(({ groupId }) => groupId);
  return {
    sub: String(user.id),
    sub_legacy: createHash('sha256').update(`${user.id}`).digest('hex'),
    name: user.name,
    nickname: user.username,
    preferred_username: user.username,
    ...(scopes.includes('email') ? { email: user.email, email_verified: true } : {}),
    profile: `${context.url()}/${user.username}`,
    picture: `${context.url()}/-/avatars/${user.id}.svg`,
    groups: state.groups.filter(({ id }) => own.includes(id)).map(({ fullPath }) => fullPath),
  };
}

/** A signed statement of who authorized the application. */
export function makeIdToken(context: IdentityContext, token: OAuthToken): string {
  const user = context.state.users.find(({ id }) => id === token.userId);
  const application = context.state.oauthApplications.find(({ id }) => id === token.applicationId);
  const issuedAt = Math.floor(context.now().getTime() / 1000);
  const claims = {
    iss: context.url(),
    aud: application?.clientId,
    exp: issuedAt + 120,
    iat: issuedAt,
    auth_time: issuedAt,
    ...(user === undefined ? {} : toClaims(context, user, token.scopes)),
  };
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = { typ: 'JWT', alg: 'RS256', kid: presentKey(context)['kid'] };
  const signed = `${encode(head)}.${encode(claims)}`;
  const signature = createSign('RSA-SHA256').update(signed).sign(getPrivateKey(context));
  return `${signed}.${signature.toString('base64url')}`;
}

/** The public key that identity tokens are checked with. */
export function presentKey(context: IdentityContext): JsonWebKey & Record<string, unknown> {
  const jwk = createPublicKey(createPrivateKey(getPrivateKey(context))).export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk.n)).digest('base64url');
  return { ...jwk, kid, use: 'sig', alg: 'RS256' };
}

function getPrivateKey({ state }: IdentityContext): string {
  state.identityKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  return state.identityKey;
}
