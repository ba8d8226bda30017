import type { FastifyInstance, FastifyReply } from 'fastify';
import { lookUpToken, tokenOf } from '../rest/authenticate.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { presentKey, toClaims } from './identity.ts';

/** OpenID Connect: where everything is, who a token belongs to, and the key; and what browsers ask before they ask. */
export function registerOpenidRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/.well-known/openid-configuration', async () => describe(context.url()));
  app.get('/oauth/discovery/keys', async (_request, reply) => {
    const keys = { keys: [presentKey(context)] };
    await context.flush();
    return reply.send(keys);
  });

  for (const method of ['GET', 'POST'] as const) {
    app.route({
      method,
      url: '/oauth/userinfo',
      handler: async (request, reply) => {
        const answer = lookUpToken(context, tokenOf(request) ?? '');
        if (answer.kind !== 'valid') return refuse(reply, 401, 'invalid_token', 'The access token is invalid');
        const { user, scopes } = answer.caller;
        if (!scopes.includes('openid')) {
          return refuse(reply, 403, 'insufficient_scope', 'The access token does not have the openid scope');
        }
        return reply.send(toClaims(context, user, scopes));
      },
    });
  }

  const open = [
    '/oauth/token',
    '/oauth/revoke',
    '/oauth/userinfo',
    '/.well-known/openid-configuration',
    '/oauth/discovery/keys',
  ];
  for (const url of open) app.options(url, async (_request, reply) => reply.code(200).send(''));
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (request.headers.origin === undefined || !open.includes(path)) return;
    reply.headers({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': path === '/oauth/userinfo' ? 'GET, HEAD, POST, OPTIONS' : 'POST, OPTIONS',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': '7200',
    });
  });
}

function refuse(reply: FastifyReply, status: number, error: string, sentence: string): FastifyReply {
  const challenge = `Bearer realm="Doorkeeper", error="${error}", error_description="${sentence}"`;
  return reply.code(status).header('WWW-Authenticate', challenge).send({ error, error_description: sentence });
}

function describe(url: string): Record<string, unknown> {
  return {
    issuer: url,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    revocation_endpoint: `${url}/oauth/revoke`,
    userinfo_endpoint: `${url}/oauth/userinfo`,
    jwks_uri: `${url}/oauth/discovery/keys`,
    scopes_supported: [
      'api',
      'read_api',
      'read_user',
      'read_repository',
      'write_repository',
      'openid',
      'profile',
      'email',
    ],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claim_types_supported: ['normal'],
    claims_supported: [
      'iss',
      'sub',
      'aud',
      'exp',
      'iat',
      'name',
      'nickname',
      'preferred_username',
      'email',
      'email_verified',
      'profile',
      'picture',
      'groups',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
  };
}
