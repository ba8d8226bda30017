import { toSubjectKey, type ChangeSubject, type ServiceModel } from '@amplication/domain';
import { lockService, notify, recordEdit, saveModel, type Database, type ServiceRow } from '@amplication/store';
import { getService } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';

export interface ModelEdit {
  readonly model: ServiceModel;
  /** What was touched, for "who and when". */
  readonly subjects: readonly ChangeSubject[];
}

/** The one way to change a model: locked, authorised, decided by the domain, stored, remembered and announced in one transaction. */
export async function editService(
  ctx: Pick<Context, 'store' | 'clock'>,
  principal: Principal,
  serviceId: string,
  edit: (model: ServiceModel) => ModelEdit,
): Promise<ServiceModel> {
  return ctx.store.transact(async ({ db }) => {
    const { service } = await getService(db, principal, serviceId, lockService);
    return storeEdit(db, ctx, principal, service, edit(service.model));
  });
}

/** Stores what was decided about a service that is locked, with who did it and when, and tells everybody. */
export async function storeEdit(
  db: Database,
  ctx: Pick<Context, 'clock'>,
  { userId }: Principal,
  service: Pick<ServiceRow, 'id' | 'projectId'>,
  { model, subjects }: ModelEdit,
): Promise<ServiceModel> {
  const at = ctx.clock();
  await saveModel(db, service.id, model, at);
  for (const subject of subjects)
    await recordEdit(db, { serviceId: service.id, subjectKey: toSubjectKey(subject), userId, at });
  await notify(db, { topic: 'model', projectId: service.projectId });
  return model;
}
