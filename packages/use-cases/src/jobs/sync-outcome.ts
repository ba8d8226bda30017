import { Refusal, isOpenConflict, needsDecision, type BuildState, type SyncConflict } from '@amplication/domain';
import { ProviderError, isRetryable, type Repository } from '@amplication/git-provider';
import { RemoteTrouble, type SyncOutcome } from '@amplication/git-sync';
import {
  findMergeRequestByNumber,
  hasOpenConflicts,
  notify,
  updateBuild,
  type MergeRequestRow,
} from '@amplication/store';
import { openDiscussions } from '../conflicts/open-discussions.ts';
import { leaveOutDecided, recordConflicts } from '../conflicts/record-conflicts.ts';
import type { Context, GitConnection } from '../context.ts';
import { toRefusal } from '../git/ask-provider.ts';
import type { BuildLogger } from './build-logger.ts';
import { followDeparture } from './follow-departure.ts';
import { saveRemoteMergeRequest } from './save-merge-request.ts';
import type { SyncGroup } from './sync-group.ts';
import type { SeenMergeRequests } from './sync-ports.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'log'>;
type ProposingCtx = Ctx & Pick<Context, 'publicUrl' | 'mirrorsDirectory'>;

/** A fault that may heal by waiting: the job is tried again, later. */
export class RetryLater extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RetryLater';
  }
}

/** What came of one sync, and where. */
export interface SyncResult {
  readonly outcome: SyncOutcome;
  readonly provider: GitConnection;
  readonly repository: Repository;
  readonly remote: string;
  /** What GitLab answered while it went on: it need not be asked again. */
  readonly seen: SeenMergeRequests;
}

/**
 * Records how a sync ended on its builds, and returns the merge request that it proposed; what a person must mend becomes a
 * refusal, what may heal is tried again.
 */
export async function recordOutcome(
  ctx: ProposingCtx,
  group: SyncGroup,
  result: SyncResult,
  log: BuildLogger,
): Promise<MergeRequestRow | undefined> {
  const { outcome } = result;
  const finishedAt = ctx.clock();
  switch (outcome.kind) {
    case 'unchanged':
      await log('merge-request', 'info', 'Done: nothing changed');
      await setBuildStates(ctx, group, ['syncing'], {
        state: 'unchanged',
        finishedAt,
        message: 'The repository has everything already: there is nothing to review.',
      });
      return undefined;
    case 'proposed': {
      const conflicts = await leaveOutDecided(ctx.store.db, outcome.conflicts);
      const row = await recordProposal(ctx, group, result, { number: outcome.mergeRequest.number, conflicts }, log);
      const isConflicted = conflicts.some(isOpenConflict);
      await setBuildStates(ctx, group, ['syncing'], {
        state: isConflicted ? 'conflicted' : 'proposed',
        finishedAt,
        gitCommitId: outcome.commitId,
        mergeRequestId: row.id,
        changes: outcome.changes ?? null,
        conflicts: conflicts.map(({ path, kind }) => ({ path, kind })),
        message: isConflicted
          ? 'You and the generator changed the same lines: yours are in the merge request, the conflicts are listed here.'
          : null,
      });
      return row;
    }
    case 'busy':
      throw new RetryLater('The sync branch kept moving.');
    case 'unreachable':
      throw new RetryLater('GitLab cannot be reached at the moment.', { cause: outcome.detail });
    case 'unauthorised':
      throw new Refusal(
        'reconnect_required',
        'GitLab does not let the connected account fetch or push: connect it again in Git Settings.',
      );
    case 'forbidden':
      throw new Refusal(
        'provider_refused',
        'The connected account may not push to the repository: it needs at least the Developer role.',
      );
    case 'not-found':
      throw new Refusal(
        'not_found',
        'The repository is gone, or the connected account may not see it any more: choose another one in Git Settings.',
      );
    case 'base-missing':
      throw new Refusal(
        'invalid_input',
        `The repository has no branch "${outcome.branch}": create it in GitLab, or choose another base branch in Git Settings.`,
      );
    case 'empty-repository':
      throw new Refusal(
        'invalid_input',
        'The repository is empty, so there is nothing to merge into: add a README in GitLab, or allow the first commit in Git Settings, and generate again.',
      );
    case 'rejected':
      throw new Refusal(
        'provider_refused',
        `GitLab refused the push: ${outcome.lines.map((line) => line.replace(/^GitLab: /u, '')).join(' ')}`,
      );
  }
}

