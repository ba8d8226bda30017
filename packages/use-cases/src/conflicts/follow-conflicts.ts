import { needsDecision } from '@amplication/domain';
import type { Discussion, GitProvider, MergeRequestKey } from '@amplication/git-provider';
import {
  endConflicts,
  liftConflicted,
  listConflictsOfMergeRequest,
  notify,
  setDiscussion,
  type ConflictRow,
  type MergeRequestRow,
} from '@amplication/store';
import type { Context } from '../context.ts';
import { saveRemoteMergeRequest } from '../jobs/save-merge-request.ts';
import { describeEnd, toDiscussionMark } from './describe-conflict.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId'>;

/**
 * Brings conflicts and their merge request in line: a thread that a person resolved keeps what is in the branch, the threads
 * of decided conflicts are resolved, and after the last decision the draft is lifted, unless a person made it one. Asks
 * GitLab only where something may have to be done. May run twice. Throws `ProviderError`.
 */
export async function followConflicts(
  ctx: Ctx,
  provider: GitProvider,
  mergeRequest: MergeRequestRow,
  repositoryId: number,
): Promise<void> {
  const { db } = ctx.store;
  const where = { repositoryId, number: mergeRequest.number };
  const rows = await listConflictsOfMergeRequest(db, mergeRequest.id);
  const watched = rows.filter((row) => row.discussionOpen);
  if (watched.length > 0) {
    const discussions = await provider.listDiscussions(where);
    for (const row of watched) await followDiscussion(ctx, provider, where, row, discussions);
  }
  const now = await listConflictsOfMergeRequest(db, mergeRequest.id);
  const isWaiting = now.some((row) => row.state === 'open' && needsDecision(row));
  if (mergeRequest.state === 'open' && mergeRequest.draft && mergeRequest.draftedByUs && !isWaiting) {
    const ready = await provider.updateMergeRequest({ ...where, isDraft: false });
    await saveRemoteMergeRequest(ctx, mergeRequest, ready);
  }
  if (rows.length === 0) return;
  for (const build of await liftConflicted(db, mergeRequest.id))
    await notify(db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
}

async function followDiscussion(
  ctx: Ctx,
  provider: GitProvider,
  where: MergeRequestKey,
  row: ConflictRow,
  discussions: readonly Discussion[],
): Promise<void> {
  const { db } = ctx.store;
  const discussion = discussions.find(({ id }) => id === row.discussionId);
  if (row.state === 'open') {
    if (discussion !== undefined && !discussion.isResolved) return;
    const isKept = discussion !== undefined;
    await ctx.store.transact(async (transaction) => {
      if (isKept) await endConflicts(transaction.db, [row], { state: 'kept', decidedBy: null, at: ctx.clock() });
      // A person who deleted the thread decided nothing.
      await setDiscussion(transaction.db, row.id, { discussionOpen: false });
      await notify(transaction.db, { topic: 'conflicts', projectId: row.projectId });
    });
    return;
  }
  if (discussion !== undefined && !discussion.isResolved) {
    const mark = toDiscussionMark(`${row.id} ${row.state}`);
    const isTold = discussion.notes.some(({ body }) => body.includes(mark));
    const body = `${describeEnd(row)}\n\n${mark}`;
    if (!isTold) await provider.addNote({ ...where, discussionId: discussion.id, body });
    await provider.resolveDiscussion({ ...where, discussionId: discussion.id, resolved: true });
  }
  await setDiscussion(db, row.id, { discussionOpen: false });
}
