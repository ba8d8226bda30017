import { request as send, type Dispatcher } from 'undici';
import { ProviderError } from '../provider-error.ts';
import { readDate, readRate, type AnswerHeaders, type RateReading } from './gate/rate-budget.ts';
import { readBody } from './read-body.ts';
import { readRetryAfter, toProviderError } from './to-provider-error.ts';
import { toTroubleError } from './to-trouble.ts';

export interface OutgoingRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly token: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly timeoutMs: number;
  readonly dispatcher: Dispatcher | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  /** Parsed; undefined for an empty body. */
  readonly body: unknown;
  readonly link: string;
  /** The host's clock, in milliseconds, to the second; undefined when it does not tell. */
  readonly hostTimeMs: number | undefined;
}

/** One try: what GitLab answered, or the error that it stands for. */
export interface Attempt {
  readonly answer?: Answer | undefined;
  readonly error?: ProviderError | undefined;
  readonly rate?: RateReading | undefined;
}

/** Sends once and follows nothing. It throws only when the caller aborts. */
export async function sendRequest(request: OutgoingRequest): Promise<Attempt> {
  const { url, method, token, body, dispatcher } = request;
  // What cannot stand in a header is no token; the client's own error would be taken for trouble of the host.
  if (!/^[\x21-\x7e]+$/.test(token)) return { error: unusableToken() };
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await send(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    const text = await readBody(response.body, response.headers);
    return toAttempt(request, { status: response.statusCode, headers: response.headers, text });
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause;
    return { error: cause instanceof ProviderError ? cause : toTroubleError(cause) };
  }
}

function toAttempt(
  request: OutgoingRequest,
  { status, headers, text }: { readonly status: number; readonly headers: AnswerHeaders; readonly text: string },
): Attempt {
  const rate = readRate(headers, Date.now());
  if (status >= 200 && status < 300) {
    const body = parseJson(text);
    if (body === undefined && text !== '') return { rate, error: notGitLab(status) };
    return { rate, answer: { status, body, link: String(headers['link'] ?? ''), hostTimeMs: readDate(headers) } };
  }
  const body = parseJson(hideSecrets(text, request));
  // GitLab's own are JSON: a proxy, or a server that is none, must not make a thing look gone or a token refused.
  if ((status === 401 || status === 404) && body === undefined && text !== '')
    return { rate, error: notGitLab(status) };
  const retryAfterSeconds = readRetryAfter(status, headers, Date.now());
  const location = String(headers['location'] ?? '');
  return { rate, error: toProviderError({ status, body, retryAfterSeconds, url: request.url, location }) };
}

// Nothing of GitLab's repeats a token, or the secret of a webhook; what stands between may.
function hideSecrets(text: string, { token, body = {} }: OutgoingRequest): string {
  const secrets = [token, body['token'], body['signing_token']];
  return secrets.reduce<string>(
    (shown, secret) => (typeof secret === 'string' && secret !== '' ? shown.replaceAll(secret, '[hidden]') : shown),
    text,
  );
}

function notGitLab(status: number): ProviderError {
  return new ProviderError({
    kind: 'host-trouble',
    trouble: 'not-gitlab',
    status,
    message: `What answers at the address of GitLab is not GitLab (status ${status}, and no JSON).`,
  });
}

function unusableToken(): ProviderError {
  return new ProviderError({
    kind: 'unauthorised',
    reason: 'unknown',
    message: 'The access token has characters that no token has.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
