import type { CatalogService, Service } from '@amplication/contract';
import {
  Refusal,
  addAuthEntity,
  assertDirectoriesFree,
  newServiceModel,
  toEffectiveSettings,
  type ServiceId,
} from '@amplication/domain';
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
  type RepositoryRow,
  type ServiceRow,
} from '@amplication/store';
import { getProject, getService as getRow } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { followMoves } from '../git/departures.ts';
import { storeEdit } from './edit-service.ts';
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

/** Creates a service without entities, or with those that let people sign in. Its slug, once given, never changes: folders and branches use it. */
export async function createService(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  principal: Principal,
  projectId: string,
  input: { readonly name: string; readonly description: string; readonly auth?: boolean | undefined },
): Promise<Service> {
  const id = ctx.newId() as ServiceId;
  const slug = toSlug(input.name);
  return ctx.store.transact(async ({ db }) => {
    const project = await getProject(db, principal, projectId);
    const blank = newServiceModel({ id, name: input.name, slug, description: input.description });
    const model = input.auth === true ? addAuthEntity(blank, ctx.newId) : blank;
    if (!(await insertService(db, { id, projectId: project.id, name: input.name, slug, model }))) {
      throw nameTaken(input.name, slug);
    }
    const others = await listRows(db, project.id);
    assertDirectoriesFree(
      model,
      others.map((row) => row.model),
      'name',
    );
    const entities = model.entities.map((entity) => ({ kind: 'entity', entityId: entity.id }) as const);
    await storeEdit(
      db,
      ctx,
      principal,
      { id, projectId: project.id },
      { model, subjects: [{ kind: 'service' }, ...entities] },
    );
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

/** The name or the slug is another service's. */
export function nameTaken(name: string, slug?: string): Refusal {
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
    database: row.model.database,
    apis: row.model.apis,
    serverDirectory: row.model.serverDirectory,
    adminUi: row.model.adminUi,
    adminDirectory: row.model.adminDirectory,
    authEntityId: row.model.authEntityId,
    roles: row.model.roles,
    plugins: row.model.plugins,
    committed: row.committedHash !== null,
    entities: row.model.entities.length,
    updatedAt: row.updatedAt.toISOString(),
  };
}
