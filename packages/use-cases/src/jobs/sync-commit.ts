import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Refusal, toSyncBranch, type BuildState } from '@amplication/domain';
import { ProviderError, type GitProvider, type Repository } from '@amplication/git-provider';
import { syncRepository, type SyncOutcome, type SyncRequest, type SyncedService } from '@amplication/git-sync';
import {
  acquireLease,
  findCommit,
  findGeneration,
  findGitOrganization,
  findService,
  listBuildsOfCommits,
  listNewestGenerations,
  notify,
  releaseLease,
  saveRepository,
  updateBuild,
  type BuildRow,
  type BuildTarget,
  type LeaseHolder,
} from '@amplication/store';
import type { Context } from '../context.ts';
import { connectProvider, toRefusal } from '../git/access-token.ts';
import { toRepositoryRow, toUnavailableSentence } from '../git/repositories.ts';
import { createBuildLogger, type BuildLogger } from './build-logger.ts';
import { saveRemoteMergeRequest } from './record-merge-request.ts';
import { createSyncPorts } from './sync-ports.ts';

type Ctx = Context;

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

/** A fault that may heal by waiting: the job is tried again, later. */
export class RetryLater extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RetryLater';
  }
}

/** Job: brings what a commit generated for one repository to its sync branch and merge request. May run twice. */
export async function syncCommit(ctx: Ctx, job: SyncJob, attempt: SyncAttempt): Promise<void> {
  const builds = (await listBuildsOfCommits(ctx.store.db, [job.commitId])).filter(
    (build) => isOf(build, job) && (build.state === 'generated' || build.state === 'syncing'),
  );
  for (const group of groupByBranch(builds)) await syncGroup(ctx, group, attempt);
}

function isOf(build: BuildRow, job: SyncJob): boolean {
  return build.target?.baseUrl === job.baseUrl && build.target.externalId === job.externalId;
}

interface Group {
  readonly target: BuildTarget;
  readonly builds: readonly BuildRow[];
}

