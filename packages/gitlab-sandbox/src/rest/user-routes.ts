import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { unauthorized } from './api-error.ts';
import { getCaller } from './find-project.ts';
import { presentCurrentUser } from './present-user.ts';

const version = '18.4.1';
const revision = '5a0b1c2d3e4';

/** Who the caller is, and what answers it. */
export function registerUserRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/user', async (request) => presentCurrentUser(context, getCaller(context, request, ['read_user']).user));

  for (const path of ['/version', '/metadata']) {
    app.get(path, async (request) => {
      getCaller(context, request, ['read_user']);
      return {
        version,
        revision,
        kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
        enterprise: false,
      };
    });
  }

  app.get('/personal_access_tokens/self', async (request) => {
    const { accessToken: token } = getCaller(context, request, ['read_user', 'read_repository', 'write_repository']);
    if (token === undefined) throw unauthorized();
    return {
      id: token.id,
      name: token.name,
      revoked: token.revoked,
      created_at: token.createdAt,
      description: null,
      scopes: token.scopes,
      user_id: token.userId,
      last_used_at: token.lastUsedAt,
      active: true,
      expires_at: token.expiresAt,
    };
  });
}
