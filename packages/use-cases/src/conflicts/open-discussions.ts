import { needsDecision } from '@amplication/domain';
import {
  PositionRefused,
  ProviderError,
  isRetryable,
  type Discussion,
  type DiscussionPosition,
  type GitProvider,
  type MergeRequest,
} from '@amplication/git-provider';
import {
  listConflictsOfMergeRequest,
  readBlobs,
  setDiscussion,
  type ConflictRow,
  type MergeRequestRow,
} from '@amplication/store';
import type { Context } from '../context.ts';
import { describeConflict, findSuggestedLine, toDiscussionMark } from './describe-conflict.ts';

type Ctx = Pick<Context, 'store' | 'publicUrl'>;

/**
 * Begins a discussion for each conflict that waits for a decision and has none. Asks GitLab only when there is one. Running
 * it again begins none twice. What GitLab refuses is told to `warn`; throws `ProviderError` for what may pass.
 */
export async function openDiscussions(
  ctx: Ctx,
  provider: GitProvider,
  mergeRequest: MergeRequestRow,
  remote: MergeRequest,
  warn: (message: string) => Promise<void>,
): Promise<void> {
  const rows = await listConflictsOfMergeRequest(ctx.store.db, mergeRequest.id);
  const silent = rows.filter((row) => row.state === 'open' && needsDecision(row) && row.discussionId === null);
  if (silent.length === 0) return;
  try {
    const known = await provider.listDiscussions(toKey(remote));
    const theirs = await readBlobs(
      ctx.store.db,
      silent.flatMap((row) => row.theirsHash ?? []),
    );
    for (const row of silent) {
      const mark = toDiscussionMark(row.id);
      const discussion =
        known.find(({ notes }) => notes[0]?.body.includes(mark) === true) ??
        (await begin(ctx, provider, remote, row, theirs.get(row.theirsHash ?? '')?.toString('utf8')));
      await setDiscussion(ctx.store.db, row.id, { discussionId: discussion.id, discussionOpen: true });
    }
  } catch (error) {
    if (!(error instanceof ProviderError) || isRetryable(error)) throw error;
    await warn(`The conflicts could not be discussed in the merge request: ${error.message}`);
  }
}

async function begin(
  ctx: Ctx,
  provider: GitProvider,
  remote: MergeRequest,
  row: ConflictRow,
  theirs: string | undefined,
): Promise<Discussion> {
  const page = `${ctx.publicUrl}/projects/${row.projectId}/conflicts/${row.id}`;
  const suggestion = describeConflict(row, theirs, { page, suggests: true });
  for (const position of listPositions(remote, row)) {
    try {
      return await provider.createDiscussion({ ...toKey(remote), body: suggestion, position });
    } catch (error) {
      if (!(error instanceof PositionRefused)) throw error;
    }
  }
  const body = describeConflict(row, theirs, { page, suggests: false });
  return provider.createDiscussion({ ...toKey(remote), body });
}

/** Where the line may be in the merge request's difference: added by a person there, or as it is in the target branch. */
function listPositions({ diffRefs }: MergeRequest, row: ConflictRow): readonly DiscussionPosition[] {
  const newLine = findSuggestedLine(row);
  const oldLine = row.hunks[0]?.ours.end;
  if (diffRefs === null || newLine === undefined || oldLine === undefined) return [];
  const added = { ...diffRefs, path: row.path, newLine };
  return [added, { ...added, oldLine }];
}

function toKey({ repositoryId, number }: MergeRequest): { readonly repositoryId: number; readonly number: number } {
  return { repositoryId, number };
}
