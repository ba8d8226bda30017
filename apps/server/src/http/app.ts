import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { existsSync } from 'node:fs';
import type { Logger as PinoLogger } from 'pino';
import type { Registry } from 'prom-client';
import { API_PREFIX } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import type { Context } from '@amplication/use-cases';
import type { Identities } from '../auth/identity.ts';
import type { Config } from '../config/config.ts';
import type { EventHub } from './event-hub.ts';
import { guardOrigin } from './guard-origin.ts';
import { handleError, sendProblem } from './problems.ts';
import { serveBuilding } from './routes/building-routes.ts';
import { serveConflicts } from './routes/conflict-routes.ts';
import { serveEvents } from './routes/event-routes.ts';
import { serveGit } from './routes/git-routes.ts';
import { serveModelling } from './routes/modelling-routes.ts';
import { serveOauthCallback } from './routes/oauth-callback.ts';
import { serveSessions } from './routes/session-routes.ts';
import { serveWebhooks } from './routes/webhook-routes.ts';
import { createServe } from './serve-route.ts';

/** Largest body of a request, in bytes. */
const BODY_LIMIT = 1_048_576;

export interface AppParts {
  readonly config: Config;
  readonly ctx: Context;
  readonly identities: Identities;
  readonly hub: EventHub;
  readonly logger: PinoLogger;
  readonly metrics: Registry;
  /** Whether the database answers. */
  readonly isReady: () => Promise<boolean>;
  /** Folder of the built web UI; undefined serves the API alone. */
  readonly webDirectory: string | undefined;
}

/** The HTTP side: API, events, web UI, health and metrics. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = parts.logger;
  const app = Fastify({
    loggerInstance,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  guardOrigin(app, parts.config);
  await registerPlugins(app);
  // Routes are declared after the plugins that look at each route.
  await app.register(async (scope) => serveApi(scope, parts));
  serveHealth(app, parts);
  await serveWeb(app, parts.webDirectory);
  return app;
}

async function registerPlugins(app: FastifyInstance): Promise<void> {
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        // Component libraries set styles on elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Amplication',
        version: '1',
        description: 'Errors are problem+json with a `code`. Sign in with a session cookie or an API token.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'amplication.session_token' },
          apiToken: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
}

async function serveApi(app: FastifyInstance, { ctx, identities, hub }: AppParts): Promise<void> {
  const serve = createServe(app, identities);
  serveSessions(serve, identities);
  serveModelling(serve, ctx);
  serveBuilding(serve, ctx);
  serveConflicts(serve, ctx);
  serveGit(serve, ctx);
  serveOauthCallback(app, ctx, identities);
  serveWebhooks(app, ctx);
  serveEvents(app, ctx, identities, hub);
  app.get(`${API_PREFIX}/openapi.json`, { schema: { hide: true } }, async () => app.swagger());
}

function serveHealth(app: FastifyInstance, { isReady, metrics }: AppParts): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}

async function serveWeb(app: FastifyInstance, directory: string | undefined): Promise<void> {
  const hasWeb = directory !== undefined && existsSync(directory);
  if (hasWeb) {
    await app.register(fastifyStatic, {
      root: directory,
      preCompressed: true,
      cacheControl: false,
      // The names of assets carry a hash of their content; everything else may change with the next build.
      setHeaders: (reply, path) =>
        void reply.setHeader(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/');
    if (!hasWeb || !isPage)
      return sendProblem(request, reply, new Refusal('not_found', 'There is nothing at this address.'));
    // Every other address is a page of the web UI, which reads it itself.
    return reply.sendFile('index.html');
  });
}
