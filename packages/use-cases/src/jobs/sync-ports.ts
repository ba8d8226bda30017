import { z } from 'zod';
import {
  CONFLICT_KINDS,
  needsDecision,
  type GitSettings,
  type MergeRequestSettings,
  type ServiceId,
} from '@amplication/domain';
import {
  ProviderError,
  type CreateMergeRequestInput,
  type GitProvider,
  type MergeRequest,
} from '@amplication/git-provider';
import type { MergeRequestFacts, SyncIntent, SyncPorts } from '@amplication/git-sync';
import {
  findAnnounced,
  findIntent,
  findOrigins,
  findRecentGenerations,
  forgetAnnounced,
  listPushedGenerations,
  listResolutions,
  listUserRenames,
  readBlobs,
  recordPushed,
  saveUserRenames,
  settleIntent,
  storeIntent,
} from '@amplication/store';
import type { Context } from '../context.ts';
import type { BuildLogger } from './build-logger.ts';
import { toMergeRequestState } from './record-merge-request.ts';
import { RetryLater } from './sync-outcome.ts';

const rangeSchema = z.object({ start: z.number(), end: z.number() });

const blobSchema = z.string().optional();

const conflictSchema = z.object({
  path: z.string(),
  kind: z.enum(CONFLICT_KINDS),
  serviceId: z.custom<ServiceId>((value) => typeof value === 'string').optional(),
  base: blobSchema,
  ours: blobSchema,
  theirs: blobSchema,
  result: blobSchema,
  hunks: z.array(
    z.object({
      base: rangeSchema,
      ours: rangeSchema,
      theirs: rangeSchema,
      result: rangeSchema,
      fingerprint: z.string(),
    }),
  ),
});

/** What a stored intent must look like to be believed. */
const intentSchema = z.object({
  conflicts: z.array(conflictSchema),
  builds: z.string(),
  changes: z.object({ files: z.number(), insertions: z.number(), deletions: z.number() }).nullable(),
  /** Merge requests that were no drafts and that this made one: a rerun must not take that for a person's wish. */
  drafting: z.array(z.number()).optional(),
  settled: z.object({ inputs: z.string(), conflicts: z.array(conflictSchema) }).optional(),
});

/** Plugs the store and GitLab into the sync's ports, for one branch of one repository. */
export function createSyncPorts(
  ctx: Pick<Context, 'store' | 'clock' | 'onSyncPoint'>,
  use: {
    readonly remote: string;
    readonly provider: GitProvider;
    readonly repositoryId: number;
    readonly syncBranch: string;
    readonly baseBranch: string;
    readonly serviceIds: readonly string[];
    /** Throws when nothing may be pushed: another worker is at it, or the repository is not where the address says. */
    readonly assertLease: () => Promise<void>;
    /** What a merge request says of the builds: tells an earlier run of the same ones. */
    readonly builds: string;
    readonly settings: Pick<GitSettings, 'mergeRequest'>;
    /** Filled with what GitLab said last of each merge request. */
    readonly seen: SeenMergeRequests;
    readonly log: BuildLogger;
  },
): SyncPorts {
  const { db } = ctx.store;
  const { remote, provider, repositoryId, syncBranch } = use;
  return {
    // A sync does not wait for its log; the lines keep their order, and the last one is waited for.
    log: async (step, level, message) => void use.log(step, level, message).catch(() => undefined),
    reached: ctx.onSyncPoint,
    ledger: {
      findGenerations: (wanted) => findRecentGenerations(ctx.store, wanted),
      findOrigins: (serviceId, gitIds) => findOrigins(db, serviceId, gitIds),
      listPushed: (serviceId) => listPushedGenerations(db, remote, serviceId),
      readContents: (hashes) => readBlobs(db, hashes),
    },
    memory: {
      listResolved: () => listResolutions(db, use.serviceIds),
      listUserRenames: async () =>
        (await listUserRenames(db, remote, use.serviceIds)).map(({ serviceId, key, path }) => ({
          serviceId: serviceId as ServiceId,
          key,
          path,
        })),
      rememberUserRenames: (renames) =>
        saveUserRenames(
          db,
          renames.map((rename) => ({ remote, ...rename })),
        ),
    },
    assertLease: use.assertLease,
    intents: {
      find: async (): Promise<SyncIntent | undefined> => {
        const stored = await findIntent(db, remote, syncBranch);
        const plan = intentSchema.safeParse(stored?.plan);
        if (stored === undefined || !plan.success) return undefined;
        if (plan.data.builds === use.builds)
          for (const number of plan.data.drafting ?? []) claimDraft(use.seen, number);
        return { tip: stored.tip, ...plan.data, changes: plan.data.changes ?? undefined };
      },
      settle: (settled) => settleIntent(db, { remote, branch: syncBranch, settled }),
      store: ({ tip, conflicts, changes, builds }, generations) =>
        ctx.store.transact(async (transaction) => {
          const at = ctx.clock();
          const drafting = conflicts.some(needsDecision) ? listReady(use.seen) : [];
          const announced = generations.map(({ id, serviceId }) => ({ id, serviceId }));
          const plan = { conflicts, builds, changes: changes ?? null, drafting, announced };
          // Nobody knows whether those of a run that was killed arrived: they count, so that they are kept.
          await recordPushed(transaction.db, remote, await findAnnounced(transaction.db, remote, syncBranch), at);
          await storeIntent(transaction.db, { remote, branch: syncBranch, tip, plan, at });
        }),
      confirm: () =>
        ctx.store.transact(async (transaction) => {
          const announced = await findAnnounced(transaction.db, remote, syncBranch);
          await recordPushed(transaction.db, remote, announced, ctx.clock());
          await forgetAnnounced(transaction.db, remote, syncBranch);
        }),
    },
    mergeRequests: {
      list: async () =>
        (await provider.listMergeRequests({ repositoryId, sourceBranch: syncBranch })).map((each) =>
          see(use.seen, each, each.isDraft),
        ),
      create: async ({ title, description, targetBranch, isDraft }) =>
        see(
          use.seen,
          await provider
            .createMergeRequest({
              ...toCreationSettings(use.settings.mergeRequest),
              repositoryId,
              sourceBranch: syncBranch,
              targetBranch,
              title,
              description,
              isDraft: isDraft || use.settings.mergeRequest.draft,
            })
            .catch(retryWhenThere),
          false,
        ),
      update: async (number, change) =>
        see(use.seen, await provider.updateMergeRequest({ repositoryId, number, ...change }), true),
    },
  };
}

