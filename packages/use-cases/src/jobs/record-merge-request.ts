import { ProviderError } from '@amplication/git-provider';
import { findBranch } from '@amplication/git-sync';
import {
  endConflicts,
  findGitOrganization,
  findMergeRequest,
  findRepository,
  isLeased,
  listConflictsOfMergeRequest,
  notify,
  type MergeRequestRow,
  type RepositoryRow,
} from '@amplication/store';
import { followConflicts } from '../conflicts/follow-conflicts.ts';
import { toGitPlace } from '../conflicts/git-place.ts';
import type { Context, GitConnection } from '../context.ts';
import { connectProvider, type AccountCtx } from '../git/access-token.ts';
import { saveRemoteMergeRequest } from './save-merge-request.ts';
import { RetryLater } from './sync-outcome.ts';

export { saveRemoteMergeRequest, toMergeRequestState } from './save-merge-request.ts';

type Ctx = AccountCtx & Pick<Context, 'newId' | 'mirrorsDirectory' | 'log'>;

/** How long GitLab is waited for to find out whether it can be merged; what it says later is told by webhook or poll. */
const MERGEABILITY_MS = 15_000;

/**
 * Job: asks GitLab how a merge request is, and carries that to the builds and conflicts in it. May run twice. Throws
 * `RetryLater` while a sync is at work there.
 */
export async function recordMergeRequest(ctx: Ctx, mergeRequestId: string): Promise<void> {
  const { db } = ctx.store;
  const before = await findMergeRequest(db, mergeRequestId);
  const repository = before === undefined ? undefined : await findRepository(db, before.repositoryId);
  const organization =
    repository === undefined ? undefined : await findGitOrganization(db, repository.gitOrganizationId);
  if (before === undefined || repository === undefined || organization === undefined || organization.health !== 'ok')
    return;
  try {
    const provider = connectProvider(ctx, organization);
    const key = { repositoryId: repository.externalId, number: before.number };
    const current = await provider.waitForMergeability(key, { timeoutMs: MERGEABILITY_MS });
    // A sync is at work on it, whose own record must not be overtaken by older news.
    if (await isLeased(db, before.remote)) throw new RetryLater('The repository is being synced.');
    const isOpen = current.state === 'open' || current.state === 'merging';
    const approvals = isOpen ? await provider.getApprovals(key) : undefined;
    const row = await saveRemoteMergeRequest(ctx, before, current, { approvals });
    if (row.state === 'closed') await settleAbandoned(ctx, provider, row, repository);
    await followConflicts(ctx, provider, row, repository.externalId);
  } catch (error) {
    // Host trouble passes, and a lost access shows at the connection; the next poll asks again.
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.info({ mergeRequestId, kind: error.kind }, 'the merge request could not be read');
  }
}

/** A closed merge request may be opened again, as long as its branch is there. */
async function settleAbandoned(
  ctx: Ctx,
  provider: GitConnection,
  mergeRequest: MergeRequestRow,
  repository: RepositoryRow,
): Promise<void> {
  const { db } = ctx.store;
  const rows = await listConflictsOfMergeRequest(db, mergeRequest.id);
  const open = rows.filter(({ state }) => state === 'open');
  const remote = open.length === 0 ? undefined : await provider.findRepository(repository.externalId);
  if (remote === undefined) return;
  const place = await toGitPlace(ctx, mergeRequest.remote, remote, provider);
  if ((await findBranch(place, mergeRequest.sourceBranch)).kind !== 'absent') return;
  await endConflicts(db, open, { state: 'settled', decidedBy: null, at: ctx.clock() });
  for (const projectId of new Set(open.map((row) => row.projectId)))
    await notify(db, { topic: 'conflicts', projectId });
}
