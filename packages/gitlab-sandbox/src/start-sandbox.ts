import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { httpBackendPath } from '@amplication/git';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerBodyParsers } from './body-parsers.ts';
import { createFaults, type Faults } from './faults.ts';
import { installHooks } from './git-http/hooks.ts';
import { createKeyedLock } from './keyed-lock.ts';
import { registerOAuthAuthorizeRoutes } from './oauth/oauth-authorize-routes.ts';
import { registerOAuthTokenRoutes } from './oauth/oauth-token-routes.ts';
import { registerOpenidRoutes } from './oauth/openid-routes.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { parseFields } from './rest/nested-params.ts';
import { registerRest } from './rest/register-rest.ts';
import { routeRequest, type Route } from './route-request.ts';
import type { SandboxContext } from './sandbox-context.ts';
import { seedLarge } from './state/seed-large.ts';
import { seedDemo, seedUsers, tokensOf, type TokenName } from './state/seed.ts';
import { openStateFile } from './state/state-file.ts';
import { registerWeb } from './web/register-web.ts';

/** Nothing but users; a few groups and repositories; or those and 40 groups with 2,000 repositories more. */
export type Seed = 'none' | 'demo' | 'large';

export interface SandboxOptions {
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly dataDir: string;
  readonly redirectUris: readonly string[];
  /** Only used when the folder holds no state yet. */
  readonly seed?: Seed;
  /** The address that the outside sees, when it is not host and port. */
  readonly publicUrl?: string;
  readonly accessTokenSeconds?: number;
  /** How long every request waits before anything is done, to feel like a network; 0 when absent. */
  readonly latencyMs?: number;
  /** REST requests per minute and token; 0 or absent is no limit. */
  readonly rateLimit?: number;
  readonly log?: (line: string) => void;
  readonly now?: () => Date;
}

export interface Sandbox {
  readonly url: string;
  readonly oauthApplication: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUris: readonly string[];
  };
  readonly tokens: Readonly<Record<TokenName, string>>;
  readonly groups: readonly string[];
  readonly users: readonly string[];
  readonly requests: RequestLog;
  /** Makes coming requests fail, for tests. */
  readonly faults: Faults;
  /** Changes how long every coming request waits, REST and git alike. */
  setLatency(milliseconds: number): void;
  /** Changes how many REST requests a minute every token has, and counts anew; 0 is no limit. */
  setRateLimit(perMinute: number): void;
  /** Waits for the checks that requests have set in motion. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a GitLab-compatible server whose whole state lies in `dataDir` and survives a restart. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  await mkdir(options.dataDir, { recursive: true });
  const file = await openStateFile(join(options.dataDir, 'state.json'));
  const background = createBackground(options.log ?? (() => undefined));
  let url = options.publicUrl ?? '';
  const now = options.now ?? (() => new Date());
  const rateLimiter = createRateLimiter(options.rateLimit ?? 0, now);
  const context: SandboxContext = {
    state: file.state,
    dataDir: options.dataDir,
    url: () => url,
    now,
    rateLimiter,
    flush: file.flush,
    requests: createRequestLog(),
    lock: createKeyedLock(),
    accessTokenSeconds: options.accessTokenSeconds ?? 7200,
    runLater: background.run,
    log: options.log ?? (() => undefined),
  };
  if (file.isNew) {
    seedUsers(context);
    if (options.seed !== 'none') await seedDemo(context);
    if (options.seed === 'large') await seedLarge(context);
  }
  const [application] = file.state.oauthApplications;
  if (application === undefined) throw new Error('The state holds no OAuth application.');
  application.redirectUris = [...options.redirectUris];
  await file.flush();
  const faults = createFaults();
  let latencyMs = options.latencyMs ?? 0;
  const backend = { program: await httpBackendPath(), hooksFolder: await installHooks(options.dataDir) };
  const app = await createApp({ context, backend, faults, latencyMs: () => latencyMs });
  const address = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port });
  if (options.publicUrl === undefined) url = address;
  return {
    url,
    oauthApplication: application,
    tokens: tokensOf(context),
    groups: file.state.groups.map((group) => group.fullPath),
    users: file.state.users.filter(({ isBot }) => !isBot).map((user) => user.username),
    requests: context.requests,
    faults,
    setLatency: (milliseconds) => {
      latencyMs = milliseconds;
    },
    setRateLimit: rateLimiter.setLimit,
    drain: background.drain,
    stop: async () => {
      await app.close();
      await background.drain();
      await file.flush();
    },
  };
}

async function createApp(route: Omit<Route, 'handler'>): Promise<FastifyInstance> {
  const { context } = route;
  const app = Fastify({
    routerOptions: { maxParamLength: 5000, querystringParser: parseFields },
    bodyLimit: 100 * 1024 * 1024,
    forceCloseConnections: true,
    // git's own requests are streams that no body parser may touch.
    serverFactory: (handler) =>
      createServer((request, response) => routeRequest({ ...route, handler }, request, response)),
  });
  registerBodyParsers(app);
  // An answer to a change is sent when the change is on disk.
  app.addHook('onSend', async (request, _reply, payload) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') await context.flush();
    return payload;
  });
  await registerRest(app, context);
  registerOAuthAuthorizeRoutes(app, context);
  registerOAuthTokenRoutes(app, context);
  registerOpenidRoutes(app, context);
  registerWeb(app, context);
  return app;
}

function createBackground(log: (line: string) => void): {
  run: SandboxContext['runLater'];
  drain: () => Promise<void>;
} {
  const running = new Set<Promise<void>>();
  const run = (work: () => Promise<void>): void => {
    const done = new Promise<void>((resolve) => setImmediate(resolve))
      .then(work)
      .catch((error: unknown) => log(`sandbox: ${String(error)}`))
      .finally(() => running.delete(done));
    running.add(done);
  };
  const drain = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  return { run, drain };
}
