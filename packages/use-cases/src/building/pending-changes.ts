import type { PendingChange } from '@amplication/contract';
import { Refusal, discardChange, listModelChanges, parseSubjectKey, toSubjectKey, type ServiceModel } from '@amplication/domain';
import { listEdits, listServices, lockServices, notify, readSnapshots, saveModel, type Database, type ServiceRow } from '@amplication/store';
import { getProject } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';

/** Everything that differs from the last commit, of all services and by everybody. */
export async function listPendingChanges(ctx: Pick<Context, 'store'>, principal: Principal, projectId: string): Promise<readonly PendingChange[]> {
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

/** Takes the named changes back, or all of them. A service that was never committed stays, without its entities. */
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
      if (!services.some((service) => service.id === change.serviceId)) throw new Refusal('not_found', 'This service does not exist (any more).');
    }
    for (const service of services) {
      const before = committed.get(service.id);
      const keys = changes?.flatMap((change) => (change.serviceId === service.id ? [change.key] : []));
      const model = discard(before, service.model, keys);
      if (model !== service.model) await saveModel(db, service.id, model, ctx.clock());
    }
    await notify(db, { topic: 'model', projectId: project.id });
  });
}

function discard(before: ServiceModel | undefined, model: ServiceModel, keys: readonly string[] | undefined): ServiceModel {
  if (keys === undefined) return before ?? { ...model, entities: [] };
  return keys.reduce((current, key) => {
    const subject = parseSubjectKey(key);
    if (subject === undefined) throw new Refusal('invalid_input', `"${key}" names no change.`);
    return discardChange(before, current, subject);
  }, model);
}

/** The last committed model of each service that has one. */
export async function readCommitted(db: Database, services: readonly ServiceRow[]): Promise<ReadonlyMap<string, ServiceModel>> {
  const snapshots = await readSnapshots(db, services.flatMap((service) => service.committedHash ?? []));
  return new Map(
    services.flatMap((service) => {
      const model = service.committedHash === null ? undefined : snapshots.get(service.committedHash);
      return model === undefined ? [] : [[service.id as string, model] as const];
    }),
  );
}
