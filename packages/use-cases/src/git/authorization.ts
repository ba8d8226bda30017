import { createHash } from 'node:crypto';
import { Refusal } from '@amplication/domain';
import { insertOauthAttempt, takeOauthAttempt } from '@amplication/store';
import { requireWorkspace } from '../authorise.ts';
import type { Context, GitInstanceConfig, Principal } from '../context.ts';
import { askProvider } from './ask-provider.ts';
import { findInstance } from './instances.ts';
import { saveAccount } from './save-account.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'secrets' | 'gitProviders' | 'gitInstances'>;

/** An authorization that takes longer than this begins anew; GitLab's own codes live as long. */
const ATTEMPT_MS = 10 * 60_000;

/** Who asks, in which browser session: an authorization ends where it began. */
export interface BrowserPrincipal extends Principal {
  readonly sessionId: string | undefined;
}

/** Begins an authorization: where to send the browser. Its state is random, single-use, short-lived and bound to this session. */
export async function startAuthorization(
  ctx: Ctx,
  principal: BrowserPrincipal,
  workspaceId: string,
  input: { readonly baseUrl: string; readonly returnTo: string },
): Promise<{ url: string }> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  const sessionHash = requireSession(principal);
  const instance = await getInstance(ctx, workspaceId, input.baseUrl);
  const { url, state, codeVerifier } = await askProvider(() => ctx.gitProviders.oauth(instance).startAuthorization());
  await insertOauthAttempt(ctx.store.db, {
    stateHash: hash(state),
    sessionHash,
    workspaceId,
    userId: principal.userId,
    baseUrl: instance.baseUrl,
    codeVerifier: ctx.secrets.encrypt(codeVerifier),
    returnTo: toLocalPath(input.returnTo),
    expiresAt: new Date(ctx.clock().getTime() + ATTEMPT_MS),
  });
  return { url };
}

/** Ends an authorization with what GitLab sent the browser back with; returns the page to go on to. Stores all or nothing. */
export async function finishAuthorization(
  ctx: Ctx,
  principal: BrowserPrincipal,
  callbackUrl: URL,
): Promise<{ readonly returnTo: string }> {
  const state = callbackUrl.searchParams.get('state') ?? '';
  const attempt = await takeOauthAttempt(ctx.store.db, hash(state));
  const isOurs =
    attempt !== undefined && attempt.sessionHash === requireSession(principal) && attempt.userId === principal.userId;
  if (!isOurs || attempt.expiresAt < ctx.clock()) {
    throw new Refusal(
      'wrong_oauth_state',
      'This authorization was not started in this session, was used already, or took too long: try again from Git Settings.',
    );
  }
  await requireWorkspace(ctx.store.db, principal, attempt.workspaceId);
  const instance = await getInstance(ctx, attempt.workspaceId, attempt.baseUrl);
  const codeVerifier = ctx.secrets.decrypt(attempt.codeVerifier);
  const outcome = await askProvider(() =>
    ctx.gitProviders.oauth(instance).finishAuthorization({ callbackUrl: callbackUrl.href, state, codeVerifier }),
  );
  switch (outcome.kind) {
    case 'denied':
      throw new Refusal(
        'oauth_denied',
        'GitLab was told not to give access, so nothing was connected: try again and choose Authorize.',
      );
    case 'invalid-grant':
      throw new Refusal(
        'wrong_oauth_state',
        'GitLab did not accept this authorization (any more): try again from Git Settings.',
      );
    case 'authorized': {
      const { workspaceId, baseUrl } = attempt;
      const { certificate } = instance;
      const id = await saveAccount(ctx, { workspaceId, baseUrl, certificate, auth: 'oauth', tokens: outcome.tokens });
      const target = new URL(attempt.returnTo, 'http://local');
      target.searchParams.set('gitOrganization', id);
      return { returnTo: `${target.pathname}${target.search}${target.hash}` };
    }
  }
}

async function getInstance(ctx: Ctx, workspaceId: string, baseUrl: string): Promise<GitInstanceConfig> {
  const instance = await findInstance(ctx, ctx.store.db, workspaceId, baseUrl.replace(/\/+$/u, ''));
  if (instance === undefined)
    throw new Refusal(
      'invalid_input',
      `No application is configured for ${baseUrl}: connect it with an access token.`,
      [{ path: 'baseUrl', message: 'Not configured.' }],
    );
  return instance;
}

function requireSession(principal: BrowserPrincipal): string {
  if (principal.sessionId === undefined)
    throw new Refusal(
      'forbidden',
      'Authorizing needs a browser session; with an API token, connect with an access token of GitLab.',
    );
  return hash(principal.sessionId);
}

/** A path of our own pages; anything else (another site, a scheme, `//host`) becomes the start page. */
function toLocalPath(returnTo: string): string {
  const base = 'http://local.invalid';
  const url = URL.canParse(returnTo, base) ? new URL(returnTo, base) : new URL(base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
