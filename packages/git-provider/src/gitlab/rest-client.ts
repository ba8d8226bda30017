import { randomUUID } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { ZodType } from 'zod';
import { ProviderError } from '../provider-error.ts';
import { waitFor, type Wait } from './gate/wait-for.ts';
import { createHostGate, type HostGate } from './host-gate.ts';
import { nextCursorOf, toApiUrl, toCursorQuery } from './page-links.ts';
import { secondsBeforeRetry } from './retry-rules.ts';
import { sendRequest, type Answer, type Attempt } from './send-request.ts';

/** Gives the access token; with `rejected`, one that is not that one, or throws. */
export type GetAccessToken = (options?: { readonly rejected?: string }) => Promise<string>;

export interface RestClientOptions {
  /** GitLab's own address, with its relative root and without a slash at the end. */
  readonly baseUrl: string;
  readonly getAccessToken: GetAccessToken;
  /** What stands before this host for all providers that talk to it; one of its own when absent. */
  readonly gate?: HostGate | undefined;
  /** Names the account, as GitLab counts requests by account; a new one when absent. */
  readonly connectionKey?: string | undefined;
  /** A custom certificate authority or proxy; undici's own when absent. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Of one try; 30 seconds when absent. */
  readonly timeoutMs?: number | undefined;
  /** Replaced in tests. */
  readonly wait?: Wait | undefined;
}

export interface RestRequest<Body> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v4`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  /** Of a page; it stands in place of the query. */
  readonly cursor?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly schema: ZodType<Body>;
  /** Sent a single time, with the token of now, whatever comes of it. */
  readonly once?: true | undefined;
  /** No other token is asked for when this one is refused. */
  readonly keepsToken?: true | undefined;
}

export interface RestAnswer<Body> {
  readonly body: Body;
  readonly nextCursor: string | undefined;
  /** The host's clock, in milliseconds, to the second. */
  readonly hostTimeMs: number | undefined;
}

export type RestClient = <Body>(request: RestRequest<Body>) => Promise<RestAnswer<Body>>;

/** A client of GitLab's REST API: one origin, one token renewal, and retries only where a second try does no harm. */
export function createRestClient(options: RestClientOptions): RestClient {
  const gate = options.gate ?? createHostGate({ wait: options.wait });
  const turn = { connectionKey: options.connectionKey ?? randomUUID(), signal: options.signal };
  const wait = options.wait ?? waitFor;
  return async (request) => {
    const url = toUrl(options.baseUrl, request);
    const { method, body } = request;
    const { dispatcher, signal, timeoutMs = 30_000 } = options;
    const sendWith = (token: string): Promise<Attempt> =>
      gate.run(turn, () => sendRequest({ url, method, token, body, timeoutMs, dispatcher, signal }));
    let token = await options.getAccessToken();
    let mayRenew = request.once !== true && request.keepsToken !== true;
    for (let attempt = 1; ; attempt += 1) {
      const { answer, error } = await sendWith(token);
      if (answer !== undefined) return readAnswer(options.baseUrl, request, answer);
      if (error === undefined) throw new TypeError('An attempt has an answer or an error.');
      if (error.kind === 'unauthorised' && mayRenew) {
        mayRenew = false;
        attempt -= 1;
        token = await options.getAccessToken({ rejected: token });
        continue;
      }
      const seconds = request.once === true ? undefined : secondsBeforeRetry(method, error, attempt);
      if (seconds === undefined) throw error;
      if (seconds > 0) await wait(seconds * 1000, signal);
    }
  };
}

function readAnswer<Body>(baseUrl: string, request: RestRequest<Body>, answer: Answer): RestAnswer<Body> {
  const parsed = request.schema.safeParse(answer.body);
  const { link, hostTimeMs, status } = answer;
  if (parsed.success) return { body: parsed.data, nextCursor: nextCursorOf(baseUrl, link), hostTimeMs };
  throw new ProviderError({
    kind: 'host-trouble',
    trouble: 'not-gitlab',
    status,
    message: `The answer to ${request.method} ${request.path} is not GitLab's.`,
    cause: parsed.error,
  });
}

function toUrl(baseUrl: string, request: RestRequest<unknown>): URL {
  const api = toApiUrl(baseUrl);
  const url = new URL(`${api.href}${request.path}`);
  // Paths are made of ids and encoded names; this is the lock behind that door.
  if (!request.path.startsWith('/') || url.pathname !== `${api.pathname}${request.path}` || url.origin !== api.origin) {
    throw new ProviderError({ kind: 'invalid', message: 'What was asked for has no address in GitLab.' });
  }
  url.search = (request.cursor === undefined ? toQuery(request.query ?? {}) : toCursorQuery(request.cursor)).toString();
  return url;
}

function toQuery(query: NonNullable<RestRequest<unknown>['query']>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value));
  return params;
}
