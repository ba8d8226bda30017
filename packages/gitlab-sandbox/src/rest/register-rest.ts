import { createHash, randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { ApiError } from './api-error.ts';
import { registerApprovalRoutes } from './approval-routes.ts';
import { tokenOf } from './authenticate.ts';
import { registerBlobRoutes } from './blob-routes.ts';
import { registerBranchRoutes } from './branch-routes.ts';
import { registerCommitRoutes } from './commit-routes.ts';
import { registerDiscussionRoutes } from './discussion-routes.ts';
import { registerFileRoutes } from './file-routes.ts';
import { registerGroupRoutes } from './group-routes.ts';
import { registerHookEventRoutes } from './hook-event-routes.ts';
import { registerHookRoutes } from './hook-routes.ts';
import { registerIssueNoteRoutes } from './issue-note-routes.ts';
import { registerIssueRoutes } from './issue-routes.ts';
import { registerJobRoutes } from './job-routes.ts';
import { registerLabelRoutes } from './label-routes.ts';
import { registerMemberRoutes } from './member-routes.ts';
import { registerMergeRequestDetailRoutes } from './merge-request-detail-routes.ts';
import { registerMergeRequestListRoutes } from './merge-request-list-routes.ts';
import { registerMergeRequestPeopleRoutes } from './merge-request-people-routes.ts';
import { registerMergeRequestRoutes } from './merge-request-routes.ts';
import { registerMilestoneRoutes } from './milestone-routes.ts';
import { registerNamespaceRoutes } from './namespace-routes.ts';
import { registerNoteRoutes } from './note-routes.ts';
import { registerPersonalTokenRoutes } from './personal-token-routes.ts';
import { registerPickRoutes } from './pick-routes.ts';
import { registerPipelineRoutes } from './pipeline-routes.ts';
import { registerProjectLifeRoutes } from './project-life-routes.ts';
import { registerProjectRoutes } from './project-routes.ts';
import { registerProtectedBranchRoutes } from './protected-branch-routes.ts';
import { registerRepositoryRoutes } from './repository-routes.ts';
import { registerResourceTokenRoutes } from './resource-token-routes.ts';
import { registerSuggestionRoutes } from './suggestion-routes.ts';
import { registerTagRoutes } from './tag-routes.ts';
import { registerTodoRoutes } from './todo-routes.ts';
import { registerUserRoutes } from './user-routes.ts';

const registrations = [
  registerUserRoutes,
  registerPersonalTokenRoutes,
  registerResourceTokenRoutes,
  registerNamespaceRoutes,
  registerGroupRoutes,
  registerMemberRoutes,
  registerProjectRoutes,
  registerProjectLifeRoutes,
  registerProtectedBranchRoutes,
  registerBranchRoutes,
  registerTagRoutes,
  registerFileRoutes,
  registerBlobRoutes,
  registerCommitRoutes,
  registerPickRoutes,
  registerRepositoryRoutes,
  registerMergeRequestListRoutes,
  registerMergeRequestRoutes,
  registerMergeRequestDetailRoutes,
  registerMergeRequestPeopleRoutes,
  registerApprovalRoutes,
  registerPipelineRoutes,
  registerJobRoutes,
  registerNoteRoutes,
  registerDiscussionRoutes,
  registerSuggestionRoutes,
  registerLabelRoutes,
  registerMilestoneRoutes,
  registerIssueRoutes,
  registerIssueNoteRoutes,
  registerTodoRoutes,
  registerHookRoutes,
  registerHookEventRoutes,
];

/** The REST API under `/api/v4`, with the headers, errors, limits and entity tags of GitLab's. */
export async function registerRest(app: FastifyInstance, context: SandboxContext): Promise<void> {
  await app.register(
    async (api) => {
      api.addHook('onRequest', async (request, reply) => {
        setHeaders(request, reply);
        return throttle(context, request, reply);
      });
      api.addHook('onSend', async (request, reply, payload) => addEntityTag(request, reply, payload));
      api.setErrorHandler((error: FastifyError | ApiError, _request, reply) => sendError(context, reply, error));
      api.all('/*', async (request, reply) =>
        request.method === 'OPTIONS' ? sendPreflight(reply) : reply.code(404).send({ error: '404 Not Found' }),
      );
      for (const register of registrations) register(api, context);
    },
    { prefix: '/api/v4' },
  );
  for (const path of ['/api/v3', '/api/v3/*']) {
    app.all(path, async (_request, reply) =>
      reply.code(410).send({ error: 'API V3 is no longer supported. Use API V4 instead.' }),
    );
  }
  for (const path of ['/api/v4', '/api/*']) {
    app.all(path, async (_request, reply) => reply.code(404).send({ error: '404 Not Found' }));
  }
}

const exposed = [
  'Link',
  'X-Total',
  'X-Total-Pages',
  'X-Per-Page',
  'X-Page',
  'X-Next-Page',
  'X-Prev-Page',
  'X-Gitlab-Blob-Id',
  'X-Gitlab-Commit-Id',
  'X-Gitlab-Content-Sha256',
  'X-Gitlab-Encoding',
  'X-Gitlab-File-Name',
  'X-Gitlab-File-Path',
  'X-Gitlab-Last-Commit-Id',
  'X-Gitlab-Ref',
  'X-Gitlab-Size',
  'X-Request-Id',
];

function setHeaders(request: FastifyRequest, reply: FastifyReply): void {
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
  if (request.headers.origin === undefined) return;
  reply.headers({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': exposed.join(', ') });
}

function sendPreflight(reply: FastifyReply): FastifyReply {
  return reply
    .code(200)
    .headers({
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, PRIVATE-TOKEN, JOB-TOKEN',
      'Access-Control-Max-Age': '7200',
    })
    .send('');
}

function throttle(context: SandboxContext, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const token = tokenOf(request);
  const { headers, isOver } = context.rateLimiter.count(token ?? request.ip, token !== undefined);
  reply.headers(headers);
  if (!isOver) return undefined;
  return reply.code(429).type('text/plain').send('Retry later\n');
}

// A plain text of an error is no entity, and neither is what is streamed.
function addEntityTag(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  // Clients compare the type as a whole: GitLab's API names no character set.
  if (String(reply.getHeader('content-type')).startsWith('application/json'))
    reply.header('Content-Type', 'application/json');
  const isEntity = typeof payload === 'string' || Buffer.isBuffer(payload);
  if (request.method !== 'GET' || reply.statusCode !== 200 || !isEntity) return payload;
  const etag = `W/"${createHash('sha256').update(payload).digest('hex').slice(0, 32)}"`;
  reply.header('ETag', etag);
  if (!isKnown(request.headers['if-none-match'] ?? '', etag)) return payload;
  reply.code(304);
  return '';
}

// One tag, a list of them, or `*`; a tag is compared weakly.
function isKnown(header: string, etag: string): boolean {
  const tags = header.split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || `W/${tag.replace(/^W\//, '')}` === etag);
}

function sendError(context: SandboxContext, reply: FastifyReply, error: FastifyError | ApiError): FastifyReply {
  if (error instanceof ApiError) return reply.code(error.status).headers(error.headers).send(error.body);
  const status = error.statusCode ?? 500;
  if (status >= 500) context.log(`sandbox: ${error.stack ?? error.message}`);
  if (status === 413) return reply.code(413).send({ message: '413 Request Entity Too Large' });
  if (status === 400) return reply.code(400).send({ error: 'message body does not match declared format' });
  if (status < 500) return reply.code(status).send({ message: `${status} Bad request` });
  return reply.code(500).send({ message: '500 Internal Server Error' });
}
