import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maintainer, owner } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, AccessToken, TokenResource, User } from '../state/sandbox-state.ts';
import { checkExpiry, createBot, createToken, isTokenActive, rotateToken } from '../tokens/access-tokens.ts';
import { messageError, notFound } from './api-error.ts';
import { getGroup } from './find-group.ts';
import { getCaller, getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { readScopes } from './personal-token-routes.ts';
import { presentResourceToken } from './present-token.ts';

type Resource = Pick<TokenResource, 'type' | 'id'> & { readonly user: User; readonly level: AccessLevel };
type GetResource = (request: FastifyRequest) => Resource;

const levels = ['10', '15', '20', '30', '40', '50'] as const;

/** The tokens of projects and groups, each with a user of its own behind it. */
export function registerResourceTokenRoutes(app: FastifyInstance, context: SandboxContext): void {
  registerResource(app, context, '/projects/:id/access_tokens', (request) => {
    const { project, user, level } = getProject(context, request, { level: maintainer, archived: 'allowed' });
    return { type: 'project', id: project.id, user, level };
  });
  registerResource(app, context, '/groups/:id/access_tokens', (request) => {
    const { group, user, level } = getGroup(context, request, { level: owner });
    return { type: 'group', id: group.id, user, level };
  });
}

function registerResource(app: FastifyInstance, context: SandboxContext, path: string, get: GetResource): void {
  app.get(path, async (request, reply) => {
    const state = new Params(request).oneOf('state', ['active', 'inactive']);
    const found = listTokens(context, get(request)).filter(
      (one) => state === undefined || isTokenActive(context, one) === (state === 'active'),
    );
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentResourceToken(context, one));
  });

  app.get(`${path}/:token_id`, async (request) =>
    presentResourceToken(context, getToken(context, request, get(request))),
  );

  app.post(path, async (request, reply) => {
    const resource = get(request);
    const params = new Params(request);
    const name = params.requiredString('name');
    const scopes = readScopes(params);
    const accessLevel = Number(params.oneOf('access_level', levels) ?? 40) as AccessLevel;
    if (!params.has('expires_at')) params.refuse('expires_at is missing');
    const expiresAt = params.day('expires_at');
    params.check();
    checkExpiry(context, expiresAt);
    if (accessLevel > resource.level)
      throw messageError(400, 'User does not have permission to create a token with this access level');
    const own = { type: resource.type, id: resource.id, accessLevel };
    const bot = createBot(context, name, own, resource.user.id);
    const description = params.string('description');
    const token = createToken(context, bot, { name, scopes, description, expiresAt: expiresAt ?? null, resource: own });
    return reply.code(201).send({ ...presentResourceToken(context, token), token: token.token });
  });

  const rotate = (request: FastifyRequest, token: AccessToken): object => {
    const params = new Params(request);
    const expiresAt = params.day('expires_at');
    params.check();
    checkExpiry(context, expiresAt);
    const fresh = rotateToken(context, token, expiresAt);
    return { ...presentResourceToken(context, fresh), token: fresh.token };
  };
  app.post(`${path}/self/rotate`, async (request) => {
    const { accessToken } = getCaller(context, request, ['self_rotate']);
    if (accessToken === undefined || accessToken.resource === null) throw messageError(405, '405 Method Not Allowed');
    return rotate(request, accessToken);
  });
  app.post(`${path}/:token_id/rotate`, async (request) => rotate(request, getToken(context, request, get(request))));

  app.delete(`${path}/:token_id`, async (request, reply) => {
    getToken(context, request, get(request)).revoked = true;
    return reply.code(204).send();
  });
}

function listTokens(context: SandboxContext, resource: Resource): readonly AccessToken[] {
  return context.state.accessTokens.filter(
    (one) => one.resource?.type === resource.type && one.resource.id === resource.id,
  );
}

function getToken(context: SandboxContext, request: FastifyRequest, resource: Resource): AccessToken {
  const { token_id: id } = request.params as { readonly token_id: string };
  const found = listTokens(context, resource).find((one) => String(one.id) === id);
  if (found === undefined) throw notFound('Access Token');
  return found;
}
