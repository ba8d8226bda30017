import { expect } from 'vitest';
import type { ServiceModel } from '@amplication/domain';
import { createTestDatabase, type RunningService } from '@amplication/test-kit';
import { newApiClient } from '../generated-service/api-client.ts';
import { signIn } from '../generated-shop/open-shop.ts';
import { keepRecord, visitLists } from './admin-story.ts';
import { cloneService } from './clone-service.ts';
import { openPages, signInToPages, type Pages } from './open-pages.ts';
import { prepareAdmin, startAdmin } from './prepare-admin.ts';
import { prepareServer, startServer, testServer } from './prepare-server.ts';
import type { SampleEntity } from './sample-entity.ts';
import { smokeGraphql } from './smoke-graphql.ts';
import { smokeRest } from './smoke-rest.ts';
import type { Step } from './steps.ts';

export interface Example {
  readonly model: ServiceModel;
  /** The entity that the run makes a record of. */
  readonly sample: SampleEntity | undefined;
  /** A story of its own, after the one that every admin UI has; its people follow the READMEs to the letter. */
  readonly story?: ((step: Step, pages: Pages, service: SeededService) => Promise<void>) | undefined;
}

/** A service that runs, with the password of the user that it was seeded with. */
export interface SeededService {
  readonly url: string;
  readonly password: string;
}

/** Does all that the READMEs of a generated service say, and uses what comes of it. */
export async function runExample(step: Step, example: Example): Promise<void> {
  const endings: (() => Promise<void>)[] = [];
  try {
    await run(step, example, (ending) => endings.unshift(ending));
  } finally {
    for (const end of endings) await end();
  }
}

async function run(step: Step, example: Example, defer: (ending: () => Promise<void>) => unknown): Promise<void> {
  const { model } = example;
  const clone = await step('generate, commit, clone', () => cloneService(model));
  defer(clone.remove);
  const [database, testing] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  defer(database.drop);
  defer(testing.drop);

  const isLiteral = example.story !== undefined;
  const server = await prepareServer(step, { directory: clone.server, databaseUrl: database.url, isLiteral });
  expect(server.password !== undefined, 'somebody can sign in').toBe(model.authEntityId !== null);
  await testServer(step, clone.server, testing.url);
  await prepareAdmin(step, { directory: clone.admin, isLiteral, hasEntities: model.entities.length > 0 });

  const service = await step('server: npm start', () => startServer(server));
  defer(service.stop);
  await useApi(step, example, service, server.password);
  const script = isLiteral ? 'dev' : 'preview';
  const admin = await step(`admin: npm run ${script}`, () => startAdmin(clone.admin, script, service.url));
  defer(admin.stop);
  await useAdmin(step, example, { url: service.url, password: server.password ?? '' }, admin);
}

async function useApi(
  step: Step,
  { model, sample }: Example,
  service: RunningService,
  password: string | undefined,
): Promise<void> {
  const client = await step('API: OpenAPI, sign-in', async () => {
    const stranger = newApiClient(service.url);
    expect((await stranger.get('docs-json')).status).toBe(200);
    return password === undefined ? stranger : signIn(service.url, 'admin', password);
  });
  if (sample === undefined) return;
  await step('API: REST', () => smokeRest(client, sample));
  if (model.apis.graphql) await step('API: GraphQL', () => smokeGraphql(client, sample));
}

async function useAdmin(step: Step, example: Example, service: SeededService, admin: RunningService): Promise<void> {
  const { model, sample, story } = example;
  const pages = await step('browser: open', () => openPages(admin.url));
  try {
    if (model.authEntityId !== null)
      await step('browser: sign in', () => signInToPages(pages, 'admin', service.password));
    await step('browser: every list', async () => expect(await visitLists(pages)).toBe(model.entities.length));
    if (sample !== undefined) await step('browser: create, show, edit, delete', () => keepRecord(pages, sample));
    await story?.(step, pages, service);
    await step('browser: no error of scripts', async () => expect(pages.faults).toEqual([]));
  } catch (error) {
    await pages.show(`${model.slug}-failed`);
    throw error;
  } finally {
    await pages.close();
  }
}
