import { toConflictWords } from '@amplication/domain';
import { ensureMirror, openObjects } from '@amplication/git';
import { measureChanges } from '../plan/measure-changes.ts';
import { leaveOutResolved } from '../plan/describe-conflict.ts';
import { planSync, type SyncPlan } from '../plan/plan-sync.ts';
import type {
  LoadedRequest,
  ServiceOnBranch,
  SyncConflict,
  SyncIntent,
  SyncOutcome,
  SyncPorts,
  SyncRequest,
  SyncedService,
} from '../ports.ts';
import { hashInputs, recall, type Remembered } from './decision-inputs.ts';
import { ensureMergeRequest } from './ensure-merge-request.ts';
import { fetchTips, type FetchedTips } from './fetch-tips.ts';
import { createGatherer, RemoteTrouble, type Gatherer } from './gather.ts';
import { createFirstCommit, pushIntent } from './push-commit.ts';

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
  await using objects = openObjects({ gitDir, signal });
  const [tips, remembered, services] = await Promise.all([
    fetchTips(ports, request, objects),
    recall(ports),
    loadServices(ports, request.services),
  ]);
  if (tips.kind === 'base-missing') return createFirstCommit(ports, request);
  if (tips.kind !== 'tips') return tips;
  await ports.reached?.('gathered');
  const inputs = hashInputs(request, tips, remembered);
  const { settled } = remembered.intent ?? {};
  if (settled?.inputs === inputs) {
    await ports.log('merge', 'info', 'Nothing is new since the last look: nothing to push');
    return toQuietOutcome(tips, remembered.intent, settled.conflicts);
  }
  const gatherer = createGatherer({ gitDir, remote, ledger: ports.ledger, signal }, objects);
  for (const { generation } of services) gatherer.know(generation);
  try {
    return await decideAndApply(ports, { ...request, services }, gatherer, { tips, remembered, inputs });
  } catch (error) {
    if (error instanceof RemoteTrouble) return error.failure;
    throw error;
  }
}

/** Reads what the services generated, all in one round trip. */
async function loadServices(ports: SyncPorts, services: readonly ServiceOnBranch[]): Promise<readonly SyncedService[]> {
  const wanted = services.map(({ id, generationId }) => ({ serviceId: id, id: generationId }));
  const found = await ports.ledger.findGenerations(wanted);
  return services.map((service) => {
    const generation = found.find(({ id, serviceId }) => id === service.generationId && serviceId === service.id);
    if (generation === undefined) throw new Error(`The ledger lacks generation ${service.generationId}.`);
    return { ...service, generation };
  });
}

interface Situation {
  readonly tips: FetchedTips;
  readonly remembered: Remembered;
  readonly inputs: string;
}

async function decideAndApply(
  ports: SyncPorts,
  request: LoadedRequest,
  gatherer: Gatherer,
  { tips, remembered, inputs }: Situation,
): Promise<SyncOutcome | 'moved'> {
  const { resolved, userRenames } = remembered;
  const context = { facts: gatherer.facts, services: request.services, resolved, userRenames };
  const plan = await gatherer.run(planSync(context, { ...tips, tips: { base: tips.base, sync: tips.sync } }));
  await ports.reached?.('planned');
  for (const conflict of plan.conflicts)
    await ports.log('merge', 'warning', `${conflict.path}: ${toConflictWords(conflict.kind)}`);
  if (plan.userRenames.length > 0) await ports.memory.rememberUserRenames(plan.userRenames);
  // An open merge request is brought in line even when it has become empty: git must not find conflicts in it.
  if (!plan.differsFromBase && (tips.open === undefined || !plan.needsCommit)) {
    await ports.log('merge', 'info', 'The repository already has everything: nothing to push');
    if (tips.open === undefined) await ports.intents.settle({ inputs, conflicts: [] });
    return { kind: 'unchanged' };
  }
  const arrived = findArrived(tips, plan, remembered);
  const { intent } = remembered;
  // An earlier run may have been killed before it could.
  if (arrived !== undefined && intent !== undefined && intent.tip === tips.sync) await ports.intents.confirm();
  if (arrived !== undefined) await ports.log('push', 'info', 'The sync branch already has everything: nothing to push');
  const pushed = arrived ?? (await writeAndPush(ports, request, gatherer, plan, tips));
  if (pushed === 'moved' || 'kind' in pushed) return pushed;
  await ports.reached?.('pushed');
  // The branch is safe, but what follows is the other worker's if one took over.
  await ports.assertLease();
  const { tip, conflicts, changes, builds } = pushed;
  const hasPushed = arrived === undefined;
  const mergeRequest = await ensureMergeRequest(ports, request, { open: tips.open, hasPushed, builds, conflicts });
  await ports.reached?.('offered');
  // Merged or closed between our look and our push: what was pushed is offered anew.
  if (mergeRequest.state !== 'open') return 'moved';
  if (!hasPushed && tips.open !== undefined) await ports.intents.settle({ inputs, conflicts });
  return { kind: 'proposed', commitId: tip, mergeRequest, changes, conflicts };
}

/** How the last sync of exactly this ended, that had nothing to push. */
function toQuietOutcome(
  { open, sync }: FetchedTips,
  intent: SyncIntent | undefined,
  conflicts: readonly SyncConflict[],
): SyncOutcome {
  if (open === undefined || sync === undefined) return { kind: 'unchanged' };
  const changes = intent?.tip === sync ? intent.changes : undefined;
  return { kind: 'proposed', commitId: sync, mergeRequest: open, changes, conflicts };
}

/** What an earlier run pushed before it was killed, or what needs no commit because the branch has it. */
function findArrived(tips: FetchedTips, plan: SyncPlan, { intent, resolved }: Remembered): SyncIntent | undefined {
  if (plan.needsCommit || tips.sync === undefined) return undefined;
  if (intent?.tip !== tips.sync) return { tip: tips.sync, builds: '', conflicts: plan.conflicts, changes: undefined };
  // Conflicts with the generator were seen when this tip was made; those with the base branch come and go with it.
  const seen = leaveOutResolved(intent.conflicts, resolved).filter((conflict) => conflict.kind !== 'base');
  const fresh = plan.conflicts.filter(({ path }) => seen.every((conflict) => conflict.path !== path));
  return { ...intent, conflicts: [...seen, ...fresh] };
}

async function writeAndPush(
  ports: SyncPorts,
  request: LoadedRequest,
  gatherer: Gatherer,
  plan: SyncPlan,
  { sync }: FetchedTips,
): Promise<SyncIntent | SyncOutcome | 'moved'> {
  // Measured while git writes.
  const changes = gatherer.run(measureChanges(gatherer.facts, request.services, plan.bases));
  changes.catch(() => undefined);
  const pushed = await pushIntent(ports, request, gatherer, { plan, sync, changes });
  const isForced = sync !== undefined && !plan.parents.includes(sync);
  if (pushed !== 'moved' && 'kind' in pushed && pushed.kind === 'rejected' && isForced) {
    await ports.log('push', 'info', 'The sync branch takes no forced push: its old commits stay in its history');
    const merged = { ...plan, parents: [...plan.parents, sync] };
    return pushIntent(ports, request, gatherer, { plan: merged, sync, changes });
  }
  return pushed;
}
