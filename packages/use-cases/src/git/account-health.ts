import type { GitOrganization } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import { ProviderError } from '@amplication/git-provider';
import {
  findGitOrganization,
  listProjects,
  listUncheckedOrganizations,
  lockGitOrganization,
  notify,
  updateGitOrganization,
  type GitOrganizationRow,
} from '@amplication/store';
import { getGitOrganization } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { connectProvider, type AccountCtx } from './access-token.ts';
import { askProvider } from './ask-provider.ts';
import { viewById } from './organizations.ts';

type Ctx = AccountCtx & Pick<Context, 'log'>;

const CHECK_EVERY_MS = 60 * 60 * 1_000;
const MOST_AT_ONCE = 20;
/** How long a rotated access token lives; GitLab allows a year, and a policy there perhaps less. */
const ROTATED_DAYS = 180;

/** Asks GitLab now how an account is, because a person looks. */
export async function checkAccount(ctx: Ctx, principal: Principal, organizationId: string): Promise<GitOrganization> {
  const row = await getGitOrganization(ctx.store.db, principal, organizationId);
  await check(ctx, row);
  return viewById(ctx, row.id);
}

/** Asks GitLab how accounts are that nobody asked about for an hour. */
export async function checkAccounts(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.clock().getTime() - CHECK_EVERY_MS);
  for (const row of await listUncheckedOrganizations(ctx.store.db, before, MOST_AT_ONCE)) await check(ctx, row);
}

/**
 * Replaces an access token by one that lives longer; the old one dies at this moment, so that it happens under the row's
 * lock and the new one is stored before anybody uses it.
 */
export async function rotateToken(ctx: Ctx, principal: Principal, organizationId: string): Promise<GitOrganization> {
  const row = await getGitOrganization(ctx.store.db, principal, organizationId);
  if (row.auth !== 'token' || row.health !== 'ok')
    throw new Refusal('invalid_input', 'Only an access token that GitLab still accepts can be rotated.');
  const expiresAt = new Date(ctx.clock().getTime() + ROTATED_DAYS * 86_400_000).toISOString().slice(0, 10);
  await ctx.store.transact(async ({ db }) => {
    const locked = await lockGitOrganization(db, row.id);
    if (locked?.health !== 'ok' || locked.accessToken !== row.accessToken)
      throw new Refusal('conflict', 'Somebody changed this connection meanwhile: load the page again.');
    const token = ctx.secrets.decrypt(locked.accessToken);
    const provider = ctx.gitProviders.connect({
      baseUrl: locked.baseUrl,
      account: locked.id,
      certificate: locked.certificate ?? undefined,
      getAccessToken: async () => token,
    });
    const fresh = await askProvider(() => provider.rotateAccessToken({ expiresAt }));
    await updateGitOrganization(db, locked.id, {
      accessToken: ctx.secrets.encrypt(fresh.accessToken),
      tokenExpiresOn: fresh.expiresAt,
      checkedAt: ctx.clock(),
    });
  });
  return viewById(ctx, row.id);
}

/** Stores how an account is. What GitLab does not answer now is asked again later. */
async function check(ctx: Ctx, row: GitOrganizationRow): Promise<void> {
  const { db } = ctx.store;
  const change = await ask(ctx, row);
  await updateGitOrganization(db, row.id, { ...change, checkedAt: ctx.clock() });
  const after = await findGitOrganization(db, row.id);
  if (after?.health === row.health && after.tokenExpiresOn === row.tokenExpiresOn) return;
  for (const { id: projectId } of await listProjects(db, row.workspaceId))
    await notify(db, { topic: 'git', projectId });
}

async function ask(ctx: Ctx, row: GitOrganizationRow): Promise<Parameters<typeof updateGitOrganization>[2]> {
  const provider = connectProvider(ctx, row);
  try {
    const { username, name } = await provider.getCurrentUser();
    const facts = row.auth === 'token' ? await provider.findAccessToken() : undefined;
    const token = facts === undefined ? {} : { tokenName: facts.name, tokenExpiresOn: facts.expiresAt };
    return { username, name, ...token, health: 'ok' };
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'forbidden') return { health: 'no-access' };
    // That it must be connected again is stored already.
    if (!(error instanceof ProviderError) && !(error instanceof Refusal)) throw error;
    ctx.log.info({ gitOrganizationId: row.id, reason: error.message }, 'an account could not be checked');
    return {};
  }
}
