import { toBuildState } from '@amplication/domain';
import type { MergeRequest } from '@amplication/git-provider';
import {
  endDepartures,
  endMergedConflicts,
  findMergeRequestByNumber,
  listBuildsOfMergeRequest,
  notify,
  saveMergeRequest,
  updateBuild,
  type MergeRequestApprovals,
  type MergeRequestRow,
} from '@amplication/store';
import type { Context } from '../context.ts';

/** While GitLab merges, the merge request is still open. */
export function toMergeRequestState(state: MergeRequest['state']): 'open' | 'merged' | 'closed' {
  return state === 'merging' ? 'open' : state;
}

/**
 * Stores what GitLab says of a merge request, moves its builds and conflicts along and tells who looks. `isDraftedByUs`
 * says that we have made it a draft now; left out, nothing is known about that, nor about approvals.
 */
export async function saveRemoteMergeRequest(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  where: { readonly remote: string; readonly repositoryId: string },
  current: MergeRequest,
  {
    isDraftedByUs,
    approvals,
    before,
  }: {
    readonly isDraftedByUs?: boolean;
    readonly approvals?: MergeRequestApprovals | undefined;
    /** What was stored of it, where the caller looked just now. */
    readonly before?: MergeRequestRow | undefined;
  } = {},
): Promise<MergeRequestRow> {
  const state = toMergeRequestState(current.state);
  return ctx.store.transact(async ({ db }) => {
    const earlier = before ?? (await findMergeRequestByNumber(db, where.remote, current.number));
    const row = await saveMergeRequest(db, {
      id: ctx.newId(),
      remote: where.remote,
      repositoryId: where.repositoryId,
      number: current.number,
      title: current.title,
      webUrl: current.url,
      state,
      draft: current.isDraft,
      // Whoever makes it a draft again after this is a person.
      ...(current.isDraft ? (isDraftedByUs === true ? { draftedByUs: true } : {}) : { draftedByUs: false }),
      hasConflicts: current.mergeability === 'conflicted',
      sourceBranch: current.sourceBranch,
      targetBranch: current.targetBranch,
      mergedAt: current.mergedAt === null ? null : new Date(current.mergedAt),
      mergedBy: current.mergedBy,
      mergeCommit: current.mergeCommit,
      squashCommit: current.squashCommit,
      mergeability: current.mergeability,
      mergeabilityDetail: current.mergeabilityDetail,
      // A list does not tell of these.
      ...(current.diffRefs === null
        ? {}
        : { pipelineStatus: current.pipelineStatus, pipelineUrl: current.pipelineUrl }),
      ...(approvals === undefined ? {} : { approvals }),
      refreshedAt: ctx.clock(),
    });
    if (state === 'merged') {
      await endMergedConflicts(db, row.id, ctx.clock());
      for (const projectId of await endDepartures(db, row.id)) await notify(db, { topic: 'git', projectId });
    }
    for (const build of await listBuildsOfMergeRequest(db, row.id)) {
      const next = toBuildState(build.state, state);
      const moves = next !== build.state;
      if (moves) await updateBuild(db, build.id, [build.state], { state: next });
      if (moves || looksOther(earlier, row))
        await notify(db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
      if (moves) await notify(db, { topic: 'conflicts', projectId: build.projectId });
    }
    return row;
  });
}

/** Whether people see a difference: when it was asked for last is none. */
function looksOther(before: MergeRequestRow | undefined, after: MergeRequestRow): boolean {
  const seen = ({ refreshedAt: _refreshedAt, ...shown }: MergeRequestRow): string => JSON.stringify(shown);
  return before === undefined || seen(before) !== seen(after);
}
