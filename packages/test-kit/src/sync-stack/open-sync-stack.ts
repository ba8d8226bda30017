import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { GeneratedTree, UserId } from '@amplication/domain';
import { createGitLabProvider } from '@amplication/git-provider';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { createStore, insertWorkspace, migrateDatabase, tables } from '@amplication/store';
import {
  connectWithToken,
  createProject,
  createRepository,
  createService,
  setProjectGitSettings,
  type Context,
  type Job,
  type Principal,
} from '@amplication/use-cases';
import { createTestDatabase } from '../test-database.ts';

/** What a service's generator answers: given by the test, not rendered. */
export type GivenFiles = (serviceId: string) => Pick<GeneratedTree, 'files' | 'identifiers'>;

/** Real database, real git, real HTTP to a sandbox; jobs are run by the test, one after the other. */
export interface SyncStack extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly ctx: Context;
  readonly principal: Principal;
  /** Jobs that were queued, oldest first; tests take them away. */
  readonly queue: Job[];
  /** A project with services that sync to a new repository. */
  readonly openProject: (options: ProjectOptions) => Promise<StackProject>;
  readonly setGenerator: (given: GivenFiles) => void;
}

export interface ProjectOptions {
  readonly services: number;
  readonly strategy?: 'shared' | 'per-service' | undefined;
}

export interface StackProject {
  readonly projectId: string;
  readonly serviceIds: readonly string[];
  /** GitLab's number of the repository. */
  readonly externalId: number;
  /** The sandbox's own bare repository: to look into, and to write objects (refs only by HTTP). */
  readonly gitDir: string;
  readonly gitUrl: string;
  readonly repositoryPath: string;
}

/** Opens a stack with a workspace whose GitLab account is connected. */
export async function openSyncStack(): Promise<SyncStack> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'sync-stack-'));
  const dataDir = join(directory, 'sandbox');
  const sandbox = await startSandbox({ port: 0, dataDir, redirectUris: [], seed: 'demo' });
  const pool = new pg.Pool({ connectionString: database.url });
  await migrateDatabase(pool, fileURLToPath(new URL('../../../store/migrations', import.meta.url)));
  const store = createStore(pool);
  const queue: Job[] = [];
  const key = randomBytes(8).toString('hex');
  let given: GivenFiles = () => ({ files: [], identifiers: {} });
  const ctx: Context = {
    store,
    clock: () => new Date(),
    newId: randomUUID,
    // Not what production encrypts with: here only that a plain token is never stored matters.
    secrets: {
      encrypt: (text) => `${key}${Buffer.from(text).toString('base64')}`,
      decrypt: (cipher) => Buffer.from(cipher.slice(key.length), 'base64').toString(),
    },
    jobs: { enqueue: async (_transaction, jobs) => void queue.push(...jobs) },
    publicUrl: 'http://localhost:3000',
    gitInstances: [],
    gitProviders: {
      connect: (input) => createGitLabProvider(input),
      oauth: () => {
        throw new Error('This stack connects by token.');
      },
    },
    generate: async ({ model }) => ({ generatorVersion: 'given', ...given(model.id) }),
    mirrorsDirectory: join(directory, 'mirrors'),
    // A fault of ours must be seen: it fails the test that caused it.
    log: {
      info: () => undefined,
      error: ({ error }, message) => process.stderr.write(`${message}: ${String(error)}\n`),
    },
  };
  const principal = await enter(ctx);
  const { workspaceId } = principal;
  const account = await connectWithToken(ctx, principal, workspaceId, {
    baseUrl: sandbox.url,
    accessToken: sandbox.tokens.owner,
  });
  const namespaceId = await findNamespace(sandbox, 'acme/platform');
  let count = 0;
  return {
    sandbox,
    ctx,
    principal,
    queue,
    setGenerator: (files) => {
      given = files;
    },
    openProject: async ({ services, strategy = 'shared' }) => {
      count += 1;
      const project = await createProject(ctx, principal, workspaceId, { name: `Project ${count}` });
      const serviceIds: string[] = [];
      for (let index = 0; index < services; index += 1) {
        const service = await createService(ctx, principal, project.id, { name: `Service ${index}`, description: '' });
        serviceIds.push(service.id);
      }
      const repository = await createRepository(ctx, principal, account.id, {
        namespaceId,
        name: `repository-${count}`,
        visibility: 'private',
        description: '',
        initializeWithReadme: true,
      });
      await setProjectGitSettings(ctx, principal, project.id, {
        gitOrganizationId: account.id,
        externalRepositoryId: repository.externalId,
        strategy,
      });
      return {
        projectId: project.id,
        serviceIds,
        externalId: repository.externalId,
        gitDir: join(dataDir, 'repositories', `${repository.externalId}.git`),
        gitUrl: `${repository.webUrl}.git`,
        repositoryPath: repository.fullPath,
      };
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.stop();
      await pool.end();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function enter({ store, newId }: Context): Promise<Principal & { readonly workspaceId: string }> {
  const [userId, workspaceId] = [newId(), newId()];
  await store.db.insert(tables.user).values({ id: userId, name: 'A user', email: `${userId}@example.com` });
  const member = { id: workspaceId, name: 'Acme', slug: workspaceId, memberId: newId(), ownerId: userId };
  await insertWorkspace(store.db, member);
  return { userId: userId as UserId, workspaceId };
}

async function findNamespace(sandbox: Sandbox, path: string): Promise<number> {
  const response = await fetch(`${sandbox.url}/api/v4/groups/${encodeURIComponent(path)}`, {
    headers: { 'private-token': sandbox.tokens.owner },
  });
  const group = (await response.json()) as { readonly id: number };
  return group.id;
}
