import { randomBytes } from 'node:crypto';
import { API_PREFIX, WEBHOOK_PATH } from '@amplication/contract';
import { isLoopback } from '@amplication/domain';
import { ProviderError, type GitProvider, type Webhook } from '@amplication/git-provider';
import { enterWebhook, findWebhookOf, updateWebhook, type RepositoryRow, type WebhookRow } from '@amplication/store';
import type { Context } from '../context.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'secrets' | 'publicUrl'>;

const EVENTS = { push: true, mergeRequests: true, notes: true, pipelines: true } as const;

/** False where GitLab could never reach us: then changes are found by polling alone. */
export function canBeReached(publicUrl: string, baseUrl: string): boolean {
  return !isLoopback(new URL(publicUrl).hostname) || isLoopback(new URL(baseUrl).hostname);
}

/**
 * Makes sure that GitLab tells us of changes in a repository: registers our webhook, mends it when somebody changed or
 * deleted it, and wakes it when GitLab has disabled it after failures. What GitLab refuses is kept as a sentence; the
 * repository is polled then. Idempotent. Throws `ProviderError` for what may pass.
 */
export async function ensureWebhook(
  ctx: Ctx,
  provider: GitProvider,
  baseUrl: string,
  repository: Pick<RepositoryRow, 'id' | 'externalId'>,
): Promise<void> {
  if (!canBeReached(ctx.publicUrl, baseUrl)) return;
  const row = await findOrEnter(ctx, `${baseUrl}#${repository.externalId}`, repository.id);
  try {
    const hook = await register(ctx, provider, row, repository.externalId);
    const isActive = hook.health === 'ok';
    await updateWebhook(ctx.store.db, row.id, {
      repositoryId: repository.id,
      externalId: hook.id,
      isSigned: hook.isSigned,
      state: isActive ? 'active' : 'failing',
      message: isActive ? null : `GitLab could not deliver to ${ctx.publicUrl}, and tries again later.`,
      checkedAt: ctx.clock(),
    });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind === 'host-trouble' || error.kind === 'rate-limited')
      throw error;
    await updateWebhook(ctx.store.db, row.id, {
      state: 'refused',
      message: toSentence(error),
      checkedAt: ctx.clock(),
    });
  }
}

async function findOrEnter(ctx: Ctx, remote: string, repositoryId: string): Promise<WebhookRow> {
  const known = await findWebhookOf(ctx.store.db, remote);
  return (
    known ??
    enterWebhook(ctx.store.db, {
      id: ctx.newId(),
      remote,
      repositoryId,
      token: ctx.secrets.encrypt(randomBytes(32).toString('base64url')),
      signingKey: ctx.secrets.encrypt(`whsec_${randomBytes(32).toString('base64')}`),
      state: 'failing',
      checkedAt: ctx.clock(),
    })
  );
}

async function register(ctx: Ctx, provider: GitProvider, row: WebhookRow, externalId: number): Promise<Webhook> {
  const url = `${ctx.publicUrl}${API_PREFIX}${WEBHOOK_PATH}/${row.id}`;
  const wanted = {
    repositoryId: externalId,
    url,
    name: 'Amplication',
    token: ctx.secrets.decrypt(row.token),
    signingToken: ctx.secrets.decrypt(row.signingKey),
    verifiesTls: true,
    events: EVENTS,
  };
  const hooks = await provider.listWebhooks({ repositoryId: externalId });
  const known = hooks.find((hook) => hook.id === row.externalId) ?? hooks.find((hook) => hook.url === url);
  if (known === undefined) return provider.createWebhook(wanted);
  const isAsWanted = known.url === url && Object.entries(EVENTS).every(([event]) => known.events[event as 'push']);
  // Secrets cannot be read back: they are set again with everything else that is mended.
  const mended = isAsWanted ? known : await provider.updateWebhook({ ...wanted, id: known.id });
  if (mended.health === 'ok') return mended;
  return wake(provider, externalId, mended);
}

/** A delivery that arrives ends GitLab's back-off. */
async function wake(provider: GitProvider, repositoryId: number, hook: Webhook): Promise<Webhook> {
  try {
    await provider.testWebhook({ repositoryId, id: hook.id, event: 'push' });
  } catch (error) {
    if (error instanceof ProviderError) return hook;
    throw error;
  }
  return (await provider.listWebhooks({ repositoryId })).find(({ id }) => id === hook.id) ?? hook;
}

function toSentence(error: ProviderError): string {
  if (error.kind === 'forbidden' || error.kind === 'unauthorised')
    return 'The connected account may not register a webhook: it needs the Maintainer role in this repository.';
  return `GitLab did not take the webhook. ${error.message}`;
}
