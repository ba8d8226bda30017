import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { API_PREFIX, EVENT_PATHS } from '@amplication/contract';
import * as useCases from '@amplication/use-cases';
import type { Identities, Identity } from '../../auth/identity.ts';
import type { EventHub } from '../event-hub.ts';
import { requireIdentity, toHeaders } from '../serve-route.ts';

/** Keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

/** Server-sent events: the live log of a build, and what changed in a project. */
export function serveEvents(app: FastifyInstance, ctx: useCases.Context, identities: Identities, hub: EventHub): void {
  app.get<{ Params: { buildId: string } }>(
    `${API_PREFIX}${EVENT_PATHS.build}`,
    { schema: { hide: true } },
    async (request, reply) => {
      const identity = await requireIdentity(identities, toHeaders(request));
      const { buildId } = request.params;
      await useCases.getBuild(ctx, identity, buildId);
      await streamBuild(ctx, identity, hub, buildId, openStream(request, reply), lastNumber(request));
    },
  );
  app.get<{ Params: { projectId: string } }>(
    `${API_PREFIX}${EVENT_PATHS.project}`,
    { schema: { hide: true } },
    async (request, reply) => {
      const identity = await requireIdentity(identities, toHeaders(request));
      const project = await useCases.getProject(ctx, identity, request.params.projectId);
      const stream = openStream(request, reply);
      const stop = hub.subscribe((event) => {
        if (event.projectId === project.id && event.topic !== 'log') stream.send('changed', { topic: event.topic });
      });
      stream.onClose(stop);
    },
  );
}

async function streamBuild(
  ctx: useCases.Context,
  identity: Identity,
  hub: EventHub,
  buildId: string,
  stream: EventStream,
  after: number,
): Promise<void> {
  let last = after;
  let again = true;
  let reading = false;
  /** One reader at a time: events that come while it reads make it read once more. */
  const read = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      while (again) {
        again = false;
        for (const line of await useCases.getBuildLog(ctx, identity, buildId, last)) {
          last = line.number;
          stream.send('log', line, line.number);
        }
        stream.send('build', await useCases.getBuild(ctx, identity, buildId));
      }
    } catch (error) {
      ctx.log.error({ error, buildId }, 'streaming a build log failed');
      stream.close();
    } finally {
      reading = false;
    }
  };
  const stop = hub.subscribe((event) => {
    if (event.buildId !== buildId && !(event.topic === 'builds' && event.buildId === undefined)) return;
    again = true;
    void read();
  });
  stream.onClose(stop);
  await read();
}

interface EventStream {
  readonly send: (event: string, data: unknown, id?: number) => void;
  readonly onClose: (listener: () => void) => void;
  readonly close: () => void;
}

function openStream(request: FastifyRequest, reply: FastifyReply): EventStream {
  void reply.hijack();
  const response: ServerResponse = reply.raw;
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  response.write(': connected\n\n');
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  request.raw.on('close', () => clearInterval(heartbeat));
  return {
    send: (event, data, id) =>
      response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    onClose: (listener) => request.raw.on('close', listener),
    close: () => response.end(),
  };
}

function lastNumber(request: FastifyRequest): number {
  const value = Number(request.headers['last-event-id'] ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
