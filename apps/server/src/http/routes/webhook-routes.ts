import type { FastifyInstance, FastifyRequest } from 'fastify';
import { API_PREFIX, WEBHOOK_PATH } from '@amplication/contract';
import {
  identifySender,
  takeDelivery,
  type Context,
  type DeliveryHeaders,
  type KnownSender,
} from '@amplication/use-cases';

/** GitLab sends no more than this. */
const BODY_LIMIT = 25 * 1_048_576;

/**
 * Where GitLab tells of changes. The sender is known by its token before a byte of the body is read; the delivery is
 * stored and answered at once, and worked on by a job.
 */
export function serveWebhooks(app: FastifyInstance, ctx: Context): void {
  void app.register(async (scope) => {
    const senders = new WeakMap<FastifyRequest, KnownSender>();
    // What is signed are the bytes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { webhookId: string }; Body: Buffer | undefined }>(
      `${API_PREFIX}${WEBHOOK_PATH}/:webhookId`,
      {
        schema: { hide: true },
        bodyLimit: BODY_LIMIT,
        onRequest: async (request) => {
          senders.set(request, await identifySender(ctx, request.params.webhookId, toDeliveryHeaders(request)));
        },
      },
      async (request, reply) => {
        const sender = senders.get(request);
        if (sender === undefined) throw new Error('Nobody looked who sends this.');
        const outcome = await takeDelivery(ctx, sender, request.body ?? Buffer.alloc(0));
        return reply.code(outcome === 'taken' ? 202 : 200).send({ delivery: outcome });
      },
    );
  });
}

function toDeliveryHeaders({ headers }: FastifyRequest): DeliveryHeaders {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    token: one('x-gitlab-token'),
    idempotencyKey: one('idempotency-key'),
    id: one('webhook-id'),
    timestamp: one('webhook-timestamp'),
    signature: one('webhook-signature'),
  };
}
