import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { PgBoss } from 'pg-boss';
import { API_PREFIX, OAUTH_CALLBACK_PATH } from '@amplication/contract';
import { loadPlugins } from '@amplication/generator';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { createStore, type Store } from '@amplication/store';
import { createSingleFlight, type Context, type GitInstanceConfig } from '@amplication/use-cases';
import { createAuth } from './auth/auth.ts';
import { createIdentities } from './auth/identity.ts';
import type { Config } from './config/config.ts';
import { createSecrets, deriveSecret, ensureKeyFile } from './config/secrets.ts';
import { openDatabase } from './database.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { createGitProviders } from './git-providers.ts';
import { createApp } from './http/app.ts';
import { startEventHub } from './http/event-hub.ts';
import { preflight } from './preflight.ts';
import { createJobQueue } from './worker/job-queue.ts';
import { createThreadedGenerator } from './worker/threaded-generator.ts';
import { createBoss, createQueues, startWorker } from './worker/worker.ts';

/** What the program needs beside its configuration: where its own files lie, and where it tells how far it is. */
export interface ServerFiles {
  readonly migrationsDirectory: string;
  /** The built web UI; undefined serves the API alone. */
  readonly webDirectory: string | undefined;
  /** The built program of the generator's thread. */
  readonly generatorProgram: URL;
  readonly report?: (progress: string) => void;
}

export interface RunningServer {
  readonly url: string;
  readonly sandbox: Sandbox | undefined;
  /** Ends everything in order: no new requests, running jobs finished or given back, database last. */
  readonly stop: () => Promise<void>;
}

/** The composition root: opens, connects and starts everything that the configuration asks for. */
export async function startServer(config: Config, files: ServerFiles): Promise<RunningServer> {
  const report = files.report ?? (() => undefined);
  const logger = pino({ level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] });
  await preflight(config);
  mkdirSync(config.dataDirectory, { recursive: true });
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      await close().catch((error: unknown) => logger.error({ err: error }, 'stopping failed'));
    }
  };
  try {
    return { ...(await start(config, files, logger, report, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  files: ServerFiles,
  logger: Logger,
  report: (progress: string) => void,
  closers: (() => Promise<unknown>)[],
): Promise<Omit<RunningServer, 'stop'>> {
  const onError = (error: unknown): void => logger.error({ err: error }, 'background fault');
  const plugins = await loadPlugins(config.pluginsDirectory);
  report('starting the database');
  const database = await openDatabase(config, { migrationsDirectory: files.migrationsDirectory, report, onError });
  closers.push(database.close);
  const keys = config.encryptionKeys ?? ensureKeyFile(config.dataDirectory);
  const store = createStore(database.pool);
  const sandbox = await openSandbox(config, report);
  if (sandbox !== undefined) closers.push(() => sandbox.stop());
  const boss = createBoss(database.connection, onError);
  await boss.start();
  closers.push(() => boss.stop({ graceful: false, close: true }));
  await createQueues(boss);
  const generator = createThreadedGenerator(files.generatorProgram, config.pluginsDirectory);
  closers.push(generator.stop);
  const ctx = createContext({ config, store, keys, boss, sandbox, logger, generate: generator.generate, plugins });
  const hub = await startEventHub(database.connection, onError);
  closers.push(hub.stop);
  if (config.role !== 'api') {
    const worker = await startWorker(boss, ctx);
    closers.push(worker.stop);
  }
  const auth = createAuth({ store, secret: deriveSecret(keys, 'sessions'), publicUrl: config.publicUrl });
  const demoPassword = sandbox === undefined ? undefined : deriveSecret(keys, 'demo sign-in');
  const identities = createIdentities({ auth, store, demoPassword });
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const isReady = () =>
    database.pool.query('select 1').then(
      () => true,
      () => false,
    );
  const app = await createApp({
    config,
    ctx,
    identities,
    hub,
    logger,
    metrics,
    isReady,
    webDirectory: files.webDirectory,
  });
  await app.listen({ host: config.host, port: config.port });
  closers.push(() => app.close());
  if (demoPassword !== undefined)
    await seedDemo({ auth, store, password: demoPassword, apiUrl: toLocalUrl(config), report });
  return { url: config.publicUrl, sandbox };
}

async function openSandbox(config: Config, report: (progress: string) => void): Promise<Sandbox | undefined> {
  if (config.sandboxPort === undefined) return undefined;
  report('starting the GitLab sandbox');
  return startSandbox({
    host: '127.0.0.1',
    port: config.sandboxPort,
    publicUrl: `http://localhost:${config.sandboxPort}`,
    dataDir: join(config.dataDirectory, 'sandbox'),
    redirectUris: [`${config.publicUrl}${API_PREFIX}${OAUTH_CALLBACK_PATH}`],
    seed: 'demo',
  });
}

function createContext(parts: {
  readonly config: Config;
  readonly store: Store;
  readonly keys: readonly string[];
  readonly boss: PgBoss;
  readonly sandbox: Sandbox | undefined;
  readonly logger: Logger;
  readonly generate: Context['generate'];
  readonly plugins: Context['plugins'];
}): Context {
  const { config, logger } = parts;
  const instances = listInstances(config, parts.sandbox);
  return {
    store: parts.store,
    clock: () => new Date(),
    newId: randomUUID,
    secrets: createSecrets(parts.keys),
    jobs: createJobQueue(parts.boss),
    publicUrl: config.publicUrl,
    gitInstances: instances,
    gitProviders: createGitProviders(config, instances),
    singleFlight: createSingleFlight(),
    generate: parts.generate,
    plugins: parts.plugins,
    mirrorsDirectory: join(config.dataDirectory, 'mirrors'),
    log: {
      info: (fields, message) => logger.info(fields, message),
      error: ({ error, ...fields }, message) => logger.error({ ...fields, err: error }, message),
    },
  };
}

/** The instances that people can authorize at. To everything behind this line the sandbox is one more GitLab. */
function listInstances(config: Config, sandbox: Sandbox | undefined): readonly GitInstanceConfig[] {
  const configured =
    config.gitLab === undefined ? [] : [{ ...config.gitLab, name: new URL(config.gitLab.baseUrl).host }];
  if (sandbox === undefined) return configured;
  const { clientId, clientSecret } = sandbox.oauthApplication;
  return [...configured, { baseUrl: sandbox.url, name: 'GitLab sandbox', clientId, clientSecret }];
}

function toLocalUrl(config: Config): string {
  return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`;
}

/** Where this program's own files lie once it is built. */
export function findBuiltFiles(moduleUrl: string): ServerFiles {
  return {
    migrationsDirectory: fileURLToPath(new URL('./migrations', moduleUrl)),
    webDirectory: fileURLToPath(new URL('./web', moduleUrl)),
    generatorProgram: new URL('./generator-thread.js', moduleUrl),
  };
}
