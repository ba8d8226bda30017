import type { PendingChange } from '@amplication/contract';
import {
  Refusal,
  assertDirectoriesFree,
  assertModel,
  discardChange,
  listModelChanges,
  parseSubjectKey,
  toSubjectKey,
  type ServiceModel,
} from '@amplication/domain';
import {
  listEdits,
  listServices,
  lockServices,
  notify,
  readSnapshots,
  saveModels,
  type Database,
  type ServiceRow,
} from '@amplication/store';
import { getProject } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';

/** Everything that differs from the last commit, of all services and by everybody. */
export async function listPendingChanges(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  projectId: string,
): Promise<readonly PendingChange[]> {
  const { db } = ctx.store;
  const project = await getProject(db, principal, projectId);
  const services = await listServices(db, project.id);
  const [committed, edits] = await Promise.all([readCommitted(db, services), listEdits(db, project.id)]);
  const byKey = new Map(edits.map((edit) => [`${edit.serviceId} ${edit.subjectKey}`, edit]));
  return services.flatMap((service) =>
    listModelChanges(committed.get(service.id), service.model).map((change): PendingChange => {
      const key = toSubjectKey(change.subject);
      const edit = byKey.get(`${service.id} ${key}`);
      return {
        key,
        serviceId: service.id,
        serviceName: service.name,
        subject: change.subject.kind,
        action: change.action,
        label: change.label,
        changedAt: edit?.at.toISOString() ?? null,
        changedBy: edit?.by ?? null,
        before: change.before ?? null,
        after: change.after ?? null,
      };
    }),
  );
}

/**
 * Takes the named changes back, or all of them. A service that was never committed stays, without its entities. Refuses, and
 * changes nothing, when what comes back does not go together with what stays.
 */
export async function discardPendingChanges(
  ctx: Pick<Context, 'store' | 'clock'>,
  principal: Principal,
  projectId: string,
  changes: readonly { readonly serviceId: string; readonly key: string }[] | undefined,
): Promise<void> {
  await ctx.store.transact(async ({ db }) => {
    const project = await getProject(db, principal, projectId);
    const services = await lockServices(db, project.id);
    const committed = await readCommitted(db, services);
    for (const change of changes ?? []) {
      if (!services.some((service) => service.id === change.serviceId))
        throw new Refusal('not_found', 'This service does not exist (any more).');
    }
    const discarded = services.map((service) => {
      const keys = changes?.flatMap((change) => (change.serviceId === service.id ? [change.key] : []));
      return { id: service.id, before: service.model, model: discard(committed.get(service.id), service.model, keys) };
    });
    assertTogether(discarded.map(({ model }) => model));
    const changed = discarded.filter(({ before, model }) => model !== before);
    for (const { model } of changed) assertKeepsRules(model);
    await saveModels(db, changed, ctx.clock());
    await notify(db, { topic: 'model', projectId: project.id });
  });
}

function discard(
  before: ServiceModel | undefined,
  model: ServiceModel,
  keys: readonly string[] | undefined,
): ServiceModel {
  if (keys === undefined) return before ?? { ...model, entities: [], authEntityId: null };
  return keys.reduce((current, key) => {
    const subject = parseSubjectKey(key);
    if (subject === undefined) throw new Refusal('invalid_input', `"${key}" names no change.`);
    return discardChange(before, current, subject);
  }, model);
}

/** Two services may not end up with one name, in any case, or with one folder. */
function assertTogether(models: readonly ServiceModel[]): void {
  const names = new Set<string>();
  for (const { name } of models) {
    if (names.has(name.toLowerCase())) throw cannotTakeBack(`Two services would be named "${name}".`);
    names.add(name.toLowerCase());
  }
  models.forEach((model, index) => refuseAsConflict(() => assertDirectoriesFree(model, models.slice(index + 1))));
}

function assertKeepsRules(model: ServiceModel): void {
  refuseAsConflict(() => assertModel(model));
}

function refuseAsConflict(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof Refusal ? cannotTakeBack(error.message) : error;
  }
}

function cannotTakeBack(reason: string): Refusal {
  return new Refusal(
    'conflict',
    `This cannot be taken back beside the other changes: ${reason} Take the other change back too, or rename one of the two.`,
  );
}

/** The last committed model of each service that has one. */
export async function readCommitted(
  db: Database,
  services: readonly ServiceRow[],
): Promise<ReadonlyMap<string, ServiceModel>> {
  const snapshots = await readSnapshots(
    db,
    services.flatMap((service) => service.committedHash ?? []),
  );
  return new Map(
    services.flatMap((service) => {
      const model = service.committedHash === null ? undefined : snapshots.get(service.committedHash);
      return model === undefined ? [] : [[service.id as string, model] as const];
    }),
  );
}
