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
import type {
  GeneratedChanges,
  MergeRequestFacts,
  SyncConflict,
  SyncIntent,
  SyncOutcome,
  SyncPorts,
  SyncRequest,
} from './ports.ts';
import { writeCommit, writeFirstCommit } from './write-commit.ts';

/** How often a sync starts over because somebody pushed in between. */
const MOST_ATTEMPTS = 5;

/**
 * Brings the newest generations of the services to the sync branch and makes sure that a merge request offers them. No edit
 * of a person is lost, and no ref but the sync branch is written (but for the agreed first commit of an empty repository).
 * The caller holds the repository's lease. Running it again, also after being killed, ends in the same state.
 */
export async function syncRepository(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome> {
  if (request.syncBranch === request.baseBranch) throw new Error('The sync branch cannot be the base branch.');
  await ensureMirror({ gitDir: request.gitDir });
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const outcome = await syncOnce(ports, request);
    if (outcome !== 'moved') return outcome;
    await ports.log('merge', 'info', 'The repository moved on: looking again');
  }
  return { kind: 'busy' };
}

async function syncOnce(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome | 'moved'> {
  const { gitDir, remote, signal } = request;
  // Before the fetch: a merge that comes in between is then seen by git, and again after the push.
  const mergeRequests = await ports.mergeRequests.list();
  const open = findOpen(mergeRequests, request.baseBranch);
  const wanted = [...new Set([open?.targetBranch ?? request.baseBranch, request.baseBranch, request.syncBranch])];
  await ports.log('merge', 'info', `Fetching ${wanted.join(', ')}`);
  const branchPatterns = wanted.map((branch) => `${branch}*`);
  const fetched = await fetchBranches({ gitDir, remote, branchPatterns, filter: true, signal });
  if (fetched.kind !== 'fetched') return fetched;
  const refs = await listRefs({ gitDir, prefix: 'refs/remotes/origin/' });
  const tipOf = (branch: string): CommitId | undefined => refs.get(`refs/remotes/origin/${branch}`);
  const target = open !== undefined && tipOf(open.targetBranch) !== undefined ? open.targetBranch : request.baseBranch;
  const base = tipOf(target);
  if (base === undefined) return createFirstCommit(ports, request);
  const contents = createContents({ gitDir, remote, ledger: ports.ledger, signal });
  const sync = tipOf(request.syncBranch);
  const plan = await planSync(
    { gitDir, remote, contents, ledger: ports.ledger, signal },
    { tips: { base, sync }, target, services: request.services, mergeRequests },
  );
  for (const conflict of plan.conflicts) await ports.log('merge', 'warning', toConflictLine(conflict));
  // An open merge request is brought in line even when it has become empty: git must not find conflicts in it.
  if (!plan.differsFromBase && (open === undefined || !plan.needsCommit)) {
    await ports.log('merge', 'info', 'The repository already has everything: nothing to push');
    return { kind: 'unchanged' };
  }
  const intent = await findArrived(ports, sync, plan);
  const pushed = intent ?? (await pushPlan(ports, request, contents, plan, sync));
  if (pushed === 'moved' || isOutcome(pushed)) return pushed;
  const mergeRequest = await ensureMergeRequest(ports, request, {
    open,
    hasPushed: intent === undefined,
    conflicts: pushed.conflicts,
  });
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
  if (intent?.tip !== sync) return { tip: sync, conflicts: plan.conflicts, changes: undefined };
  // Conflicts with the generator were seen when this tip was made; those with the base branch come and go with it.
  const seen = intent.conflicts.filter((conflict) => conflict.kind !== 'base');
  const fresh = plan.conflicts.filter(({ path }) => seen.every((conflict) => conflict.path !== path));
  return { ...intent, conflicts: [...seen, ...fresh] };
}

async function pushPlan(
  ports: SyncPorts,
  request: SyncRequest,
  contents: Contents,
  plan: SyncPlan,
  sync: CommitId | undefined,
): Promise<SyncIntent | SyncOutcome | 'moved'> {
  const changes = await measureChanges(request.gitDir, contents, request.services, plan.bases);
  const pushed = await pushCommit(ports, request, contents, { plan, sync, changes });
  const isForced = sync !== undefined && !plan.parents.includes(sync);
  if (isOutcome(pushed) && pushed.kind === 'rejected' && isForced) {
    await ports.log('push', 'info', 'The sync branch takes no forced push: its old commits stay in its history');
    return pushCommit(ports, request, contents, {
      plan: { ...plan, parents: [...plan.parents, sync] },
      sync,
      changes,
    });
  }
  return pushed;
}

async function pushCommit(
  ports: SyncPorts,
  request: SyncRequest,
  contents: Contents,
  use: {
    readonly plan: SyncPlan;
    readonly sync: CommitId | undefined;
    readonly changes: GeneratedChanges | undefined;
  },
): Promise<SyncIntent | SyncOutcome | 'moved'> {
  const { plan, sync, changes } = use;
  const tip = await writeCommit(request.gitDir, contents, plan, request);
  const intent: SyncIntent = { tip, conflicts: plan.conflicts, changes };
  // A worker that was replaced must not write over what the new one intends.
  await ports.assertLease();
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

async function createFirstCommit(ports: SyncPorts, request: SyncRequest): Promise<SyncOutcome | 'moved'> {
  const { gitDir, remote, signal } = request;
  // Only now all branches: a repository that has others is not empty.
  const fetched = await fetchBranches({ gitDir, remote, branchPatterns: ['*'], filter: true, signal });
  if (fetched.kind !== 'fetched') return fetched;
  const { size } = await listRefs({ gitDir, prefix: 'refs/remotes/origin/' });
  if (size > 0) return { kind: 'base-missing', branch: request.baseBranch };
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

/** The open merge request that is ours: the one into our base branch, else the oldest (a person chose its target). */
function findOpen(known: readonly MergeRequestFacts[], baseBranch: string): MergeRequestFacts | undefined {
  const open = known.filter((facts) => facts.state === 'open');
  return open.find((facts) => facts.targetBranch === baseBranch) ?? open.at(-1);
}

async function ensureMergeRequest(
  ports: SyncPorts,
  request: SyncRequest,
  use: {
    readonly open: MergeRequestFacts | undefined;
    readonly hasPushed: boolean;
    readonly conflicts: readonly SyncConflict[];
  },
): Promise<MergeRequestFacts> {
  const { title, builds } = request.mergeRequest;
  const { open, hasPushed } = use;
  const conflicts = use.conflicts.map(({ path, ...conflict }) => toConflictLine({ ...conflict, path: `\`${path}\`` }));
  if (open === undefined) {
    await ports.log('merge-request', 'info', 'Opening a merge request');
    return ports.mergeRequests.create({
      title,
      description: appendBuilds('', builds, conflicts),
      targetBranch: request.baseBranch,
    });
  }
  const description = appendBuilds(open.description, builds, conflicts);
  await ports.log('merge-request', 'info', `Merge request !${open.number} has the change`);
  if (description !== open.description) return ports.mergeRequests.updateDescription(open.number, description);
  if (!hasPushed) return open;
  // Its state may be from before the push.
  return (await ports.mergeRequests.list()).find((facts) => facts.number === open.number) ?? open;
}

function isOutcome(value: SyncIntent | SyncOutcome | 'moved'): value is SyncOutcome {
  return value !== 'moved' && 'kind' in value;
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
