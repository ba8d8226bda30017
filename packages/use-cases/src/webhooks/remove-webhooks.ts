import { Refusal } from '@amplication/domain';
import { ProviderError, type GitProvider } from '@amplication/git-provider';
import { deleteWebhook, listWebhooksOf, type GitOrganizationRow } from '@amplication/store';
import type { Context } from '../context.ts';

/**
 * Takes our webhooks out of the repositories that are reached through an account. What GitLab does not let us delete stays
 * there and is answered with 404 from now on, so that GitLab gives it up.
 */
export async function removeWebhooksOf(
  ctx: Pick<Context, 'store' | 'log'>,
  provider: GitProvider,
  organization: Pick<GitOrganizationRow, 'id'>,
): Promise<void> {
  for (const { id, externalId, repositoryExternalId } of await listWebhooksOf(ctx.store.db, organization.id)) {
    try {
      if (externalId !== null) await provider.deleteWebhook({ repositoryId: repositoryExternalId, id: externalId });
    } catch (error) {
      // Also where GitLab no longer accepts the account: it can be disconnected all the same.
      if (!(error instanceof ProviderError) && !(error instanceof Refusal)) throw error;
      ctx.log.info({ webhookId: id, reason: error.message }, 'a webhook stays in GitLab');
    }
    await deleteWebhook(ctx.store.db, id);
  }
}
