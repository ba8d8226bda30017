import { ProviderError, type GitProvider } from '@amplication/git-provider';
import { findBranch } from '@amplication/git-sync';
import {
  endConflicts,
  findGitOrganization,
  findMergeRequest,
  findRepository,
  listConflictsOfMergeRequest,
  notify,
  type MergeRequestRow,
  type RepositoryRow,
} from '@amplication/store';
import { followConflicts } from '../conflicts/follow-conflicts.ts';
import { toGitPlace } from '../conflicts/git-place.ts';
import type { Context } from '../context.ts';
import { connectProvider } from '../git/access-token.ts';
import { saveRemoteMergeRequest } from './save-merge-request.ts';

export { saveRemoteMergeRequest, toMergeRequestState } from './save-merge-request.ts';

type Ctx = Pick<
  Context,
  'store' | 'clock' | 'newId' | 'secrets' | 'gitProviders' | 'gitInstances' | 'mirrorsDirectory' | 'log'
>;

/** Job: asks GitLab how a merge request is, and carries that to the builds and conflicts in it. May run twice. */
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
    const current = await provider.getMergeRequest({ repositoryId: repository.externalId, number: before.number });
    const row = await saveRemoteMergeRequest(ctx, before, current);
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
  provider: GitProvider,
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
