import { createHash, randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { ApiError } from './api-error.ts';
import { registerBranchRoutes } from './branch-routes.ts';
import { registerCommitRoutes } from './commit-routes.ts';
import { registerDiscussionRoutes } from './discussion-routes.ts';
import { registerFileRoutes } from './file-routes.ts';
import { registerMergeRequestDetailRoutes } from './merge-request-detail-routes.ts';
import { registerMergeRequestRoutes } from './merge-request-routes.ts';
import { registerNamespaceRoutes } from './namespace-routes.ts';
import { registerNoteRoutes } from './note-routes.ts';
import { registerPickRoutes } from './pick-routes.ts';
import { registerProjectRoutes } from './project-routes.ts';
import { registerUserRoutes } from './user-routes.ts';

/** The REST API under `/api/v4`, with the headers, errors and entity tags of GitLab's. */
export async function registerRest(app: FastifyInstance, context: SandboxContext): Promise<void> {
  await app.register(
    async (api) => {
      api.addHook('onRequest', async (_request, reply) => setHeaders(reply));
      api.addHook('onSend', async (request, reply, payload) => {
        if (
          request.method !== 'GET' ||
          reply.statusCode !== 200 ||
          (typeof payload !== 'string' && !Buffer.isBuffer(payload))
        )
          return payload;
        const etag = `W/"${createHash('sha256').update(payload).digest('hex').slice(0, 32)}"`;
        reply.header('ETag', etag);
        if (request.headers['if-none-match'] !== etag) return payload;
        reply.code(304);
        return '';
      });
      api.setErrorHandler((error: FastifyError | ApiError, _request, reply) => sendError(context, reply, error));
      api.all('/*', async (_request, reply) => reply.code(404).send({ error: '404 Not Found' }));
      registerUserRoutes(api, context);
      registerNamespaceRoutes(api, context);
      registerProjectRoutes(api, context);
      registerBranchRoutes(api, context);
      registerFileRoutes(api, context);
      registerCommitRoutes(api, context);
      registerPickRoutes(api, context);
      registerMergeRequestRoutes(api, context);
      registerMergeRequestDetailRoutes(api, context);
      registerNoteRoutes(api, context);
      registerDiscussionRoutes(api, context);
    },
    { prefix: '/api/v4' },
  );
  app.all('/api/v3/*', async (_request, reply) => reply.code(410).send({ message: '410 Gone' }));
}

function setHeaders(reply: FastifyReply): void {
  const id = randomUUID().replaceAll('-', '');
  reply.headers({
    'X-Request-Id': id,
    'X-Gitlab-Meta': JSON.stringify({ correlation_id: id, version: '1' }),
    'X-Runtime': '0.010000',
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'max-age=0, private, must-revalidate',
    Vary: 'Origin, Accept-Encoding',
  });
}

function sendError(context: SandboxContext, reply: FastifyReply, error: FastifyError | ApiError): FastifyReply {
  if (error instanceof ApiError) return reply.code(error.status).headers(error.headers).send(error.body);
  const status = error.statusCode ?? 500;
  if (status >= 500) context.log(`sandbox: ${error.stack ?? error.message}`);
  if (status === 413) return reply.code(413).send({ message: '413 Request Entity Too Large' });
  if (status < 500) return reply.code(status).send({ message: `${status} Bad request` });
  return reply.code(500).send({ message: '500 Internal Server Error' });
}
