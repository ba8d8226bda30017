import { createHash } from 'node:crypto';
import type { GitInstance, GitOrganization } from '@amplication/contract';
import { Refusal, type GitOrganizationId } from '@amplication/domain';
import type { GitProvider } from '@amplication/git-provider';
import {
  countUses,
  findGitOrganization,
  insertOauthAttempt,
  listGitOrganizations as listRows,
  saveGitOrganization,
  takeOauthAttempt,
  updateGitOrganization,
  type GitOrganizationRow,
} from '@amplication/store';
import { getGitOrganization, requireWorkspace } from '../authorise.ts';
import type { Context, GitInstanceConfig, Principal } from '../context.ts';
import { askProvider } from './access-token.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'secrets' | 'gitProviders' | 'gitInstances'>;

/** An authorization that takes longer than this begins anew; GitLab's own codes live as long. */
const ATTEMPT_MS = 10 * 60_000;

/** Who asks, in which browser session: an authorization ends where it began. */
export interface BrowserPrincipal extends Principal {
  readonly sessionId: string | undefined;
}

/** GitLab instances that the operator configured. An access token connects any other allowed one, too. */
export async function listGitInstances(
  ctx: Pick<Context, 'store' | 'gitInstances'>,
  principal: Principal,
  workspaceId: string,
): Promise<readonly GitInstance[]> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  return ctx.gitInstances.map(({ baseUrl, name }) => ({ baseUrl, name, oauth: true }));
}

/** Connected accounts of a workspace. */
export async function listGitOrganizations(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  workspaceId: string,
): Promise<readonly GitOrganization[]> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  const uses = await countUses(ctx.store.db, workspaceId);
  return (await listRows(ctx.store.db, workspaceId)).map((row) => toGitOrganization(row, uses.get(row.id) ?? 0));
}

/** Connects with an access token, after GitLab has confirmed whose it is. */
export async function connectWithToken(
  ctx: Ctx,
  principal: Principal,
  workspaceId: string,
  input: { readonly baseUrl: string; readonly accessToken: string },
): Promise<GitOrganization> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  const baseUrl = input.baseUrl.replace(/\/+$/u, '');
  const { accessToken } = input;
  const id = await saveAccount(ctx, { workspaceId, baseUrl, auth: 'token', tokens: { accessToken } }).catch(
    toTokenRefusal,
  );
  return getById(ctx, workspaceId, id);
}

/** Merge requests need the scope `api`: a token that only reads would fail at the first build. */
function assertScopes(scopes: readonly string[] | undefined): void {
  if (scopes === undefined || scopes.includes('api')) return;
  throw new Refusal(
    'token_refused',
    `This access token has the scope ${scopes.join(', ')}: make one with the scope api.`,
    [{ path: 'accessToken', message: 'It needs the scope api.' }],
  );
}

/** A new token that GitLab does not accept needs other words than a connection that ended. */
function toTokenRefusal(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'reconnect_required') throw error;
  throw new Refusal(
    'token_refused',
    'GitLab does not accept this access token: check that it is whole, not expired, and has the scope api.',
    [{ path: 'accessToken', message: 'GitLab does not accept it.' }],
  );
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
  const instance = requireInstance(ctx, input.baseUrl);
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
  const instance = requireInstance(ctx, attempt.baseUrl);
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
      const id = await saveAccount(ctx, { workspaceId, baseUrl, auth: 'oauth', tokens: outcome.tokens });
      const target = new URL(attempt.returnTo, 'http://local');
      target.searchParams.set('gitOrganization', id);
      return { returnTo: `${target.pathname}${target.search}${target.hash}` };
    }
  }
}

/** Disconnects an account that no settings use. The token is revoked at GitLab, too. */
export async function disconnect(ctx: Ctx, principal: Principal, organizationId: string): Promise<void> {
  const row = await getGitOrganization(ctx.store.db, principal, organizationId);
  const uses = (await countUses(ctx.store.db, row.workspaceId)).get(row.id) ?? 0;
  if (uses > 0)
    throw new Refusal(
      'in_use',
      `${uses} Git Settings sync through this account: choose another repository there first.`,
    );
  const instance = ctx.gitInstances.find((each) => each.baseUrl === row.baseUrl);
  if (row.auth === 'oauth' && instance !== undefined && row.health === 'ok') {
    await askProvider(() => ctx.gitProviders.oauth(instance).revoke(ctx.secrets.decrypt(row.accessToken)));
  }
  const wiped = { accessToken: '', refreshToken: null, accessTokenExpiresAt: null, health: 'disconnected' } as const;
  await updateGitOrganization(ctx.store.db, row.id, wiped);
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined;
}

async function saveAccount(
  ctx: Ctx,
  input: {
    readonly workspaceId: string;
    readonly baseUrl: string;
    readonly auth: 'oauth' | 'token';
    readonly tokens: Tokens;
  },
): Promise<GitOrganizationId> {
  const { accessToken, refreshToken, expiresAt } = input.tokens;
  const provider: GitProvider = ctx.gitProviders.connect({
    baseUrl: input.baseUrl,
    getAccessToken: async () => accessToken,
  });
  const user = await askProvider(() => provider.getCurrentUser());
  if (input.auth === 'token') assertScopes(await askProvider(() => provider.findTokenScopes()));
  return saveGitOrganization(ctx.store.db, {
    id: ctx.newId(),
    workspaceId: input.workspaceId,
    baseUrl: input.baseUrl,
    externalUserId: user.id,
    username: user.username,
    name: user.name,
    auth: input.auth,
    accessToken: ctx.secrets.encrypt(accessToken),
    refreshToken: refreshToken === undefined ? null : ctx.secrets.encrypt(refreshToken),
    accessTokenExpiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    health: 'ok',
  });
}

async function getById(ctx: Ctx, workspaceId: string, id: string): Promise<GitOrganization> {
  const row = await findGitOrganization(ctx.store.db, id);
  if (row === undefined) throw new Error('The connection was not stored.');
  return toGitOrganization(row, (await countUses(ctx.store.db, workspaceId)).get(id) ?? 0);
}

/** A stored connection as clients see it: no token in it. */
export function toGitOrganization(row: GitOrganizationRow, usedBy: number): GitOrganization {
  const { id, baseUrl, username, name, auth } = row;
  return {
    id,
    provider: 'gitlab',
    baseUrl,
    username,
    name,
    auth,
    health: row.health === 'ok' ? 'ok' : 'reconnect',
    createdAt: row.createdAt.toISOString(),
    usedBy,
  };
}

function requireInstance(ctx: Pick<Context, 'gitInstances'>, baseUrl: string): GitInstanceConfig {
  const instance = ctx.gitInstances.find((each) => each.baseUrl === baseUrl.replace(/\/+$/u, ''));
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
