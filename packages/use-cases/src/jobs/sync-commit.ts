import type { BuildStep } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import type { Repository } from '@amplication/git-provider';
import { syncRepository, type SyncOutcome, type SyncRequest } from '@amplication/git-sync';
import {
  acquireLease,
  findDeparture,
  findGitOrganization,
  isHeldByLater,
  listBuildsOfCommits,
  releaseLease,
  type BuildRow,
  type MergeRequestRow,
} from '@amplication/store';
import type { Context, GitConnection } from '../context.ts';
import { connectProvider } from '../git/access-token.ts';
import { createBuildLogger, type BuildLogger } from './build-logger.ts';
import { queueRecord } from './queue-record.ts';
import { groupByBranch, type SyncGroup } from './sync-group.ts';
import { RetryLater, recordFailure, recordOutcome, setBuildStates, type SyncResult } from './sync-outcome.ts';
import { PlaceChanged, checkRepository, isSamePlace, recallPlace, type SyncPlace } from './sync-place.ts';
import { createSyncPorts, type SeenMergeRequests } from './sync-ports.ts';
import { toSyncRequest } from './sync-request.ts';

export interface SyncJob {
  readonly commitId: string;
  readonly baseUrl: string;
  readonly externalId: number;
}

/** Which run of the job this is. */
export interface SyncAttempt {
  readonly jobId: string;
  /** 0 for the first. */
  readonly number: number;
  readonly isLast: boolean;
}

const LEASE_RENEWAL_MS = 8_000;

/** Job: brings what a commit generated for one repository to its sync branch and merge request. May run twice. */
export async function syncCommit(ctx: Context, job: SyncJob, attempt: SyncAttempt): Promise<void> {
  const builds = (await listBuildsOfCommits(ctx.store.db, [job.commitId])).filter(
    (build) => isOf(build, job) && (build.state === 'generated' || build.state === 'syncing'),
  );
  for (const group of groupByBranch(builds)) await syncGroup(ctx, group, attempt);
}

function isOf(build: BuildRow, job: SyncJob): boolean {
  return build.target?.baseUrl === job.baseUrl && build.target.externalId === job.externalId;
}

/**
 * Syncs one branch under its repository's lease, and records how that ended on what it is for. Throws only what the queue is
 * to try again.
 */
export async function syncGroup(ctx: Context, group: SyncGroup, attempt: SyncAttempt): Promise<void> {
  const write = createBuildLogger(ctx, group.builds);
  let step: BuildStep = 'merge';
  const log: BuildLogger = (current, level, message) => {
    step = current;
    return write(current, level, message);
  };
  const remote = `${group.target.baseUrl}#${group.target.externalId}`;
  const holder = { job: attempt.jobId, attempt: attempt.number };
  const hold = (): Promise<boolean> => acquireLease(ctx.store.db, remote, holder);
  const renewal = setInterval(() => void hold().catch(() => undefined), LEASE_RENEWAL_MS);
  let isBegun = false;
  let proposed: MergeRequestRow | undefined;
  try {
    if (!(await hold())) throw new RetryLater('Another worker syncs this repository.');
    await setBuildStates(ctx, group, ['generated', 'syncing'], { state: 'syncing' });
    isBegun = true;
    const assertOurs = async (): Promise<void> => {
      const both = await Promise.all([hold(), isSyncing(ctx, group)]);
      if (both.includes(false)) throw new RetryLater('Another worker took the repository over.');
    };
    const result = await run(ctx, group, { remote, assertOurs, log });
    await assertOurs();
    proposed = await recordOutcome(ctx, group, result, log);
  } catch (error) {
    const isOvertaken = async (): Promise<boolean> =>
      (await isHeldByLater(ctx.store.db, remote, holder)) || !(await isSyncing(ctx, group));
    // What becomes of the builds, a later attempt tells or has told; and what is done is not to be tried again.
    if (!isBegun || !(await isOvertaken()))
      await recordFailure(ctx, group, (level, message) => write(step, level, message), error, attempt.isLast);
  } finally {
    clearInterval(renewal);
    await releaseLease(ctx.store.db, remote, holder);
  }
  // Whether it can be merged, GitLab finds out when it is asked again.
  const found = proposed;
  if (found?.mergeability === 'checking')
    await ctx.store.transact((transaction) => queueRecord(ctx, transaction, [found]));
}