/** What a merge request is opened with, and never set again; left out is what the repository's own settings decide. */
function toCreationSettings(
  settings: MergeRequestSettings,
): Pick<
  CreateMergeRequestInput,
  'labels' | 'squash' | 'removeSourceBranch' | 'milestoneId' | 'assigneeIds' | 'reviewerIds'
> {
  const { labels, squash, removeSourceBranch, milestoneId, assigneeIds, reviewerIds } = settings;
  return {
    ...(labels.length === 0 ? {} : { labels }),
    ...(squash === null ? {} : { squash }),
    ...(removeSourceBranch === null ? {} : { removeSourceBranch }),
    ...(milestoneId === null ? {} : { milestoneId }),
    ...(assigneeIds.length === 0 ? {} : { assigneeIds }),
    ...(reviewerIds.length === 0 ? {} : { reviewerIds }),
  };
}

/** By number, what GitLab said last of a merge request, and whether it was a draft before the sync touched it. */
export type SeenMergeRequests = Map<number, { readonly current: MergeRequest | undefined; readonly wasDraft: boolean }>;

function see(seen: SeenMergeRequests, current: MergeRequest, wasDraft: boolean): MergeRequestFacts {
  seen.set(current.number, { current, wasDraft: seen.get(current.number)?.wasDraft ?? wasDraft });
  return toFacts(current);
}

/** It is a draft only because an earlier run made it one and was killed before it could record that. */
function claimDraft(seen: SeenMergeRequests, number: number): void {
  seen.set(number, { current: seen.get(number)?.current, wasDraft: false });
}

function listReady(seen: SeenMergeRequests): readonly number[] {
  return [...seen].flatMap(([number, { current, wasDraft }]) =>
    current?.state === 'open' && !wasDraft ? [number] : [],
  );
}

function toFacts(mergeRequest: MergeRequest): MergeRequestFacts {
  const { number, title, description, targetBranch } = mergeRequest;
  return {
    number,
    state: toMergeRequestState(mergeRequest.state),
    title,
    description,
    targetBranch,
    sourceSha: mergeRequest.sourceTip ?? undefined,
    mergeCommitSha: mergeRequest.mergeCommit ?? undefined,
    squashCommitSha: mergeRequest.squashCommit ?? undefined,
  };
}

/** GitLab refuses a second open merge request: a person opened one since we looked, so the next look finds it. */
function retryWhenThere(error: unknown): never {
  if (!(error instanceof ProviderError) || error.kind !== 'conflict') throw error;
  throw new RetryLater('Somebody opened a merge request meanwhile.', { cause: error });
}
