import type { GitSettingsView, Repository, WebhookView } from '@amplication/contract';
import type { GitSettings } from '@amplication/domain';
import {
  countUses,
  findGitOrganization,
  findRepository,
  findWebhookOf,
  type Database,
  type GitOrganizationRow,
  type RepositoryRow,
} from '@amplication/store';
import type { Context } from '../context.ts';
import { canBeReached } from '../webhooks/ensure-webhook.ts';
import { toGitOrganization } from './organizations.ts';
import { toUnavailableSentence } from './repositories.ts';

type Ctx = Pick<Context, 'clock' | 'publicUrl'> & { readonly store: { readonly db: Database } };

/** Git settings as clients see them, with how the repository, the account and the webhook are. */
export async function toSettingsView(ctx: Ctx, settings: GitSettings | undefined): Promise<GitSettingsView | null> {
  if (settings === undefined) return null;
  const { db } = ctx.store;
  const repository = await findRepository(db, settings.repositoryId);
  const organization =
    repository === undefined ? undefined : await findGitOrganization(db, repository.gitOrganizationId);
  if (repository === undefined || organization === undefined) return null;
  const uses = await countUses(db, organization.workspaceId);
  const { baseBranch, syncBranch, strategy, commitMessage, allowFirstCommit, mergeRequest, author } = settings;
  const { labels, assigneeIds, reviewerIds } = mergeRequest;
  return {
    repository: toRepository(ctx, repository),
    organization: toGitOrganization(ctx, organization, uses.get(organization.id) ?? 0),
    webhook: await toWebhook(ctx, organization, repository),
    baseBranch,
    syncBranch,
    strategy,
    commitMessage,
    allowFirstCommit,
    mergeRequest: {
      ...mergeRequest,
      labels: [...labels],
      assigneeIds: [...assigneeIds],
      reviewerIds: [...reviewerIds],
    },
    author,
  };
}

/** How long it is told that a repository is somewhere else now. */
const NEWS_MS = 30 * 24 * 60 * 60 * 1_000;

function toRepository({ clock }: Pick<Context, 'clock'>, row: RepositoryRow): Repository {
  const isNews = row.movedAt !== null && clock().getTime() - row.movedAt.getTime() < NEWS_MS;
  const { id, gitOrganizationId, externalId, fullPath, webUrl, defaultBranch, state, movedFrom } = row;
  return {
    id,
    gitOrganizationId,
    externalId,
    fullPath,
    webUrl,
    defaultBranch,
    state,
    unavailableReason: state === 'ok' ? null : toUnavailableSentence(state),
    movedFrom: isNews && movedFrom !== fullPath ? movedFrom : null,
    formerDefaultBranch: isNews && row.formerDefaultBranch !== defaultBranch ? row.formerDefaultBranch : null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
  };
}

async function toWebhook(
  ctx: Ctx,
  { baseUrl }: GitOrganizationRow,
  { externalId }: RepositoryRow,
): Promise<WebhookView> {
  if (!canBeReached(ctx.publicUrl, baseUrl))
    return {
      state: 'polling',
      message: `GitLab cannot reach ${ctx.publicUrl}, so it is asked every minute: set PUBLIC_URL to an address that it can reach.`,
      lastDeliveryAt: null,
    };
  const row = await findWebhookOf(ctx.store.db, `${baseUrl}#${externalId}`);
  if (row === undefined) return { state: 'failing', message: 'It is being registered.', lastDeliveryAt: null };
  const { state, message, lastDeliveryAt } = row;
  return { state, message, lastDeliveryAt: lastDeliveryAt?.toISOString() ?? null };
}
