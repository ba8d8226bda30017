import { Refusal } from '@amplication/domain';
import {
  findGitOrganization,
  lockGitOrganization,
  updateGitOrganization,
  type Database,
  type GitOrganizationRow,
} from '@amplication/store';
import type { Context, GitConnection } from '../context.ts';
import { findInstance } from './instances.ts';

/** A token is renewed this long before it ends, so that no request starts with one that ends on its way. */
const RENEW_BEFORE_MS = 60_000;

export type AccountCtx = Pick<
  Context,
  'store' | 'clock' | 'secrets' | 'gitProviders' | 'gitInstances' | 'singleFlight'
>;

/** A provider that speaks for a connected account, with a token that is valid when it is used. */
export function connectProvider(
  ctx: AccountCtx,
  organization: Pick<GitOrganizationRow, 'id' | 'baseUrl' | 'certificate'>,
): GitConnection {
  const { id, baseUrl, certificate } = organization;
  return ctx.gitProviders.connect({
    baseUrl,
    account: id,
    ...(certificate === null ? {} : { certificate }),
    getAccessToken: (options) => getAccessToken(ctx, id, options?.rejected),
  });
}

/** A valid access token. `rejected` is one that GitLab refused. */
async function getAccessToken(ctx: AccountCtx, organizationId: string, rejected: string | undefined): Promise<string> {
  const row = await findGitOrganization(ctx.store.db, organizationId);
  if (row !== undefined && isUsable(ctx, row, rejected)) return ctx.secrets.decrypt(row.accessToken);
  // However many calls find the token spent, one of them renews it, and none of the others holds a database connection.
  const renew = () => ctx.singleFlight(`token ${organizationId}`, () => renewUnderLock(ctx, organizationId, rejected));
  const first = await renew();
  // The one that we waited for had no reason to give up the token that we were refused.
  const outcome = first.token !== undefined && first.token === rejected ? await renew() : first;
  if (outcome.token === undefined) throw reconnect(outcome.username);
  return outcome.token;
}

type Renewal = { readonly token: string } | { readonly token: undefined; readonly username: string };

/**
 * GitLab kills both old tokens at the moment of a refresh, with no grace: it happens under the row's lock, across all
 * processes, and the new pair is stored before anybody uses it.
 */
async function renewUnderLock(ctx: AccountCtx, organizationId: string, rejected: string | undefined): Promise<Renewal> {
  return ctx.store.transact(async ({ db }) => {
    const locked = await lockGitOrganization(db, organizationId);
    if (locked === undefined) throw new Refusal('not_found', 'This git organization does not exist (any more).');
    // Another process may have refreshed while we waited for the lock.
    if (isUsable(ctx, locked, rejected)) return { token: ctx.secrets.decrypt(locked.accessToken) };
    return refresh(ctx, db, locked);
  });
}

/** GitLab may let an account do nothing for a while (blocked, terms to accept): its token is still the token. */
const USABLE: readonly GitOrganizationRow['health'][] = ['ok', 'no-access'];

function isUsable(ctx: AccountCtx, row: GitOrganizationRow, rejected: string | undefined): boolean {
  if (!USABLE.includes(row.health)) return false;
  if (rejected !== undefined && ctx.secrets.decrypt(row.accessToken) === rejected) return false;
  return (
    row.accessTokenExpiresAt === null || row.accessTokenExpiresAt.getTime() - ctx.clock().getTime() > RENEW_BEFORE_MS
  );
}

async function refresh(ctx: AccountCtx, db: Database, row: GitOrganizationRow): Promise<Renewal> {
  const instance = await findInstance(ctx, db, row.workspaceId, row.baseUrl);
  const outcome =
    row.refreshToken === null || instance === undefined || !USABLE.includes(row.health)
      ? undefined
      : await ctx.gitProviders.oauth(instance).refresh(ctx.secrets.decrypt(row.refreshToken));
  if (outcome === undefined || outcome.kind !== 'refreshed') {
    if (USABLE.includes(row.health)) await updateGitOrganization(db, row.id, { health: 'reconnect' });
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
