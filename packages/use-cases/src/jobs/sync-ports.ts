import { z } from 'zod';
import { ProviderError, type GitProvider, type MergeRequest } from '@amplication/git-provider';
import type { MergeRequestFacts, SyncIntent, SyncPorts } from '@amplication/git-sync';
import {
  acquireLease,
  findGeneration,
  findIntent,
  listPushedGenerations,
  readBlobs,
  recordPushed,
  storeIntent,
  type LeaseHolder,
} from '@amplication/store';
import type { Context } from '../context.ts';
import type { BuildLogger } from './build-logger.ts';
import { toMergeRequestState } from './record-merge-request.ts';
import { LeaseLost, RetryLater } from './sync-outcome.ts';

/** What a stored intent must look like to be believed. */
const intentSchema = z.object({
  conflicts: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['content', 'modify-delete', 'delete-modify', 'add-add', 'binary', 'base', 'other']),
    }),
  ),
  changes: z.object({ files: z.number(), insertions: z.number(), deletions: z.number() }).nullable(),
});

/** Plugs the store and GitLab into the sync's ports, for one branch of one repository. */
export function createSyncPorts(
  ctx: Pick<Context, 'store' | 'clock'>,
  use: {
    readonly remote: string;
    readonly holder: LeaseHolder;
    readonly provider: GitProvider;
    readonly repositoryId: number;
    readonly syncBranch: string;
    readonly baseBranch: string;
    readonly log: BuildLogger;
  },
): SyncPorts {
  const { db } = ctx.store;
  const { remote, provider, repositoryId, syncBranch } = use;
  return {
    log: use.log,
    ledger: {
      findGeneration: (serviceId, id) => findGeneration(db, serviceId, id),
      listPushed: (serviceId) => listPushedGenerations(db, remote, serviceId),
      readContents: (hashes) => readBlobs(db, hashes),
    },
    recordPushed: (generations) => recordPushed(db, remote, generations, ctx.clock()),
    assertLease: async () => {
      if (!(await acquireLease(db, remote, use.holder))) throw new LeaseLost();
    },
    intents: {
      find: async (): Promise<SyncIntent | undefined> => {
        const stored = await findIntent(db, remote, syncBranch);
        const plan = intentSchema.safeParse(stored?.plan);
        return stored === undefined || !plan.success
          ? undefined
          : { tip: stored.tip, conflicts: plan.data.conflicts, changes: plan.data.changes ?? undefined };
      },
      store: ({ tip, conflicts, changes }) =>
        storeIntent(db, {
          remote,
          branch: syncBranch,
          tip,
          plan: { conflicts, changes: changes ?? null },
          at: ctx.clock(),
        }),
    },
    mergeRequests: {
      list: async () => (await provider.listMergeRequests({ repositoryId, sourceBranch: syncBranch })).map(toFacts),
      create: async ({ title, description, targetBranch }) =>
        toFacts(
          await provider
            .createMergeRequest({ repositoryId, sourceBranch: syncBranch, targetBranch, title, description })
            .catch(retryWhenThere),
        ),
      updateDescription: async (number, description) =>
        toFacts(await provider.updateMergeRequest({ repositoryId, number, description })),
    },
  };
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
