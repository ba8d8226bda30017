import {
  ensureMirror,
  fetchBranches,
  listRefs,
  push,
  type CommitId,
  type PushOutcome,
  type RefUpdate,
} from '@amplication/git';
import { measureChanges } from './changes.ts';
import { createContents, type Contents } from './contents.ts';
import { appendBuilds } from './describe.ts';
import { planSync, type SyncPlan } from './plan.ts';
import type { MergeRequestFacts, SyncConflict, SyncIntent, SyncOutcome, SyncPorts, SyncRequest } from './ports.ts';
import { writeCommit, writeFirstCommit } from './write-commit.ts';

/** How often a sync starts over because somebody pushed in between. */
const MOST_ATTEMPTS = 5;

/**
 * Brings the newest generations of the services to the sync branch and makes sure that a merge request offers them. No edit
 * of a person is lost, and no ref but the sync branch is written (but for the agreed first commit of an empty repository).
 * The caller holds the repository's lease. Running it again, also after being killed, ends in the same state.
 */
export async function syncRepository(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome> {
  await ensureMirror({ gitDir: request.gitDir });
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const outcome = await syncOnce(ports, request);
    if (outcome !== 'moved') return outcome;
    await ports.log('push', 'info', 'Somebody pushed meanwhile: merging again');
  }
  return { kind: 'busy' };
}

