import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { GeneratedTree, UserId } from '@amplication/domain';
import { GENERATOR_VERSION, builtInPlugins } from '@amplication/generator';
import { createGitLabProvider } from '@amplication/git-provider';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { createSecrets } from '@amplication/server';
import { createStore, insertWorkspace, migrateDatabase, tables } from '@amplication/store';
import {
  createSingleFlight,
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
  readonly databaseUrl: string;
  /** For files of this stack; gone when it ends. */
  readonly directory: string;
  readonly principal: Principal;
  /** The connected account. */
  readonly gitOrganizationId: string;
  /** Jobs that were queued, oldest first; tests take them away. */
  readonly queue: Job[];
  /** A project with services that sync to a new repository. */
  readonly openProject: (options: ProjectOptions) => Promise<StackProject>;
  readonly setGenerator: (given: GivenFiles) => void;
  /** What one service generates from now on, as text by path; for projects side by side. */
  readonly setFiles: (serviceId: string, files: ReadonlyMap<string, string>) => void;
}

export interface ProjectOptions {
  readonly services: number;
  readonly strategy?: 'shared' | 'per-service' | undefined;
  /** Connects with this one's repository instead of a new one. */
  readonly repositoryOf?: StackProject | undefined;
  /** A new repository without a commit. */
  readonly isEmpty?: boolean | undefined;
  readonly allowFirstCommit?: boolean | undefined;
}

export interface StackProject extends StackRepository {
  readonly projectId: string;
  readonly serviceIds: readonly string[];
}

export interface StackRepository {
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
  const texts = new Map<string, ReadonlyMap<string, string>>();
  let given: GivenFiles = (serviceId) => toTree(texts.get(serviceId) ?? new Map());
  const ctx: Context = {
    store,
    clock: () => new Date(),
    newId: randomUUID,
    secrets: createSecrets([randomBytes(32).toString('hex')]),
    jobs: { enqueue: async (_transaction, jobs) => void queue.push(...jobs) },
    publicUrl: 'http://localhost:3000',
    gitInstances: [],
    gitProviders: {
      connect: (input) => ({ ...createGitLabProvider(input), gitTransport: async () => ({}) }),
      assertAllowed: async () => undefined,
      oauth: () => {
        throw new Error('This stack connects by token.');
      },
    },
    singleFlight: createSingleFlight(),
    plugins: builtInPlugins(),
    generate: async ({ model }) => ({ generatorVersion: GENERATOR_VERSION, ...given(model.id) }),
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
  const openRepository = async (name: string, initializeWithReadme: boolean): Promise<StackRepository> => {
    const input = { namespaceId, name, visibility: 'private', description: '', initializeWithReadme } as const;
    const { externalId, webUrl, fullPath } = await createRepository(ctx, principal, account.id, input);
    const gitDir = join(dataDir, 'repositories', `${externalId}.git`);
    return { externalId, gitDir, gitUrl: `${webUrl}.git`, repositoryPath: fullPath };
  };
  return {
    sandbox,
    ctx,
    databaseUrl: database.url,
    directory,
    principal,
    gitOrganizationId: account.id,
    queue,
    setGenerator: (files) => {
      given = files;
    },
    setFiles: (serviceId, files) => void texts.set(serviceId, files),
    openProject: async ({ services, strategy = 'shared', repositoryOf, isEmpty = false, allowFirstCommit = false }) => {
      count += 1;
      const number = count;
      const project = await createProject(ctx, principal, workspaceId, { name: `Project ${number}` });
      const serviceIds: string[] = [];
      for (let index = 0; index < services; index += 1) {
        const service = await createService(ctx, principal, project.id, { name: `Service ${index}`, description: '' });
        serviceIds.push(service.id);
      }
      const repository = repositoryOf ?? (await openRepository(`repository-${number}`, !isEmpty));
      await setProjectGitSettings(ctx, principal, project.id, {
        gitOrganizationId: account.id,
        externalRepositoryId: repository.externalId,
        strategy,
        allowFirstCommit,
      });
      const { externalId, gitDir, gitUrl, repositoryPath } = repository;
      return { projectId: project.id, serviceIds, externalId, gitDir, gitUrl, repositoryPath };
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.stop();
      await pool.end();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function toTree(files: ReadonlyMap<string, string>): ReturnType<GivenFiles> {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: sorted.map(([path, content]) => ({ path, content, key: path, mode: '100644' })),
    identifiers: {},
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
