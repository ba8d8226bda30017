import type { CatalogService, Service } from '@amplication/contract';
import { Refusal, newServiceModel, toEffectiveSettings, toSubjectKey, type ServiceId } from '@amplication/domain';
import {
  deleteSettings,
  findProjectSettings,
  findRepository,
  findService,
  hasRunningBuild,
  insertService,
  listLastBuilds,
  listServiceSettings,
  listServices as listRows,
  lockServices,
  markServiceDeleted,
  notify,
  recordEdit,
  type RepositoryRow,
  type ServiceRow,
} from '@amplication/store';
import { getProject, getService as getRow } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { followMoves } from '../git/departures.ts';
import { editService } from './edit-service.ts';
import { toSlug } from './projects.ts';

/** The Service Catalog of a project. */
export async function listServices(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  projectId: string,
): Promise<readonly CatalogService[]> {
  const { db } = ctx.store;
  const project = await getProject(db, principal, projectId);
  const [rows, builds, projectSettings, overrides] = await Promise.all([
    listRows(db, project.id),
    listLastBuilds(db, project.id),
    findProjectSettings(db, project.id),
    listServiceSettings(db, project.id),
  ]);
  const repositories = new Map<string, RepositoryRow>();
  for (const id of new Set(
    [projectSettings, ...overrides.values()].flatMap((settings) => settings?.repositoryId ?? []),
  )) {
    const repository = await findRepository(db, id);
    if (repository !== undefined) repositories.set(id, repository);
  }
  return rows.map((row): CatalogService => {
    const build = builds.get(row.id);
    const effective = toEffectiveSettings(projectSettings, overrides.get(row.id));
    const repository = effective === undefined ? undefined : repositories.get(effective.settings.repositoryId);
    return {
      ...toService(row),
      lastBuild:
        build === undefined ? null : { id: build.id, state: build.state, createdAt: build.createdAt.toISOString() },
      mergeRequest:
        build?.mergeRequest == null
          ? null
          : { number: build.mergeRequest.number, state: build.mergeRequest.state, webUrl: build.mergeRequest.webUrl },
      repository:
        repository === undefined || effective === undefined
          ? null
          : { fullPath: repository.fullPath, webUrl: repository.webUrl, source: effective.source },
    };
  });
}

/** Creates a service without entities. Its slug, once given, never changes: folders and branches use it. */
export async function createService(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  principal: Principal,
  projectId: string,
  input: { readonly name: string; readonly description: string },
): Promise<Service> {
  const id = ctx.newId() as ServiceId;
  const slug = toSlug(input.name);
  return ctx.store.transact(async ({ db }) => {
    const project = await getProject(db, principal, projectId);
    const model = newServiceModel({ id, name: input.name, slug, description: input.description });
    if (!(await insertService(db, { id, projectId: project.id, name: input.name, slug, model }))) {
      throw nameTaken(input.name, slug);
    }
    await recordEdit(db, {
      serviceId: id,
      subjectKey: toSubjectKey({ kind: 'service' }),
      userId: principal.userId,
      at: ctx.clock(),
    });
    await notify(db, { topic: 'model', projectId: project.id });
    const row = await findService(db, id);
    if (row === undefined) throw new Error('The service was not stored.');
    return toService(row);
  });
}

/** One service. */
export async function getService(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  serviceId: string,
): Promise<Service> {
  return toService((await getRow(ctx.store.db, principal, serviceId)).service);
}

/** Renames or describes a service; slug, folders and branch stay. */
export async function updateService(
  ctx: Pick<Context, 'store' | 'clock'>,
  principal: Principal,
  serviceId: string,
  change: { readonly name?: string | undefined; readonly description?: string | undefined },
): Promise<Service> {
  const { project } = await getRow(ctx.store.db, principal, serviceId);
  const name = change.name;
  if (name !== undefined) {
    const twin = (await listRows(ctx.store.db, project.id)).find(
      (row) => row.id !== serviceId && row.name.toLowerCase() === name.toLowerCase(),
    );
    if (twin !== undefined) throw nameTaken(name);
  }
  await editService(ctx, principal, serviceId, (model) => ({
    model: { ...model, name: name ?? model.name, description: change.description ?? model.description },
    subjects: [{ kind: 'service' }],
  }));
  return getService(ctx, principal, serviceId);
}

/**
 * Takes a service out of its project. Its files stay in the repository until a person asks for their removal. Refused while
 * a build of it runs.
 */
export async function deleteService(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  principal: Principal,
  serviceId: string,
): Promise<void> {
  await ctx.store.transact(async ({ db }) => {
    const { project } = await getRow(db, principal, serviceId);
    // As a commit does, and in the same order: from here on none pins this service.
    const service = (await lockServices(db, project.id)).find(({ id }) => id === serviceId);
    if (service === undefined) throw new Refusal('not_found', 'This service was deleted meanwhile.');
    if (await hasRunningBuild(db, service.id))
      throw new Refusal('in_use', `A build of ${service.name} is running: wait for its end, or cancel it.`);
    await followMoves(ctx, db, project.id, async () => {
      await deleteSettings(db, { projectId: project.id, serviceId: service.id });
      await markServiceDeleted(db, service.id, ctx.clock());
    });
    await notify(db, { topic: 'model', projectId: project.id });
    await notify(db, { topic: 'git', projectId: project.id });
  });
}

function nameTaken(name: string, slug?: string): Refusal {
  const folder = slug === undefined ? '' : `, or one whose folders are called "${slug}" too`;
  return new Refusal('name_taken', `The project already has a service named "${name}"${folder}.`, [
    { path: 'name', message: 'This name is taken.' },
  ]);
}

function toService(row: ServiceRow): Service {
  return {
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    slug: row.slug,
    description: row.model.description,
    serverDirectory: row.model.serverDirectory,
    entities: row.model.entities.length,
    updatedAt: row.updatedAt.toISOString(),
  };
}
