import { toSubjectKey, type ChangeSubject, type ServiceModel } from '@amplication/domain';
import { lockService, notify, recordEdit, saveModel } from '@amplication/store';
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
    const { model, subjects } = edit(service.model);
    const at = ctx.clock();
    await saveModel(db, service.id, model, at);
    for (const subject of subjects)
      await recordEdit(db, { serviceId: service.id, subjectKey: toSubjectKey(subject), userId: principal.userId, at });
    await notify(db, { topic: 'model', projectId: service.projectId });
    return model;
  });
}
