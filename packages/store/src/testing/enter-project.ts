import { randomUUID } from 'node:crypto';
import { newServiceModel, type ServiceId, type ServiceModel } from '@amplication/domain';
import { insertProject, insertService, insertWorkspace, tables, type Store } from '../index.ts';

/** A user with a workspace and a project in it. */
export interface EnteredProject {
  readonly userId: string;
  readonly workspaceId: string;
  readonly projectId: string;
}

/** Enters somebody new with a workspace and a project of their own. */
export async function enterProject({ db }: Store): Promise<EnteredProject> {
  const [userId, workspaceId, projectId] = [randomUUID(), randomUUID(), randomUUID()];
  await db.insert(tables.user).values({ id: userId, name: 'A user', email: `${userId}@example.com` });
  await insertWorkspace(db, {
    id: workspaceId,
    name: 'Acme',
    slug: workspaceId,
    memberId: randomUUID(),
    ownerId: userId,
  });
  await insertProject(db, { id: projectId, workspaceId, name: 'Shop', slug: 'shop' });
  return { userId, workspaceId, projectId };
}

/** Enters a service without entities. */
export async function enterService({ db }: Store, projectId: string, name: string): Promise<ServiceModel> {
  const slug = name.toLowerCase();
  const model = newServiceModel({ id: randomUUID() as ServiceId, name, slug, description: '' });
  const entered = await insertService(db, { id: model.id, projectId, name, slug, model });
  if (!entered) throw new Error(`There is a service ${name} already.`);
  return model;
}
