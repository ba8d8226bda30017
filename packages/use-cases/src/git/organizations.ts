import type { DisconnectConsequences, GitOrganization } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import {
  countOpenMergeRequests,
  countUses,
  findGitInstance,
  findGitOrganization,
  listGitOrganizations as listRows,
  listUsesOf,
  updateGitOrganization,
  type GitOrganizationRow,
} from '@amplication/store';
import { getGitOrganization, requireWorkspace } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { removeWebhooksOf } from '../webhooks/remove-webhooks.ts';
import { connectProvider, type AccountCtx } from './access-token.ts';
import { askProvider } from './ask-provider.ts';
import { toBaseUrl } from './base-url.ts';
import { findInstance } from './instances.ts';
import { saveAccount } from './save-account.ts';

type Ctx = AccountCtx & Pick<Context, 'newId' | 'log'>;

/** Connected accounts of a workspace. */
export async function listGitOrganizations(
  ctx: Pick<Context, 'store' | 'clock'>,
  principal: Principal,
  workspaceId: string,
): Promise<readonly GitOrganization[]> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  const uses = await countUses(ctx.store.db, workspaceId);
  return (await listRows(ctx.store.db, workspaceId)).map((row) => toGitOrganization(ctx, row, uses.get(row.id) ?? 0));
}

/** Connects with an access token, after GitLab has confirmed whose it is. */
export async function connectWithToken(
  ctx: Ctx,
  principal: Principal,
  workspaceId: string,
  input: { readonly baseUrl: string; readonly accessToken: string },
): Promise<GitOrganization> {
  await requireWorkspace(ctx.store.db, principal, workspaceId);
  const baseUrl = toBaseUrl(input.baseUrl);
  const { accessToken } = input;
  const certificate = (await findGitInstance(ctx.store.db, workspaceId, baseUrl))?.certificate ?? undefined;
  const account = { workspaceId, baseUrl, certificate, auth: 'token', tokens: { accessToken } } as const;
  const id = await saveAccount(ctx, account).catch(toTokenRefusal);
  return viewById(ctx, id);
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

/** What stops when an account is disconnected. */
export async function getDisconnectConsequences(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  organizationId: string,
): Promise<DisconnectConsequences> {
  const { db } = ctx.store;
  const row = await getGitOrganization(db, principal, organizationId);
  return {
    settings: [...(await listUsesOf(db, row.id))],
    openMergeRequests: await countOpenMergeRequests(db, row.id),
    isRevoked: row.auth === 'oauth',
  };
}

/**
 * Disconnects an account: our webhooks go, what OAuth gave is revoked at GitLab, the tokens are wiped. Settings that sync
 * through it stay, and go on when the same account is connected again; without `evenIfUsed` there must be none.
 */
export async function disconnect(
  ctx: Ctx,
  principal: Principal,
  organizationId: string,
  { evenIfUsed }: { readonly evenIfUsed: boolean },
): Promise<void> {
  const { db } = ctx.store;
  const row = await getGitOrganization(db, principal, organizationId);
  const uses = (await countUses(db, row.workspaceId)).get(row.id) ?? 0;
  if (uses > 0 && !evenIfUsed)
    throw new Refusal(
      'in_use',
      `${uses} Git Settings sync through this account: choose another repository there first, or disconnect it all the same.`,
    );
  if (row.health === 'ok') {
    await removeWebhooksOf(ctx, connectProvider(ctx, row), row);
    const instance = await findInstance(ctx, db, row.workspaceId, row.baseUrl);
    if (row.auth === 'oauth' && instance !== undefined) {
      const current = (await findGitOrganization(db, row.id)) ?? row;
      await askProvider(() => ctx.gitProviders.oauth(instance).revoke(ctx.secrets.decrypt(current.accessToken)));
    }
  }
  const wiped = { accessToken: '', refreshToken: null, accessTokenExpiresAt: null, tokenExpiresOn: null } as const;
  await updateGitOrganization(db, row.id, { ...wiped, health: 'disconnected' });
}

/** A stored connection by its id, as clients see it. */
export async function viewById(ctx: Pick<Context, 'store' | 'clock'>, id: string): Promise<GitOrganization> {
  const row = await findGitOrganization(ctx.store.db, id);
  if (row === undefined) throw new Error('The connection was not stored.');
  return toGitOrganization(ctx, row, (await countUses(ctx.store.db, row.workspaceId)).get(id) ?? 0);
}

/** From how many days before its end an access token is shown as ending. */
const EXPIRING_DAYS = 14;

/** A stored connection as clients see it: no token in it. */
export function toGitOrganization(
  ctx: Pick<Context, 'clock'>,
  row: GitOrganizationRow,
  usedBy: number,
): GitOrganization {
  const { id, baseUrl, username, name, auth, tokenName, tokenExpiresOn, checkedAt } = row;
  return {
    id,
    provider: 'gitlab',
    baseUrl,
    username,
    name,
    auth,
    health: toHealth(row, ctx.clock()),
    tokenName,
    tokenExpiresOn,
    checkedAt: checkedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    usedBy,
  };
}

function toHealth({ health, tokenExpiresOn }: GitOrganizationRow, now: Date): GitOrganization['health'] {
  if (health === 'disconnected') return 'reconnect';
  if (health !== 'ok' || tokenExpiresOn === null) return health;
  const daysLeft = (Date.parse(tokenExpiresOn) - now.getTime()) / 86_400_000;
  return daysLeft < EXPIRING_DAYS ? 'expiring' : 'ok';
}
