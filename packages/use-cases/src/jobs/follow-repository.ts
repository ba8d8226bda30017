import { ProviderError } from '@amplication/git-provider';
import {
  findGitOrganization,
  findRepository,
  listProjectsOf,
  listUncheckedRepositories,
  notify,
  saveRepository,
  updateRepositoryState,
  type RepositoryRow,
} from '@amplication/store';
import type { Context, Job } from '../context.ts';
import { connectProvider, type AccountCtx } from '../git/access-token.ts';
import { toRepositoryRow } from '../git/repositories.ts';
import { ensureWebhook } from '../webhooks/ensure-webhook.ts';

type Ctx = AccountCtx & Pick<Context, 'newId' | 'publicUrl' | 'log'>;

/** News of a repository older than this is asked for again when somebody looks. */
const FRESH_MS = 30_000;
const FRESH_UNWATCHED_MS = 15 * 60_000;
const MOST_AT_ONCE = 20;

/**
 * Job: asks GitLab by number how a repository is (renamed, moved, archived, gone, another default branch), and makes sure that
 * our webhook is in it. May run twice.
 */
export async function followRepository(ctx: Ctx, repositoryId: string): Promise<void> {
  const { db } = ctx.store;
  const before = await findRepository(db, repositoryId);
  const organization = before === undefined ? undefined : await findGitOrganization(db, before.gitOrganizationId);
  if (before === undefined || organization?.health !== 'ok') return;
  const provider = connectProvider(ctx, organization);
  try {
    const remote = await provider.findRepository(before.externalId);
    if (remote === undefined) await updateRepositoryState(db, before.id, { state: 'gone', checkedAt: ctx.clock() });
    else await saveRepository(db, toRepositoryRow(ctx, organization.id, remote));
    if (remote !== undefined && remote.unavailableReason === undefined)
      await ensureWebhook(ctx, provider, organization.baseUrl, before);
  } catch (error) {
    // Host trouble passes, and a lost access shows at the connection; the next look asks again.
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.info({ repositoryId, kind: error.kind }, 'the repository could not be looked at');
  }
  await tell(ctx, before);
}

async function tell(ctx: Pick<Context, 'store'>, before: RepositoryRow): Promise<void> {
  const after = await findRepository(ctx.store.db, before.id);
  const told = ({ fullPath, defaultBranch, state }: RepositoryRow): string =>
    JSON.stringify([fullPath, defaultBranch, state]);
  if (after === undefined || told(after) === told(before)) return;
  for (const projectId of await listProjectsOf(ctx.store.db, before.id))
    await notify(ctx.store.db, { topic: 'git', projectId });
}

/** Asks for news of the repositories of a project, because somebody looks at its settings. The answer arrives as an event. */
export async function queueStaleRepositories(
  ctx: Pick<Context, 'store' | 'clock' | 'jobs'>,
  projectId: string,
): Promise<void> {
  await queue(ctx, { before: new Date(ctx.clock().getTime() - FRESH_MS), projectId, limit: MOST_AT_ONCE });
}

/** The same for all that are in use, more seldom. */
export async function reconcileRepositories(ctx: Pick<Context, 'store' | 'clock' | 'jobs'>): Promise<void> {
  await queue(ctx, { before: new Date(ctx.clock().getTime() - FRESH_UNWATCHED_MS), limit: MOST_AT_ONCE });
}

async function queue(
  ctx: Pick<Context, 'store' | 'jobs'>,
  query: Parameters<typeof listUncheckedRepositories>[1],
): Promise<void> {
  const rows = await listUncheckedRepositories(ctx.store.db, query);
  if (rows.length === 0) return;
  await ctx.store.transact((transaction) => ctx.jobs.enqueue(transaction, rows.map(toJob)));
}

/** The job that looks at a repository. */
export function toJob({ id }: Pick<RepositoryRow, 'id'>): Job {
  return { name: 'follow-repository', key: id, data: { repositoryId: id } };
}
