import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { lookUpToken, tokenOf } from '../rest/authenticate.ts';
import { Params } from '../rest/params.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type OAuthApplication, type OAuthCode, type OAuthToken } from '../state/sandbox-state.ts';
import { makeIdToken } from './identity.ts';
import { OAuthError, oauthErrors } from './oauth-error.ts';

const codeLifetimeMs = 10 * 60_000;

/** Where codes and refresh tokens become tokens, and tokens are revoked and looked at. */
export function registerOAuthTokenRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.post('/oauth/token', async (request, reply) => {
    const params = new Params(request);
    try {
      return sendTokens(context, reply, grantTokens(context, request, params));
    } catch (error) {
      return sendOAuthError(reply, error);
    }
  });

  app.post('/oauth/revoke', async (request, reply) => {
    const application = findApplication(context, request, new Params(request));
    const token = new Params(request).string('token');
    const row = context.state.oauthTokens.find((one) => one.accessToken === token || one.refreshToken === token);
    if (application === undefined || (row !== undefined && row.applicationId !== application.id)) {
      return reply
        .code(403)
        .send({ error: 'unauthorized_client', error_description: 'You are not authorized to revoke this token' });
    }
    if (row !== undefined) row.revokedAt ??= timestamp(context);
    return {};
  });

  app.get('/oauth/token/info', async (request, reply) => {
    const token = tokenOf(request) ?? '';
    const row = context.state.oauthTokens.find((one) => one.accessToken === token);
    if (row === undefined || lookUpToken(context, token).kind !== 'valid') {
      return reply
        .code(401)
        .send({ error: 'invalid_token', error_description: 'The access token is invalid', state: 'unauthorized' });
    }
    const created = Math.floor(Date.parse(row.createdAt) / 1000);
    const left = created + row.expiresIn - Math.floor(context.now().getTime() / 1000);
    const application = context.state.oauthApplications.find((one) => one.id === row.applicationId);
    return {
      resource_owner_id: row.userId,
      scope: row.scopes,
      expires_in: left,
      application: { uid: application?.clientId },
      created_at: created,
      scopes: row.scopes,
      expires_in_seconds: left,
    };
  });
}

function grantTokens(context: SandboxContext, request: FastifyRequest, params: Params): OAuthToken {
  const grant = params.string('grant_type');
  if (grant === undefined) throw oauthErrors.missing('grant_type');
  const application = findApplication(context, request, params);
  if (application === undefined) throw oauthErrors.invalidClient();
  if (grant === 'authorization_code') return redeemCode(context, application, params);
  if (grant === 'refresh_token') return refreshTokens(context, application, params);
  throw oauthErrors.unsupportedGrant();
}

function redeemCode(context: SandboxContext, application: OAuthApplication, params: Params): OAuthToken {
  const { oauthCodes } = context.state;
  const index = oauthCodes.findIndex((one) => one.code === params.string('code'));
  const code = oauthCodes[index];
  if (params.string('code') === undefined) throw oauthErrors.missing('code');
  if (params.string('redirect_uri') === undefined) throw oauthErrors.missing('redirect_uri');
  if (code === undefined || code.applicationId !== application.id) throw oauthErrors.invalidGrant();
  if (code.codeChallenge !== null && params.string('code_verifier') === undefined)
    throw oauthErrors.missing('code_verifier');
  const isFresh = Date.parse(code.createdAt) + codeLifetimeMs > context.now().getTime();
  if (
    !isFresh ||
    code.redirectUri !== params.string('redirect_uri') ||
    !isVerified(code, params.string('code_verifier'))
  ) {
    throw oauthErrors.invalidGrant();
  }
  oauthCodes.splice(index, 1);
  return issueTokens(context, { applicationId: application.id, userId: code.userId, scopes: code.scopes });
}

// GitLab revokes the old row at once, both halves, and gives no grace.
function refreshTokens(context: SandboxContext, application: OAuthApplication, params: Params): OAuthToken {
  const refreshToken = params.string('refresh_token');
  if (refreshToken === undefined) throw oauthErrors.missing('refresh_token');
  const row = context.state.oauthTokens.find((one) => one.refreshToken === refreshToken);
  if (row === undefined || row.revokedAt !== null || row.applicationId !== application.id)
    throw oauthErrors.invalidGrant();
  const wanted = params.string('scope')?.split(' ').filter(Boolean) ?? row.scopes;
  if (!wanted.every((scope) => row.scopes.includes(scope))) throw oauthErrors.invalidScope();
  row.revokedAt = timestamp(context);
  return issueTokens(context, row);
}

function issueTokens(
  context: SandboxContext,
  from: Pick<OAuthToken, 'applicationId' | 'userId' | 'scopes'>,
): OAuthToken {
  const token: OAuthToken = {
    id: nextId(context.state, 'oauthToken'),
    applicationId: from.applicationId,
    userId: from.userId,
    accessToken: randomBytes(32).toString('hex'),
    refreshToken: randomBytes(32).toString('hex'),
    scopes: from.scopes,
    createdAt: timestamp(context),
    expiresIn: context.accessTokenSeconds,
    revokedAt: null,
  };
  context.state.oauthTokens.push(token);
  return token;
}

function isVerified(code: OAuthCode, verifier: string | undefined): boolean {
  if (code.codeChallenge === null) return true;
  if (verifier === undefined) return false;
  const hashed = createHash('sha256').update(verifier).digest('base64url');
  return isEqual(code.codeChallengeMethod === 'S256' ? hashed : verifier, code.codeChallenge);
}

function findApplication(
  context: SandboxContext,
  request: FastifyRequest,
  params: Params,
): OAuthApplication | undefined {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [id, secret] =
    basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  const clientId = id ?? params.string('client_id');
  const clientSecret = secret ?? params.string('client_secret') ?? '';
  const application = context.state.oauthApplications.find((one) => one.clientId === clientId);
  return application !== undefined && isEqual(application.clientSecret, clientSecret) ? application : undefined;
}

function isEqual(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

function sendTokens(context: SandboxContext, reply: FastifyReply, token: OAuthToken): FastifyReply {
  const idToken = token.scopes.includes('openid') ? { id_token: makeIdToken(context, token) } : {};
  return reply.headers({ 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' }).send({
    access_token: token.accessToken,
    token_type: 'Bearer',
    expires_in: token.expiresIn,
    refresh_token: token.refreshToken,
    scope: token.scopes.join(' '),
    created_at: Math.floor(Date.parse(token.createdAt) / 1000),
    ...idToken,
  });
}

function sendOAuthError(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof OAuthError)) throw error;
  const { code, description, status } = error;
  const challenge = `Bearer realm="Doorkeeper", error="${code}", error_description="${description}"`;
  return reply
    .code(status)
    .headers({ 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache', 'WWW-Authenticate': challenge })
    .send({ error: code, error_description: description });
}