async function syncOnce(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome | 'moved'> {
  const { gitDir, remote, signal } = request;
  await ports.log('merge', 'info', `Fetching ${request.baseBranch} and ${request.syncBranch}`);
  const patterns = [`${request.baseBranch}*`, `${request.syncBranch}*`];
  const fetched = await fetchBranches({ gitDir, remote, branchPatterns: patterns, filter: true, signal });
  if (fetched.kind !== 'fetched') return fetched;
  const refs = await listRefs({ gitDir, prefix: 'refs/remotes/origin/' });
  const tipOf = (branch: string): CommitId | undefined => refs.get(`refs/remotes/origin/${branch}`);
  const base = tipOf(request.baseBranch);
  if (base === undefined) return createFirstCommit(ports, request, refs.size === 0);
  const contents = createContents({ gitDir, remote, ledger: ports.ledger, signal });
  const mergeRequests = await ports.mergeRequests.list();
  const sync = tipOf(request.syncBranch);
  const target = mergeRequests.find((facts) => facts.state === 'open')?.targetBranch ?? request.baseBranch;
  const plan = await planSync(
    { gitDir, contents, ledger: ports.ledger, signal },
    { tips: { base, sync }, target, services: request.services, mergeRequests },
  );
  for (const conflict of plan.conflicts) await ports.log('merge', 'warning', toConflictLine(conflict));
  if (!plan.differsFromBase) {
    await ports.log('merge', 'info', 'The repository already has everything: nothing to push');
    return { kind: 'unchanged' };
  }
  const intent = await findArrived(ports, sync, plan);
  const pushed = intent ?? (await pushPlan(ports, request, contents, plan, sync));
  if (pushed === 'moved' || isOutcome(pushed)) return pushed;
  const mergeRequest = await ensureMergeRequest(ports, request, mergeRequests);
  // Merged or closed between our look and our push: what was pushed is offered anew.
  if (mergeRequest.state !== 'open') return 'moved';
  return { kind: 'proposed', commitId: pushed.tip, mergeRequest, changes: pushed.changes, conflicts: pushed.conflicts };
}

/** What an earlier run pushed before it was killed, or what needs no commit because the branch has it. */
async function findArrived(
  ports: SyncPorts,
  sync: CommitId | undefined,
  plan: SyncPlan,
): Promise<SyncIntent | undefined> {
  if (plan.needsCommit || sync === undefined) return undefined;
  const intent = await ports.intents.find();
  await ports.log('push', 'info', 'The sync branch already has everything: nothing to push');
  return intent?.tip === sync ? intent : { tip: sync, conflicts: plan.conflicts, changes: undefined };
}

async function pushPlan(
  ports: SyncPorts,
  request: SyncRequest,
  contents: Contents,
  plan: SyncPlan,
  sync: CommitId | undefined,
): Promise<SyncIntent | SyncOutcome | 'moved'> {
  const tip = await writeCommit(request.gitDir, contents, plan, request);
  const changes = await measureChanges(request.gitDir, contents, request.services, plan.bases);
  const intent: SyncIntent = { tip, conflicts: plan.conflicts, changes };
  await ports.intents.store(intent);
  await ports.recordPushed(request.services.map((service) => service.generation));
  await ports.log('push', 'info', `Pushing ${tip.slice(0, 8)} to ${request.syncBranch}`);
  const update = { ref: `refs/heads/${request.syncBranch}`, newTip: tip, expected: sync ?? null };
  const outcome = await pushLeased(ports, request, update);
  switch (outcome.kind) {
    case 'pushed':
      return intent;
    case 'moved':
      return 'moved';
    case 'rejected':
      return { kind: 'rejected', lines: outcome.lines.length > 0 ? outcome.lines : outcome.reasons };
    default:
      return outcome;
  }
}

async function createFirstCommit(
  ports: SyncPorts,
  request: SyncRequest,
  isEmpty: boolean,
): Promise<SyncOutcome | 'moved'> {
  if (!isEmpty) return { kind: 'base-missing', branch: request.baseBranch };
  if (!request.allowFirstCommit) return { kind: 'empty-repository' };
  await ports.log('push', 'info', `The repository is empty: creating ${request.baseBranch} with a first commit`);
  const newTip = await writeFirstCommit(request.gitDir, request);
  const outcome = await pushLeased(ports, request, { ref: `refs/heads/${request.baseBranch}`, newTip, expected: null });
  if (outcome.kind === 'pushed' || outcome.kind === 'moved') return 'moved';
  if (outcome.kind === 'rejected')
    return { kind: 'rejected', lines: outcome.lines.length > 0 ? outcome.lines : outcome.reasons };
  return outcome;
}

async function pushLeased(ports: SyncPorts, request: SyncRequest, update: RefUpdate): Promise<PushOutcome> {
  await ports.assertLease();
  return push({ gitDir: request.gitDir, remote: request.remote, updates: [update], signal: request.signal });
}

async function ensureMergeRequest(
  ports: SyncPorts,
  request: SyncRequest,
  known: readonly MergeRequestFacts[],
): Promise<MergeRequestFacts> {
  const open =
    known.find((facts) => facts.state === 'open' && facts.targetBranch === request.baseBranch) ??
    known.find((facts) => facts.state === 'open');
  const { title, builds } = request.mergeRequest;
  if (open === undefined) {
    await ports.log('merge-request', 'info', 'Opening a merge request');
    return ports.mergeRequests.create({
      title,
      description: appendBuilds('', builds),
      targetBranch: request.baseBranch,
    });
  }
  const description = appendBuilds(open.description, builds);
  await ports.log('merge-request', 'info', `Merge request !${open.number} has the change`);
  return description === open.description ? open : ports.mergeRequests.updateDescription(open.number, description);
}

function isOutcome(value: SyncIntent | SyncOutcome): value is SyncOutcome {
  return 'kind' in value;
}

function toConflictLine(conflict: SyncConflict): string {
  switch (conflict.kind) {
    case 'content':
      return `${conflict.path}: you and the generator changed the same lines; yours stay`;
    case 'modify-delete':
      return `${conflict.path}: no longer generated, but you edited it; it stays and is yours now`;
    case 'delete-modify':
      return `${conflict.path}: you deleted it and the generator changed it; it stays deleted`;
    case 'add-add':
      return `${conflict.path}: the repository had this file before it was generated; yours stays`;
    case 'binary':
      return `${conflict.path}: you and the generator changed a file that has no lines; yours stays`;
    case 'base':
      return `${conflict.path}: the sync branch and the base branch were edited at the same lines; merge them in GitLab`;
    case 'other':
      return `${conflict.path}: something of yours is in the way; it stays`;
  }
}
