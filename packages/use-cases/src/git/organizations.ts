import type { GitInstance, GitOrganization } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import {
  countUses,
  findGitOrganization,
  listGitOrganizations as listRows,
  updateGitOrganization,
  type GitOrganizationRow,
} from '@amplication/store';
import { getGitOrganization, requireWorkspace } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { askProvider } from './access-token.ts';
import { saveAccount } from './save-account.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'secrets' | 'gitProviders' | 'gitInstances'>;

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

/** A new token that GitLab does not accept needs other words than a connection that ended. */
function toTokenRefusal(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'reconnect_required') throw error;
  throw new Refusal(
    'token_refused',
    'GitLab does not accept this access token: check that it is whole, not expired, and has the scope api.',
    [{ path: 'accessToken', message: 'GitLab does not accept it.' }],
  );
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
