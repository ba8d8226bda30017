import { routes } from '@amplication/contract';
import type { Identities, SignedIn } from '../../auth/identity.ts';
import type { FastifyReply } from 'fastify';
import type { Serve } from '../serve-route.ts';

const PASSWORD_ATTEMPTS = 20;

/** Sign in, sign out, API tokens. */
export function serveSessions(serve: Serve, identities: Identities): void {
  const present = (reply: FastifyReply, { session, cookies }: SignedIn): SignedIn['session'] => {
    setCookies(reply, cookies);
    return session;
  };
  const limited = { attemptsPerMinute: PASSWORD_ATTEMPTS };
  serve(routes.signInOptions, async () => ({ demo: identities.demo }));
  serve(
    routes.signUp,
    async ({ body, headers, reply }) => present(reply, await identities.signUp(body, headers)),
    limited,
  );
  serve(
    routes.signIn,
    async ({ body, headers, reply }) => present(reply, await identities.signIn(body, headers)),
    limited,
  );
  serve(routes.demoSignIn, async ({ headers, reply }) => present(reply, await identities.signInDemo(headers)), limited);
  serve(routes.signOut, async ({ headers, reply }) => {
    setCookies(reply, await identities.signOut(headers));
    return undefined;
  });
  serve(routes.getSession, ({ identity }) => identities.getSession(identity));
  serve(routes.listApiTokens, ({ identity, headers }) => identities.listTokens(identity, headers));
  serve(routes.createApiToken, ({ identity, body }) => identities.createToken(identity, body.name));
  serve(routes.deleteApiToken, async ({ identity, params }) => {
    await identities.deleteToken(identity, params.tokenId);
    return undefined;
  });
}

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) void reply.header('set-cookie', cookie);
}
