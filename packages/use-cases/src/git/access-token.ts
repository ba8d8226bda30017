import { Refusal } from '@amplication/domain';
import { ProviderError, type GitProvider } from '@amplication/git-provider';
import {
  findGitOrganization,
  lockGitOrganization,
  updateGitOrganization,
  type Database,
  type GitOrganizationRow,
} from '@amplication/store';
import type { Context } from '../context.ts';

/** A token is renewed this long before it ends, so that no request starts with one that ends on its way. */
const RENEW_BEFORE_MS = 60_000;

type Ctx = Pick<Context, 'store' | 'clock' | 'secrets' | 'gitProviders' | 'gitInstances'>;

/** A provider that speaks for a connected account, with a token that is valid when it is used. */
export function connectProvider(ctx: Ctx, organization: Pick<GitOrganizationRow, 'id' | 'baseUrl'>): GitProvider {
  return ctx.gitProviders.connect({
    baseUrl: organization.baseUrl,
    getAccessToken: (options) => getAccessToken(ctx, organization.id, options?.rejected),
  });
}

/**
 * A valid access token. GitLab kills both old tokens at the moment of a refresh, with no grace: it happens under the row's
 * lock, across all processes, and the new pair is stored before anybody uses it. `rejected` is a token that GitLab refused.
 */
async function getAccessToken(ctx: Ctx, organizationId: string, rejected: string | undefined): Promise<string> {
  const row = await findGitOrganization(ctx.store.db, organizationId);
  if (row !== undefined && isUsable(ctx, row, rejected)) return ctx.secrets.decrypt(row.accessToken);
  const outcome = await ctx.store.transact(async ({ db }) => {
    const locked = await lockGitOrganization(db, organizationId);
    if (locked === undefined) throw new Refusal('not_found', 'This git organization does not exist (any more).');
    // Another process may have refreshed while we waited for the lock.
    if (isUsable(ctx, locked, rejected)) return { token: ctx.secrets.decrypt(locked.accessToken) };
    return refresh(ctx, db, locked);
  });
  if (outcome.token === undefined) throw reconnect(outcome.username);
  return outcome.token;
}

function isUsable(ctx: Ctx, row: GitOrganizationRow, rejected: string | undefined): boolean {
  if (row.health !== 'ok') return false;
  if (rejected !== undefined && ctx.secrets.decrypt(row.accessToken) === rejected) return false;
  return (
    row.accessTokenExpiresAt === null || row.accessTokenExpiresAt.getTime() - ctx.clock().getTime() > RENEW_BEFORE_MS
  );
}

async function refresh(
  ctx: Ctx,
  db: Database,
  row: GitOrganizationRow,
): Promise<{ readonly token: string } | { readonly token: undefined; readonly username: string }> {
  const instance = ctx.gitInstances.find((each) => each.baseUrl === row.baseUrl);
  const outcome =
    row.refreshToken === null || instance === undefined || row.health !== 'ok'
      ? undefined
      : await ctx.gitProviders.oauth(instance).refresh(ctx.secrets.decrypt(row.refreshToken));
  if (outcome === undefined || outcome.kind !== 'refreshed') {
    if (row.health === 'ok') await updateGitOrganization(db, row.id, { health: 'reconnect' });
    return { token: undefined, username: row.username };
  }
  const { accessToken, refreshToken, expiresAt } = outcome.tokens;
  await updateGitOrganization(db, row.id, {
    accessToken: ctx.secrets.encrypt(accessToken),
    refreshToken: ctx.secrets.encrypt(refreshToken),
    accessTokenExpiresAt: new Date(expiresAt),
  });
  return { token: accessToken };
}

function reconnect(username: string): Refusal {
  return new Refusal(
    'reconnect_required',
    `GitLab no longer accepts the access of ${username}: connect the account again (Add Organization).`,
  );
}

/** Runs a call to GitLab for a person, and turns what GitLab says into our refusals. */
export async function askProvider<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProviderError) throw toRefusal(error);
    throw error;
  }
}

/** What a person can do about GitLab's answer. */
export function toRefusal(error: ProviderError): Refusal {
  switch (error.kind) {
    case 'unauthorised':
      return new Refusal(
        'reconnect_required',
        'GitLab no longer accepts our access: connect the account again (Add Organization).',
      );
    case 'forbidden':
      return new Refusal(
        'provider_refused',
        'The connected account may not do this in GitLab: it needs at least the Developer role there (Maintainer for protected branches).',
      );
    case 'not-found':
      return new Refusal('not_found', 'GitLab does not have this (any more), or the connected account may not see it.');
    case 'invalid':
    case 'conflict':
      return new Refusal(
        'provider_refused',
        error.message,
        Object.entries(error.fields).flatMap(([path, messages]) => messages.map((message) => ({ path, message }))),
      );
    case 'refused':
      return new Refusal('provider_refused', error.message);
    case 'rate-limited':
    case 'host-trouble':
      return new Refusal('provider_unavailable', 'GitLab does not answer at the moment: try again in a minute.');
  }
}
