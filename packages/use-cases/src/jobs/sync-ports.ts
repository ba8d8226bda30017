import { z } from 'zod';
import { CONFLICT_KINDS, type ServiceId } from '@amplication/domain';
import { ProviderError, type GitProvider, type MergeRequest } from '@amplication/git-provider';
import type { MergeRequestFacts, SyncIntent, SyncPorts } from '@amplication/git-sync';
import {
  acquireLease,
  findGenerations,
  findIntent,
  findOrigins,
  listPushedGenerations,
  listResolutions,
  listUserRenames,
  readBlobs,
  recordPushed,
  saveUserRenames,
  settleIntent,
  storeIntent,
  type LeaseHolder,
} from '@amplication/store';
import type { Context } from '../context.ts';
import type { BuildLogger } from './build-logger.ts';
import { toMergeRequestState } from './record-merge-request.ts';
import { LeaseLost, RetryLater } from './sync-outcome.ts';

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
  settled: z.object({ inputs: z.string(), conflicts: z.array(conflictSchema) }).optional(),
});

/** Plugs the store and GitLab into the sync's ports, for one branch of one repository. */
export function createSyncPorts(
  ctx: Pick<Context, 'store' | 'clock' | 'onSyncPoint'>,
  use: {
    readonly remote: string;
    readonly holder: LeaseHolder;
    readonly provider: GitProvider;
    readonly repositoryId: number;
    readonly syncBranch: string;
    readonly baseBranch: string;
    readonly serviceIds: readonly string[];
    /** Throws when the repository is not where the remote's address says. */
    readonly assertPlace: () => Promise<void>;
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
      findGenerations: (wanted) => findGenerations(db, wanted),
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
    assertLease: async () => {
      await use.assertPlace();
      if (!(await acquireLease(db, remote, use.holder))) throw new LeaseLost();
    },
    intents: {
      find: async (): Promise<SyncIntent | undefined> => {
        const stored = await findIntent(db, remote, syncBranch);
        const plan = intentSchema.safeParse(stored?.plan);
        if (stored === undefined || !plan.success) return undefined;
        return { tip: stored.tip, ...plan.data, changes: plan.data.changes ?? undefined };
      },
      settle: (settled) => settleIntent(db, { remote, branch: syncBranch, settled }),
      store: ({ tip, conflicts, changes, builds }, generations) =>
        ctx.store.transact(async (transaction) => {
          const at = ctx.clock();
          const plan = { conflicts, builds, changes: changes ?? null };
          await storeIntent(transaction.db, { remote, branch: syncBranch, tip, plan, at });
          await recordPushed(transaction.db, remote, generations, at);
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
            .createMergeRequest({ repositoryId, sourceBranch: syncBranch, targetBranch, title, description, isDraft })
            .catch(retryWhenThere),
          false,
        ),
      update: async (number, change) =>
        see(use.seen, await provider.updateMergeRequest({ repositoryId, number, ...change }), true),
    },
  };
}

/** By number, what GitLab said last of a merge request, and whether it was a draft before the sync touched it. */
export type SeenMergeRequests = Map<number, { readonly current: MergeRequest; readonly wasDraft: boolean }>;

function see(seen: SeenMergeRequests, current: MergeRequest, wasDraft: boolean): MergeRequestFacts {
  seen.set(current.number, { current, wasDraft: seen.get(current.number)?.wasDraft ?? wasDraft });
  return toFacts(current);
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
