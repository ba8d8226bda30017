import { createApiClient, routes, type ApiClient } from '@amplication/contract';
import { CHINOOK, type Entity, type ServiceTemplate } from '@amplication/domain';
import { listWorkspaces, tables, type Store } from '@amplication/store';
import { and, eq } from 'drizzle-orm';
import type { Auth } from '../auth/auth.ts';
import { DEMO_EMAIL } from '../auth/identity.ts';

const PROJECT = 'Digital media store';
const SEED_TOKEN = 'demo seed';

/**
 * Enters the demo project through the public API, as a person with an API token would: the Chinook model, entity by entity.
 * What is there is left alone, so that a start that was killed in between goes on where it stopped; once the project is
 * whole it is never touched again.
 */
export async function seedDemo(options: {
  readonly auth: Auth;
  readonly store: Store;
  readonly password: string;
  readonly apiUrl: string;
  readonly report: (progress: string) => void;
}): Promise<void> {
  const userId = await ensureDemoUser(options);
  if (await isSeeded(options.store, userId)) return;
  options.report('entering the demo project');
  const created = await options.auth.api.createApiKey({ body: { name: SEED_TOKEN, userId } });
  const client = createApiClient({ baseUrl: options.apiUrl, token: created.key });
  await enterProject(client);
  await markSeeded(options.store, userId);
  // Those of starts that were killed in between, too.
  const isSeedToken = and(eq(tables.apiToken.referenceId, userId), eq(tables.apiToken.name, SEED_TOKEN));
  await options.store.db.delete(tables.apiToken).where(isSeedToken);
}

async function ensureDemoUser({
  auth,
  store,
  password,
}: {
  readonly auth: Auth;
  readonly store: Store;
  readonly password: string;
}): Promise<string> {
  const [existing] = await store.db
    .select({ id: tables.user.id })
    .from(tables.user)
    .where(eq(tables.user.email, DEMO_EMAIL));
  if (existing !== undefined) return existing.id;
  const { user } = await auth.api.signUpEmail({ body: { name: 'Demo user', email: DEMO_EMAIL, password } });
  return user.id;
}

/** What the demo's workspace says when the project is whole. */
const SEEDED = JSON.stringify({ demo: 'entered' });

async function isSeeded(store: Store, userId: string): Promise<boolean> {
  const [workspace] = await listWorkspaces(store.db, userId);
  const [row] = await store.db
    .select({ metadata: tables.workspace.metadata })
    .from(tables.workspace)
    .where(eq(tables.workspace.id, workspace?.id ?? ''));
  return row?.metadata === SEEDED;
}

async function markSeeded(store: Store, userId: string): Promise<void> {
  const [workspace] = await listWorkspaces(store.db, userId);
  await store.db
    .update(tables.workspace)
    .set({ metadata: SEEDED })
    .where(eq(tables.workspace.id, workspace?.id ?? ''));
}

async function enterProject(client: ApiClient): Promise<void> {
  const { workspaces } = await client.call(routes.getSession, {});
  const workspaceId = workspaces[0]?.id ?? '';
  const projects = await client.call(routes.listProjects, { params: { workspaceId } });
  const project =
    projects.find((each) => each.name === PROJECT) ??
    (await client.call(routes.createProject, { params: { workspaceId }, body: { name: PROJECT } }));
  const params = { projectId: project.id };
  const services = await client.call(routes.listServices, { params });
  const { name, description } = CHINOOK;
  const service =
    services.find((each) => each.name === name) ??
    // Its API answers without signing in, so that a newcomer sees records at once.
    (await client.call(routes.createService, { params, body: { name, description, auth: false } }));
  await enterTemplate(client, service.id, CHINOOK);
  const { items: commits } = await client.call(routes.listCommits, { params });
  // Committed, so that what a newcomer changes first stands alone under Pending changes.
  if (commits.length === 0) await client.call(routes.createCommit, { params, body: { message: 'The Chinook model' } });
}

/** Entities with their fields first, relations when all that they point at is there. */
async function enterTemplate(client: ApiClient, serviceId: string, template: ServiceTemplate): Promise<void> {
  const existing = await client.call(routes.listEntities, { params: { serviceId } });
  const entities = new Map<string, Pick<Entity, 'fields'> & { readonly id: string }>(
    existing.map((entity) => [entity.name, entity as unknown as Entity]),
  );
  const hasField = (entity: string, field: string): boolean =>
    entities.get(entity)?.fields.some((each) => each.name === field) ?? false;
  const pathOf = (entity: string): { serviceId: string; entityId: string } => ({
    serviceId,
    entityId: entities.get(entity)?.id ?? '',
  });
  for (const { name, displayName, fields } of template.entities) {
    if (!entities.has(name)) {
      const created = await client.call(routes.createEntity, { params: { serviceId }, body: { name, displayName } });
      entities.set(name, created as unknown as Entity);
    }
    for (const field of fields) {
      if (!hasField(name, field.name))
        await client.call(routes.createField, { params: pathOf(name), body: field as never });
    }
  }
  for (const { name, relations } of template.entities) {
    for (const { entity, ...relation } of relations) {
      if (hasField(name, relation.name)) continue;
      await client.call(routes.createRelation, {
        params: pathOf(name),
        body: { ...relation, entityId: pathOf(entity).entityId },
      });
    }
  }
}
