import { setTimeout as sleep } from 'node:timers/promises';
import { request as send, type Dispatcher } from 'undici';
import type { ZodType } from 'zod';
import { ProviderError } from '../provider-error.ts';
import { readRetryAfter, toProviderError } from './to-provider-error.ts';

/** Gives the access token; with `rejected`, one that is not that one, or throws. */
export type GetAccessToken = (options?: { readonly rejected?: string }) => Promise<string>;

export interface RestClientOptions {
  /** GitLab's own address, with its relative root and without a slash at the end. */
  readonly baseUrl: string;
  readonly getAccessToken: GetAccessToken;
  /** A custom certificate authority or proxy; undici's own when absent. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** Replaced in tests. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

export interface RestRequest<Body> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v4`, or the cursor of a page. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  readonly schema: ZodType<Body>;
}

export interface RestAnswer<Body> {
  readonly body: Body;
  /** The next page, as a path to ask for. */
  readonly nextCursor: string | undefined;
}

export type RestClient = <Body>(request: RestRequest<Body>) => Promise<RestAnswer<Body>>;

const maxAttempts = 4;
const maxWaitSeconds = 30;
const apiPath = '/api/v4';

/** A client of GitLab's REST API: one origin, one token renewal, and retries only where a second try does no harm. */
export function createRestClient(options: RestClientOptions): RestClient {
  return async (request) => {
    const url = toUrl(options.baseUrl, request);
    let token = await options.getAccessToken();
    let isRenewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await sendOnce(options, url, request, token);
      if (answer.kind === 'ok') return readAnswer(options.baseUrl, request, answer);
      if (answer.error.kind === 'unauthorised' && !isRenewed) {
        isRenewed = true;
        attempt -= 1;
        token = await options.getAccessToken({ rejected: token });
        continue;
      }
      const seconds = secondsBeforeRetry(request.method, answer.error, attempt);
      if (seconds === undefined) throw answer.error;
      await (options.wait ?? waitFor)(seconds * 1000, options.signal);
    }
  };
}

/** How long to wait before a request that failed is sent again; undefined when it must not be. */
export function secondsBeforeRetry(
  method: string,
  error: ProviderError,
  attempt: number,
  random: () => number = Math.random,
): number | undefined {
  const isIdempotent = method !== 'POST';
  const isTransient = error.status === undefined || [429, 502, 503, 504].includes(error.status);
  if (!isIdempotent || !isTransient || attempt >= maxAttempts) return undefined;
  if (error.retryAfterSeconds !== undefined) {
    return error.retryAfterSeconds > maxWaitSeconds ? undefined : error.retryAfterSeconds + random();
  }
  return 0.25 * 2 ** (attempt - 1) * (0.5 + random());
}

type Attempt =
  | { readonly kind: 'ok'; readonly text: string; readonly link: string; readonly status: number }
  | { readonly kind: 'failed'; readonly error: ProviderError };

async function sendOnce(
  options: RestClientOptions,
  url: URL,
  request: RestRequest<unknown>,
  token: string,
): Promise<Attempt> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  try {
    const response = await send(url, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(options.dispatcher === undefined ? {} : { dispatcher: options.dispatcher }),
    });
    const text = await response.body.text();
    const { statusCode: status, headers } = response;
    if (status >= 200 && status < 300) return { kind: 'ok', text, status, link: String(headers['link'] ?? '') };
    return {
      kind: 'failed',
      error: toProviderError({ status, body: parseJson(text), retryAfterSeconds: readRetryAfter(headers, Date.now()) }),
    };
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    return {
      kind: 'failed',
      error: new ProviderError({ kind: 'host-trouble', message: `GitLab did not answer (${code}).`, cause }),
    };
  }
}

function readAnswer<Body>(
  baseUrl: string,
  request: RestRequest<Body>,
  answer: Extract<Attempt, { kind: 'ok' }>,
): RestAnswer<Body> {
  const parsed = request.schema.safeParse(parseJson(answer.text));
  if (parsed.success) return { body: parsed.data, nextCursor: nextCursorOf(baseUrl, answer.link) };
  throw new ProviderError({
    kind: 'host-trouble',
    status: answer.status,
    message: `The answer to ${request.method} ${request.path.split('?', 1)[0]} is not GitLab's.`,
    cause: parsed.error,
  });
}

/** The path and query of the `next` link. One that leads to another origin is refused: the token would go with it. */
export function nextCursorOf(baseUrl: string, link: string): string | undefined {
  const next = link.split(/,\s*(?=<)/).find((one) => /;\s*rel="?next"?/.test(one));
  const address = /^\s*<([^>]+)>/.exec(next ?? '')?.[1];
  if (address === undefined) return undefined;
  const base = new URL(baseUrl);
  const url = new URL(address, base);
  const prefix = `${base.pathname.replace(/\/$/, '')}${apiPath}/`;
  if (url.origin !== base.origin || !url.pathname.startsWith(prefix)) {
    throw new ProviderError({
      kind: 'host-trouble',
      message: 'GitLab names a next page at another address: its external URL is not the configured one.',
    });
  }
  return `${url.pathname.slice(prefix.length - 1)}${url.search}`;
}

function toUrl(baseUrl: string, request: RestRequest<unknown>): URL {
  const prefix = `${baseUrl.replace(/\/$/, '')}${apiPath}`;
  const url = new URL(`${prefix}${request.path}`);
  if (!request.path.startsWith('/') || !url.href.startsWith(`${new URL(prefix).href}/`)) {
    throw new ProviderError({ kind: 'invalid', message: 'The cursor is not one of this provider.' });
  }
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
}
