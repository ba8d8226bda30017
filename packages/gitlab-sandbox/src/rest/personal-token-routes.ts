import type { FastifyInstance, FastifyRequest } from 'fastify';
import { groupLevelOf, projectLevelOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessToken } from '../state/sandbox-state.ts';
import {
  checkExpiry,
  createToken,
  daysFromNow,
  isTokenActive,
  rotateToken,
  tokenScopes,
} from '../tokens/access-tokens.ts';
import { messageError, notFound, unauthorized } from './api-error.ts';
import { authenticate, type Caller } from './authenticate.ts';
import { getCaller } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentToken } from './present-token.ts';

const path = '/personal_access_tokens';

/** A person's own tokens: list, look at, rotate, revoke. */
export function registerPersonalTokenRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get(path, async (request, reply) => {
    const { user } = getCaller(context, request);
    const found = listTokens(context, user.id, new Params(request));
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentToken(context, one));
  });

  app.get(`${path}/self`, async (request) => presentToken(context, getOwn(context, request)));

  app.get(`${path}/self/associations`, async (request) => {
    const { user } = getCaller(context, request);
    const groups = state.groups.filter((one) => groupLevelOf(state, user, one.id) > 0);
    const projects = state.projects.filter((one) => projectLevelOf(state, user, one) > 0);
    const accessOf = (level: number): object => ({ access_level: level });
    return {
      groups: groups.slice(0, 100).map(({ id, name, fullPath, visibility }) => ({
        id,
        name,
        web_url: `${context.url()}/groups/${fullPath}`,
        visibility,
        access_levels: groupLevelOf(state, user, id),
      })),
      projects: projects.slice(0, 100).map((one) => ({
        id: one.id,
        name: one.name,
        path: one.path,
        visibility: one.visibility,
        access_levels: { project_access: accessOf(projectLevelOf(state, user, one)) },
      })),
    };
  });

  app.delete(`${path}/self`, async (request, reply) => {
    getOwn(context, request).revoked = true;
    return reply.code(204).send();
  });

  app.get(`${path}/:token_id`, async (request) => presentToken(context, getToken(context, request)));

  app.delete(`${path}/:token_id`, async (request, reply) => {
    getToken(context, request).revoked = true;
    return reply.code(204).send();
  });

  app.post(`${path}/self/rotate`, async (request) => rotate(context, request, getRotatable(context, request)));
  app.post(`${path}/:token_id/rotate`, async (request) => rotate(context, request, getToken(context, request)));

  // GitLab lets people make only a few scopes this way, and the others on a page.
  app.post('/user/personal_access_tokens', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const name = params.requiredString('name');
    const scopes = readScopes(params);
    const expiresAt = params.day('expires_at');
    params.check();
    checkExpiry(context, expiresAt);
    const input = {
      name,
      scopes,
      description: params.string('description'),
      expiresAt: expiresAt ?? daysFromNow(context, 30),
    };
    const token = createToken(context, user, input);
    return reply.code(201).send({ ...presentToken(context, token), token: token.token });
  });
}

/** The scopes of a new token. */
export function readScopes(params: Params): readonly string[] {
  const scopes = params.list('scopes') ?? [];
  if (scopes.length === 0) params.refuse('scopes is missing');
  const isKnown = scopes.every((scope) => tokenScopes.some((known) => known === scope));
  if (!isKnown) params.refuse('scopes does not have a valid value');
  return scopes;
}

/** Rotates a token and answers with the new one, whose text is shown this once. */
export function rotate(context: SandboxContext, request: FastifyRequest, token: AccessToken): Record<string, unknown> {
  const params = new Params(request);
  const expiresAt = params.day('expires_at');
  params.check();
  checkExpiry(context, expiresAt);
  const fresh = rotateToken(context, token, expiresAt);
  return { ...presentToken(context, fresh), token: fresh.token };
}

// Every token may look at itself, whatever else it may do.
function getOwn(context: SandboxContext, request: FastifyRequest): AccessToken {
  const own = authenticate(context, request)?.accessToken;
  if (own === undefined) throw unauthorized();
  return own;
}

function getRotatable(context: SandboxContext, request: FastifyRequest): AccessToken {
  const { accessToken }: Caller = getCaller(context, request, ['self_rotate']);
  if (accessToken === undefined) throw messageError(405, '405 Method Not Allowed');
  return accessToken;
}

function getToken(context: SandboxContext, request: FastifyRequest): AccessToken {
  const { user } = getCaller(context, request);
  const { token_id: id } = request.params as { readonly token_id: string };
  const found = context.state.accessTokens.find((one) => one.userId === user.id && String(one.id) === id);
  if (found === undefined) throw notFound();
  return found;
}

function listTokens(context: SandboxContext, userId: number, params: Params): readonly AccessToken[] {
  const revoked = params.boolean('revoked');
  const state = params.oneOf('state', ['active', 'inactive']);
  const search = (params.string('search') ?? '').toLowerCase();
  const wantedUser = params.integer('user_id') ?? userId;
  params.check();
  // Only administrators see the tokens of others.
  if (wantedUser !== userId) throw unauthorized();
  return context.state.accessTokens.filter(
    (one) =>
      one.userId === userId &&
      (revoked ?? one.revoked) === one.revoked &&
      (state === undefined || isTokenActive(context, one) === (state === 'active')) &&
      one.name.toLowerCase().includes(search),
  );
}
