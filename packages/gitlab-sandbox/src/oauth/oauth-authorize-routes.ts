import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Params } from '../rest/params.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { OAuthApplication, User } from '../state/sandbox-state.ts';
import { html } from '../web/html.ts';
import { sendPage } from '../web/page.ts';
import { findSessionUser, isSameOrigin } from '../web/session.ts';
import { oauthSentences } from './oauth-error.ts';

const knownScopes = [
  'api',
  'read_api',
  'read_user',
  'read_repository',
  'write_repository',
  'openid',
  'profile',
  'email',
];
const forwarded = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
] as const;

/** The consent page, and what its two buttons do. */
export function registerOAuthAuthorizeRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/oauth/authorize', async (request, reply) => {
    const asked = readRequest(context, request);
    if (asked.kind === 'page') return sendPage(reply, errorPage(asked.sentence));
    if (asked.kind === 'redirect') return reply.redirect(asked.location, 302);
    const user = findSessionUser(context, request);
    if (user === undefined) return reply.redirect(`/users/sign_in?return_to=${encodeURIComponent(request.url)}`, 302);
    return sendConsent(reply, request, asked, user);
  });

  app.post('/oauth/authorize', async (request, reply) => {
    const user = findSessionUser(context, request);
    if (user === undefined || !isSameOrigin(context, request))
      return sendPage(reply, errorPage('The change you requested was rejected.', 422));
    const asked = readRequest(context, request);
    if (asked.kind === 'page') return sendPage(reply, errorPage(asked.sentence));
    if (asked.kind === 'redirect') return reply.redirect(asked.location, 302);
    const { redirectUri, state } = asked;
    if (new Params(request).string('decision') !== 'authorize') {
      return reply.redirect(
        toRedirect(redirectUri, { error: 'access_denied', error_description: oauthSentences.denied, state }),
        302,
      );
    }
    const code = randomBytes(32).toString('hex');
    context.state.oauthCodes.push({
      code,
      applicationId: asked.application.id,
      userId: user.id,
      redirectUri,
      scopes: asked.scopes,
      codeChallenge: asked.codeChallenge ?? null,
      codeChallengeMethod: asked.codeChallengeMethod,
      createdAt: timestamp(context),
    });
    return reply.redirect(toRedirect(redirectUri, { code, state }), 302);
  });
}

interface Authorization {
  readonly kind: 'valid';
  readonly application: OAuthApplication;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly codeChallengeMethod: 'S256' | 'plain';
}

type AuthorizationAnswer =
  | Authorization
  | { readonly kind: 'page'; readonly sentence: string }
  | { readonly kind: 'redirect'; readonly location: string };

// An unknown client or address is never redirected to: it could be anybody's.
function readRequest(context: SandboxContext, request: FastifyRequest): AuthorizationAnswer {
  const params = new Params(request);
  const application = context.state.oauthApplications.find((one) => one.clientId === params.string('client_id'));
  if (application === undefined) return { kind: 'page', sentence: oauthSentences.invalidClient };
  const redirectUri = params.string('redirect_uri');
  if (redirectUri === undefined || !application.redirectUris.includes(redirectUri)) {
    return { kind: 'page', sentence: oauthSentences.invalidRedirect };
  }
  const state = params.string('state');
  const refuse = (error: string, sentence: string): AuthorizationAnswer => ({
    kind: 'redirect',
    location: toRedirect(redirectUri, { error, error_description: sentence, state }),
  });
  if (params.string('response_type') !== 'code')
    return refuse('unsupported_response_type', oauthSentences.unsupportedResponse);
  const scopes = (params.string('scope') ?? 'api').split(/[ +]/).filter(Boolean);
  if (scopes.length === 0 || !scopes.every((scope) => knownScopes.includes(scope)))
    return refuse('invalid_scope', oauthSentences.invalidScope);
  const method = params.string('code_challenge_method') ?? 'plain';
  if (method !== 'S256' && method !== 'plain')
    return refuse('invalid_code_challenge_method', 'The code challenge method must be plain or S256.');
  return {
    kind: 'valid',
    application,
    redirectUri,
    scopes,
    state,
    codeChallenge: params.string('code_challenge'),
    codeChallengeMethod: method,
  };
}

function sendConsent(reply: FastifyReply, request: FastifyRequest, asked: Authorization, user: User): FastifyReply {
  const params = new Params(request);
  const fields = forwarded.flatMap((name) => {
    const value = params.string(name);
    return value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`];
  });
  return sendPage(reply, {
    title: 'Authorize',
    user,
    formOrigins: [new URL(asked.redirectUri).origin],
    body: html`<section class="card narrow"><h1>Authorize ${asked.application.name}?</h1>
<p><strong>${asked.application.name}</strong> asks to use your account <strong>${user.name}</strong> (@${user.username}) with:</p>
<ul>${asked.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
<p class="soft">You go back to ${new URL(asked.redirectUri).origin}.</p>
<form class="row" method="post" action="/oauth/authorize">${fields}
<button class="main" name="decision" value="authorize">Authorize</button><button name="decision" value="deny">Deny</button></form></section>`,
  });
}

function errorPage(sentence: string, status = 401): { title: string; status: number; body: ReturnType<typeof html> } {
  return {
    title: 'An error has occurred',
    status,
    body: html`<section class="card narrow"><h1>An error has occurred</h1><p>${sentence}</p></section>`,
  };
}

function toRedirect(redirectUri: string, values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${new URLSearchParams(given).toString()}`;
}