/** Builds that go up as one push: all of a repository with the shared strategy, each alone otherwise. */
function groupByBranch(builds: readonly BuildRow[]): readonly Group[] {
  const groups = new Map<string, { target: BuildTarget; builds: BuildRow[] }>();
  for (const build of builds) {
    if (build.target === null) continue;
    const { settings } = build.target;
    const branch = [settings.baseBranch, settings.syncBranch, settings.strategy === 'shared' ? '' : build.serviceId];
    const key = JSON.stringify(branch);
    const group = groups.get(key) ?? { target: build.target, builds: [] };
    group.builds.push(build);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function syncGroup(ctx: Ctx, group: Group, attempt: SyncAttempt): Promise<void> {
  const log = createBuildLogger(ctx, group.builds);
  const remote = `${group.target.baseUrl}#${group.target.externalId}`;
  const holder = { job: attempt.jobId, attempt: attempt.number };
  if (!(await acquireLease(ctx.store.db, remote, holder)))
    throw new RetryLater('Another worker syncs this repository.');
  const renewal = setInterval(
    () => void acquireLease(ctx.store.db, remote, holder).catch(() => undefined),
    LEASE_RENEWAL_MS,
  );
  try {
    await setState(ctx, group, ['generated', 'syncing'], { state: 'syncing' });
    await finish(ctx, group, await run(ctx, group, { remote, holder, log }), log);
  } catch (error) {
    await recover(ctx, group, log, error, attempt.isLast);
  } finally {
    clearInterval(renewal);
    await releaseLease(ctx.store.db, remote, holder);
  }
}

async function run(
  ctx: Ctx,
  group: Group,
  use: { readonly remote: string; readonly holder: LeaseHolder; readonly log: BuildLogger },
): Promise<SyncResult> {
  const organization = await findGitOrganization(ctx.store.db, group.target.gitOrganizationId);
  if (organization === undefined)
    throw new Refusal(
      'no_repository',
      'The account of this repository was disconnected: choose a repository in Git Settings.',
    );
  const provider = connectProvider(ctx, organization);
  await use.log('merge', 'info', `Connecting to GitLab as ${organization.username}`);
  const repository = await provider.findRepository(group.target.externalId);
  if (repository === undefined)
    throw new Refusal(
      'not_found',
      'The repository is gone, or the connected account may not see it any more: choose another one in Git Settings.',
    );
  if (repository.unavailableReason !== undefined)
    throw new Refusal(
      'repository_unavailable',
      `${repository.path} cannot be used. ${toUnavailableSentence(repository.unavailableReason)}`,
    );
  await saveRepository(ctx.store.db, toRepositoryRow(ctx, organization.id, repository));
  const request = await toRequest(ctx, group, repository, provider);
  const ports = createSyncPorts(ctx, {
    ...use,
    provider,
    repositoryId: repository.id,
    syncBranch: request.syncBranch,
    baseBranch: request.baseBranch,
  });
  return {
    outcome: await syncRepository(ports, request),
    provider,
    repository,
    remote: use.remote,
    syncBranch: request.syncBranch,
  };
}

interface SyncResult {
  readonly outcome: SyncOutcome;
  readonly provider: GitProvider;
  readonly repository: Repository;
  readonly remote: string;
  readonly syncBranch: string;
}

async function toRequest(ctx: Ctx, group: Group, repository: Repository, provider: GitProvider): Promise<SyncRequest> {
  const { settings } = group.target;
  const defaultBranch = repository.defaultBranch ?? 'main';
  const baseBranch = settings.baseBranch ?? defaultBranch;
  const service = await findService(ctx.store.db, group.builds[0]?.serviceId ?? '');
  const syncBranch = toSyncBranch(
    settings,
    { branch: baseBranch, isDefault: baseBranch === defaultBranch },
    service?.slug ?? '',
  );
  const commit = await findCommit(ctx.store.db, group.builds[0]?.commitId ?? '');
  if (commit === undefined) throw new Error('The commit is gone.');
  const subject = commit.message.split('\n')[0]?.trim() || settings.commitMessage;
  const link = (build: BuildRow): string => `${ctx.publicUrl}/projects/${build.projectId}/builds/${build.id}`;
  return {
    gitDir: join(
      ctx.mirrorsDirectory,
      `${createHash('sha256').update(`${group.target.baseUrl}#${group.target.externalId}`).digest('hex').slice(0, 32)}.git`,
    ),
    remote: { url: repository.gitUrl, authorization: await provider.gitAuthorization() },
    baseBranch,
    syncBranch,
    services: await readServices(ctx, group),
    subject,
    body: group.builds.map((build) => `- ${build.serviceName}: commit #${commit.number}`).join('\n'),
    trailers: group.builds.flatMap((build) => [
      `Amplication-Build: ${build.id}`,
      `Amplication-Generation: ${build.serviceId}=${build.generationId ?? ''}`,
    ]),
    identity: { name: 'Amplication', email: 'amplication@users.noreply.local', date: commit.createdAt.toISOString() },
    mergeRequest: {
      title: subject,
      builds: [
        'Generated by [Amplication](' +
          ctx.publicUrl +
          '). Edit freely: your changes stay when the code is generated again.',
        '',
        ...group.builds.map((build) => `- [${build.serviceName}, commit #${commit.number}](${link(build)})`),
      ].join('\n'),
    },
    allowFirstCommit: settings.allowFirstCommit,
    repositoryName: repository.name,
  };
}

/** The newest finished generation of every service on the branch, not only of those just built. */
async function readServices(ctx: Ctx, group: Group): Promise<readonly SyncedService[]> {
  const { settings, baseUrl, externalId } = group.target;
  const onBranch = (build: BuildRow): boolean => {
    const other = build.target?.settings;
    const isSameBranch =
      other?.baseBranch === settings.baseBranch &&
      other.syncBranch === settings.syncBranch &&
      other.strategy === settings.strategy;
    return (
      isSameBranch && (settings.strategy === 'shared' || group.builds.some((own) => own.serviceId === build.serviceId))
    );
  };
  const newest = (await listNewestGenerations(ctx.store.db, { baseUrl, externalId })).filter(onBranch);
  return Promise.all(
    newest.map(async (build): Promise<SyncedService> => {
      const generation = await findGeneration(ctx.store.db, build.serviceId, build.generationId ?? '');
      if (generation === undefined) throw new Error(`The ledger lacks generation ${build.generationId ?? ''}.`);
      return { id: build.serviceId, name: build.serviceName, generatorVersion: build.generatorVersion, generation };
    }),
  );
}

async function finish(ctx: Ctx, group: Group, result: SyncResult, log: BuildLogger): Promise<void> {
  const { outcome } = result;
  const finishedAt = ctx.clock();
  switch (outcome.kind) {
    case 'unchanged':
      await log('merge-request', 'info', 'Done: nothing changed');
      return setState(ctx, group, ['syncing'], {
        state: 'unchanged',
        finishedAt,
        message: 'The repository has everything already: there is nothing to review.',
      });
    case 'proposed': {
      const remote = await result.provider.getMergeRequest({
        repositoryId: result.repository.id,
        number: outcome.mergeRequest.number,
      });
      const row = await saveRemoteMergeRequest(
        ctx,
        { remote: result.remote, repositoryId: group.target.repositoryId },
        remote,
      );
      await log('merge-request', 'info', `Done: merge request !${row.number} at ${row.webUrl}`);
      const isConflicted = outcome.conflicts.some(
        (conflict) => conflict.kind !== 'delete-modify' && conflict.kind !== 'modify-delete',
      );
      return setState(ctx, group, ['syncing'], {
        state: isConflicted ? 'conflicted' : 'proposed',
        finishedAt,
        gitCommitId: outcome.commitId,
        mergeRequestId: row.id,
        changes: outcome.changes ?? null,
        conflicts: outcome.conflicts,
        message: isConflicted
          ? 'You and the generator changed the same lines: yours are in the merge request, the conflicts are listed here.'
          : null,
      });
    }
    case 'busy':
      throw new RetryLater('The sync branch kept moving.');
    case 'unreachable':
      throw new RetryLater(outcome.detail);
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
      throw new Refusal('provider_refused', `GitLab refused the push: ${outcome.lines.join(' ')}`);
  }
}

/** Host trouble is waited for; everything else ends the build with what to do. */
async function recover(ctx: Ctx, group: Group, log: BuildLogger, error: unknown, isLastTry: boolean): Promise<void> {
  const isHostTrouble =
    error instanceof RetryLater ||
    (error instanceof ProviderError && (error.kind === 'host-trouble' || error.kind === 'rate-limited'));
  if (isHostTrouble && !isLastTry) {
    await log('push', 'warning', 'GitLab cannot be reached at the moment: trying again soon');
    throw error;
  }
  const refusal = error instanceof Refusal ? error : error instanceof ProviderError ? toRefusal(error) : undefined;
  if (refusal === undefined) ctx.log.error({ error, commitId: group.builds[0]?.commitId }, 'syncing failed');
  const message =
    refusal?.message ??
    (isHostTrouble
      ? 'GitLab could not be reached: try again later.'
      : 'Syncing failed because of a fault of ours. Try again; if it stays, report the id of this build.');
  await log('push', 'error', message);
  await setState(ctx, group, ['generated', 'syncing'], {
    state: 'failed',
    finishedAt: ctx.clock(),
    errorCode: refusal?.code ?? 'sync_fault',
    message,
  });
}

async function setState(
  ctx: Ctx,
  group: Group,
  from: readonly BuildState[],
  change: Parameters<typeof updateBuild>[3],
): Promise<void> {
  for (const build of group.builds) {
    await updateBuild(ctx.store.db, build.id, from, change);
    await notify(ctx.store.db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
  }
}