/**
 * False when others have ended the builds, or the removal: a worker that was silent for long finds the repository free again, though another
 * one took it over and is done.
 */
async function isSyncing(ctx: Pick<Context, 'store'>, { builds, departure }: SyncGroup): Promise<boolean> {
  if (departure !== undefined) return (await findDeparture(ctx.store.db, departure.id))?.state === 'removal-requested';
  const commitIds = [...new Set(builds.map(({ commitId }) => commitId))];
  const now = await listBuildsOfCommits(ctx.store.db, commitIds);
  return now.some(({ id, state }) => state === 'syncing' && builds.some((build) => build.id === id));
}

async function run(
  ctx: Context,
  group: SyncGroup,
  use: { readonly remote: string; readonly assertOurs: () => Promise<void>; readonly log: BuildLogger },
): Promise<SyncResult> {
  const [organization, known] = await Promise.all([
    findGitOrganization(ctx.store.db, group.target.gitOrganizationId),
    recallPlace(ctx, group),
  ]);
  if (organization === undefined)
    throw new Refusal(
      'no_repository',
      'The account of this repository was disconnected: choose a repository in Git Settings.',
    );
  const provider = connectProvider(ctx, organization);
  // Nothing waits for the line; those that follow keep their order.
  void use.log('merge', 'info', `Connecting to GitLab as ${organization.username}`).catch(() => undefined);
  let place = known;
  const seen: SeenMergeRequests = new Map();
  for (;;) {
    // GitLab is asked while git already fetches; nothing is pushed before the answer is there.
    const checking = checkRepository(ctx, provider, organization.id, group.target.externalId);
    checking.catch(() => undefined);
    place ??= await checking;
    const outcome = await syncAt(ctx, group, { ...use, provider, place, checking, seen });
    const repository = await checking;
    if (outcome !== undefined) return { outcome, provider, repository, remote: use.remote, seen };
    place = repository;
  }
}

interface SyncUse {
  readonly remote: string;
  /** Throws when another worker took over. */
  readonly assertOurs: () => Promise<void>;
  readonly log: BuildLogger;
  readonly provider: GitConnection;
  readonly place: SyncPlace;
  readonly checking: Promise<Repository>;
  readonly seen: SeenMergeRequests;
}

/** Syncs with the repository at this place; undefined when it turns out to be somewhere else. */
async function syncAt(ctx: Context, group: SyncGroup, use: SyncUse): Promise<SyncOutcome | undefined> {
  const { provider, place, checking } = use;
  const request = await toSyncRequest(ctx, group, place, provider);
  const ports = createSyncPorts(ctx, {
    ...use,
    settings: group.target.settings,
    repositoryId: group.target.externalId,
    syncBranch: request.syncBranch,
    baseBranch: request.baseBranch,
    serviceIds: request.services.map(({ id }) => id),
    builds: request.mergeRequest.builds,
    assertLease: async () => {
      if (!isSamePlace(place, await checking)) throw new PlaceChanged();
      await use.assertOurs();
    },
  });
  try {
    const first = await syncRepository(ports, request);
    // GitLab may have ended the token between our look at its expiry and git's use of it.
    const outcome =
      first.kind === 'unauthorised' ? await syncRepository(ports, await renewAuthorization(provider, request)) : first;
    return isSamePlace(place, await checking) ? outcome : undefined;
  } catch (error) {
    // That the repository is gone explains every other trouble.
    await checking;
    if (error instanceof PlaceChanged) return undefined;
    throw error;
  }
}

async function renewAuthorization(provider: GitConnection, request: SyncRequest): Promise<SyncRequest> {
  const authorization = await provider.gitAuthorization({ rejected: request.remote.authorization });
  return { ...request, remote: { ...request.remote, authorization } };
}
