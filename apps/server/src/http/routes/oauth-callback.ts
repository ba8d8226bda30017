import type { FastifyInstance } from 'fastify';
import { API_PREFIX, OAUTH_CALLBACK_PATH } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import * as useCases from '@amplication/use-cases';
import type { Identities } from '../../auth/identity.ts';
import { requireIdentity, toHeaders } from '../serve-route.ts';

/** The page of the web UI that says why connecting failed, with *Try again*. */
const FAILURE_PAGE = '/git-authorization-failed';

/**
 * Where GitLab sends the browser back to. Browsers go on to the page they came from (or to one that says what failed);
 * other clients get problem+json.
 */
export function serveOauthCallback(app: FastifyInstance, ctx: useCases.Context, identities: Identities): void {
  app.get(`${API_PREFIX}${OAUTH_CALLBACK_PATH}`, { schema: { hide: true } }, async (request, reply) => {
    try {
      const identity = await requireIdentity(identities, toHeaders(request));
      const { returnTo } = await useCases.finishAuthorization(ctx, identity, new URL(request.url, ctx.publicUrl));
      return await reply.redirect(returnTo);
    } catch (error) {
      const wantsPage = (request.headers.accept ?? '').includes('text/html');
      if (!(error instanceof Refusal) || !wantsPage) throw error;
      const query = new URLSearchParams({ code: error.code, message: error.message });
      return reply.redirect(`${FAILURE_PAGE}?${query.toString()}`);
    }
  });
}
