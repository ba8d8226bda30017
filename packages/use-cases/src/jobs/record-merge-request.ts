import { toBuildState } from '@amplication/domain';
import { ProviderError, type MergeRequest } from '@amplication/git-provider';
import {
  findGitOrganization,
  findMergeRequest,
  findRepository,
  listBuildsOfMergeRequest,
  notify,
  saveMergeRequest,
  updateBuild,
  type MergeRequestRow,
} from '@amplication/store';
import type { Context } from '../context.ts';
import { connectProvider } from '../git/access-token.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'secrets' | 'gitProviders' | 'gitInstances' | 'log'>;

/** Job: asks GitLab how a merge request is, and carries that to the builds in it. May run twice. */
export async function recordMergeRequest(ctx: Ctx, mergeRequestId: string): Promise<void> {
  const { db } = ctx.store;
  const before = await findMergeRequest(db, mergeRequestId);
  const repository = before === undefined ? undefined : await findRepository(db, before.repositoryId);
  const organization =
    repository === undefined ? undefined : await findGitOrganization(db, repository.gitOrganizationId);
  if (before === undefined || repository === undefined || organization === undefined || organization.health !== 'ok')
    return;
  try {
    const current = await connectProvider(ctx, organization).getMergeRequest({
      repositoryId: repository.externalId,
      number: before.number,
    });
    await saveRemoteMergeRequest(ctx, before, current);
  } catch (error) {
    // Host trouble passes, and a lost access shows at the connection; the next poll asks again.
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.info({ mergeRequestId, kind: error.kind }, 'the merge request could not be read');
  }
}

/** While GitLab merges, the merge request is still open. */
export function toMergeRequestState(state: MergeRequest['state']): 'open' | 'merged' | 'closed' {
  return state === 'merging' ? 'open' : state;
}

/** Stores what GitLab says of a merge request, moves its builds along and tells who looks. */
export async function saveRemoteMergeRequest(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  where: { readonly remote: string; readonly repositoryId: string },
  current: MergeRequest,
): Promise<MergeRequestRow> {
  return ctx.store.transact(async ({ db }) => {
    const row = await saveMergeRequest(db, {
      id: ctx.newId(),
      remote: where.remote,
      repositoryId: where.repositoryId,
      number: current.number,
      title: current.title,
      webUrl: current.url,
      state: toMergeRequestState(current.state),
      draft: current.isDraft,
      hasConflicts: current.mergeability === 'conflicted',
      sourceBranch: current.sourceBranch,
      targetBranch: current.targetBranch,
      mergedAt: current.mergedAt === null ? null : new Date(current.mergedAt),
      mergedBy: current.mergedBy,
      refreshedAt: ctx.clock(),
    });
    for (const build of await listBuildsOfMergeRequest(db, row.id)) {
      const state = toBuildState(build.state, toMergeRequestState(current.state));
      if (state === build.state) continue;
      await updateBuild(db, build.id, [build.state], { state });
      await notify(db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
    }
    return row;
  });
}