/** Stores the merge request and the conflicts in it, and begins the discussions about those. */
async function recordProposal(
  ctx: ProposingCtx,
  group: SyncGroup,
  { provider, repository, remote, seen }: SyncResult,
  proposal: { readonly number: number; readonly conflicts: readonly SyncConflict[] },
  log: BuildLogger,
): Promise<MergeRequestRow> {
  const { number, conflicts } = proposal;
  const before = await findMergeRequestByNumber(ctx.store.db, remote, number);
  const known = seen.get(number);
  // Conflicts are told at lines of its diff, which only this answer has.
  const current =
    known?.current === undefined || conflicts.length > 0
      ? await provider.getMergeRequest({ repositoryId: repository.id, number })
      : known.current;
  // The sync makes it a draft where people have to decide; one that was a draft before, or that the settings make one, is a person's.
  const wasDraft =
    before === undefined ? group.target.settings.mergeRequest.draft : before.draft || known?.wasDraft === true;
  const isOurs = current.isDraft && conflicts.some(needsDecision) && !wasDraft;
  const where = { remote, repositoryId: group.target.repositoryId };
  const row = await saveRemoteMergeRequest(ctx, where, current, { isDraftedByUs: isOurs, before });
  const [isOpen] = await Promise.all([
    hasOpenConflicts(ctx.store.db, remote, row.sourceBranch),
    log('merge-request', 'info', `Done: merge request !${row.number} at ${row.webUrl}`),
  ]);
  if (conflicts.length === 0 && !isOpen) return row;
  try {
    await recordConflicts(ctx, { remote, provider, repository, builds: group.builds }, row, conflicts);
  } catch (error) {
    if (!(error instanceof RemoteTrouble)) throw error;
    throw new RetryLater('GitLab cannot be reached at the moment.', { cause: error });
  }
  await openDiscussions(ctx, provider, row, current, (message) => log('merge-request', 'warning', message));
  return row;
}

/** Records a sync that failed. Host trouble is waited for; everything else ends the build with what to do. */
export async function recordFailure(
  ctx: Ctx,
  group: SyncGroup,
  log: (level: 'warning' | 'error', message: string) => Promise<void>,
  error: unknown,
  isLastTry: boolean,
): Promise<void> {
  const isHostTrouble = error instanceof RetryLater || isRetryable(error);
  const trouble = error instanceof RetryLater ? error.message : 'GitLab cannot be reached at the moment.';
  if (isHostTrouble && !isLastTry) {
    await log('warning', `${trouble} Trying again soon.`);
    throw error;
  }
  const refusal = error instanceof Refusal ? error : error instanceof ProviderError ? toRefusal(error) : undefined;
  if (refusal === undefined)
    ctx.log.error({ error, commitId: group.builds[0]?.commitId, departureId: group.departure?.id }, 'syncing failed');
  const message =
    refusal?.message ??
    (isHostTrouble
      ? `${trouble} Try again later.`
      : 'Syncing failed because of a fault of ours. Try again; if it stays, report the id of this build.');
  await log('error', message);
  await setBuildStates(ctx, group, ['generated', 'syncing'], {
    state: 'failed',
    finishedAt: ctx.clock(),
    errorCode: refusal?.code ?? 'sync_fault',
    message,
  });
}

/** Moves all builds of the group, or the removal that it is, and tells who looks. */
export async function setBuildStates(
  ctx: Ctx,
  group: SyncGroup,
  from: readonly BuildState[],
  change: Parameters<typeof updateBuild>[3],
): Promise<void> {
  for (const build of group.builds) {
    await updateBuild(ctx.store.db, build.id, from, change);
    await notify(ctx.store.db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
  }
  if (group.departure !== undefined) await followDeparture(ctx, group.departure, change);
}
