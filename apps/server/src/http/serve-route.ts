import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  API_PREFIX,
  nothing,
  problemSchema,
  type AnswerOf,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type Route,
} from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import type { Identities, Identity } from '../auth/identity.ts';

/** What a handler gets: the parsed parts of the request, and who asks. */
export interface Incoming<R extends Route> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly identity: R['access'] extends 'public' ? Identity | undefined : Identity;
  readonly headers: Headers;
  readonly reply: FastifyReply;
}

export type Serve = <R extends Route>(
  route: R,
  handle: (incoming: Incoming<R>) => Promise<AnswerOf<R>>,
  options?: ServeOptions,
) => void;

export interface ServeOptions {
  /** Attempts per minute from one address; for routes that check a password. */
  readonly attemptsPerMinute?: number;
}

/** Registers routes of the contract: parse, authenticate, call, present. The use case behind them authorises. */
export function createServe(app: FastifyInstance, identities: Identities): Serve {
  return (route, handle, options = {}) => {
    app.route({
      method: route.method,
      url: `${API_PREFIX}${route.path}`,
      schema: toSchema(route),
      ...(options.attemptsPerMinute === undefined
        ? {}
        : { config: { rateLimit: { max: options.attemptsPerMinute, timeWindow: '1 minute' } } }),
      handler: async (request, reply) => {
        const headers = toHeaders(request);
        const identity = route.access === 'public' ? undefined : await requireIdentity(identities, headers);
        const answer: unknown = await handle({
          // Fastify parsed these parts with the route's own schemas.
          params: request.params as never,
          query: request.query as never,
          body: request.body as never,
          identity: identity as never,
          headers,
          reply,
        });
        return reply.code(route.status).send(answer);
      },
    });
  };
}

/** Who asks, or a refusal that says how to sign in. */
export async function requireIdentity(identities: Identities, headers: Headers): Promise<Identity> {
  const identity = await identities.find(headers);
  if (identity === undefined)
    throw new Refusal('unauthenticated', 'Sign in first, or send an API token (Authorization: Bearer …).');
  return identity;
}

/** The request's headers in the web's own form. */
export function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function toSchema(route: Route): Record<string, unknown> {
  const part = (name: string, schema: z.ZodType): Record<string, z.ZodType> =>
    schema === nothing ? {} : { [name]: schema };
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.tag],
    security: route.access === 'public' ? [] : [{ session: [] }, { apiToken: [] }],
    ...part('params', route.params),
    ...part('querystring', route.query),
    ...part('body', route.body),
    response: { ...part(String(route.status), route.answer), default: problemSchema },
  };
}
