import { listRefs, push, type CommitId, type PushOutcome, type RefUpdate } from '@amplication/git';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { GeneratedChanges, LoadedRequest, SyncIntent, SyncOutcome, SyncPorts, SyncRequest } from '../ports.ts';
import { fetchMirror } from './fetch-mirror.ts';
import type { Gatherer } from './gather.ts';
import { writeCommit, writeFirstCommit } from './write-commit.ts';

/**
 * Writes the plan's commit, stores what is about to happen, and pushes it from where the branch was seen. 'moved': somebody
 * else was quicker.
 */
export async function pushIntent(
  ports: SyncPorts,
  request: LoadedRequest,
  gatherer: Gatherer,
  use: {
    readonly plan: SyncPlan;
    readonly sync: CommitId | undefined;
    readonly changes: Promise<GeneratedChanges | undefined>;
  },
): Promise<SyncIntent | SyncOutcome | 'moved'> {
  const { plan, sync } = use;
  const tip = await writeCommit(request.gitDir, gatherer, plan, request);
  const changes = await use.changes;
  await ports.reached?.('written');
  const intent: SyncIntent = { tip, conflicts: plan.conflicts, changes, builds: request.mergeRequest.builds };
  // A worker that was replaced must not write over what the new one intends.
  await ports.assertLease();
  await ports.intents.store(
    intent,
    request.services.map(({ generation }) => generation),
  );
  await ports.reached?.('intended');
  await ports.log('push', 'info', `Pushing ${tip.slice(0, 8)} to ${request.syncBranch}`);
  const update = { ref: `refs/heads/${request.syncBranch}`, newTip: tip, expected: sync ?? null };
  const outcome = await pushLeased(ports, request, update);
  switch (outcome.kind) {
    case 'pushed':
      await ports.intents.confirm();
      return intent;
    case 'moved':
      return 'moved';
    case 'rejected':
      return toRejected(outcome);
    default:
      return outcome;
  }
}

/** The agreed first commit of an empty repository, on its base branch: the only other ref that is ever written. */
export async function createFirstCommit(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome | 'moved'> {
  const { gitDir, remote, signal } = request;
  // Only now all branches: a repository that has others is not empty.
  const fetched = await fetchMirror({ gitDir, remote, branchPatterns: ['*'], filter: true, signal });
  if (fetched.kind !== 'fetched') return fetched;
  const { size } = await listRefs({ gitDir, prefix: 'refs/remotes/origin/' });
  if (size > 0) return { kind: 'base-missing', branch: request.baseBranch };
  if (!request.allowFirstCommit) return { kind: 'empty-repository' };
  await ports.log('push', 'info', `The repository is empty: creating ${request.baseBranch} with a first commit`);
  const newTip = await writeFirstCommit(request.gitDir, request);
  const outcome = await pushLeased(ports, request, { ref: `refs/heads/${request.baseBranch}`, newTip, expected: null });
  if (outcome.kind === 'pushed' || outcome.kind === 'moved') return 'moved';
  return outcome.kind === 'rejected' ? toRejected(outcome) : outcome;
}

async function pushLeased(ports: SyncPorts, request: SyncRequest, update: RefUpdate): Promise<PushOutcome> {
  await ports.assertLease();
  return push({ gitDir: request.gitDir, remote: request.remote, updates: [update], signal: request.signal });
}

function toRejected({ lines, reasons }: Extract<PushOutcome, { kind: 'rejected' }>): SyncOutcome {
  return { kind: 'rejected', lines: lines.length > 0 ? lines : reasons };
}
