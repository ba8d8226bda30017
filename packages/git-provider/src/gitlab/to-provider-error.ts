import {
  ProviderError,
  type CredentialReason,
  type FieldFaults,
  type HostTrouble,
  type ProviderErrorKind,
} from '../provider-error.ts';
import type { AnswerHeaders } from './gate/rate-budget.ts';

const kinds: Readonly<Record<number, ProviderErrorKind>> = {
  400: 'invalid',
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not-found',
  405: 'refused',
  406: 'refused',
  409: 'conflict',
  412: 'conflict',
  413: 'invalid',
  422: 'invalid',
  429: 'rate-limited',
};

export interface RefusedAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds?: number | undefined;
  /** What was asked for, to tell where a redirect leads away from. */
  readonly url?: URL | undefined;
  readonly location?: string | undefined;
}

/** The error that an answer of GitLab stands for; all six families of its bodies are read. */
export function toProviderError(answer: RefusedAnswer): ProviderError {
  const { status, body, retryAfterSeconds } = answer;
  if ([301, 302, 303, 307, 308].includes(status)) return toRedirectError(answer);
  const fields = toFieldFaults(body);
  const kind = isReadOnly(status, fields) ? 'host-trouble' : toKind(status);
  const scopes = toScopes(body);
  const message = `GitLab answered ${status}${toSentence(fields, scopes)}`;
  const trouble = kind === 'host-trouble' ? toTrouble(status) : undefined;
  const reason = toReason(kind, body);
  return new ProviderError({ kind, status, message, fields, retryAfterSeconds, trouble, reason, scopes });
}

/** The sentences of an error body by field. */
export function toFieldFaults(body: unknown): FieldFaults {
  if (!isRecord(body)) return {};
  const { message, error, error_description: description } = body;
  if (isRecord(message)) {
    return Object.fromEntries(
      Object.entries(message).flatMap(([field, value]) => {
        const sentences = toSentences(value);
        return sentences.length === 0 ? [] : [[field.replace(/^project_namespace\./, ''), sentences]];
      }),
    );
  }
  const sentences = [...toSentences(message), ...toSentences(description ?? error)];
  return sentences.length === 0 ? {} : { base: sentences };
}

/**
 * How many seconds a `Retry-After` header (seconds or a date) asks to wait, or a 429's `RateLimit-Reset`. Other answers carry
 * the reset too, and then it asks for nothing.
 */
export function readRetryAfter(status: number, headers: AnswerHeaders, nowMs: number): number | undefined {
  const retryAfter = String(headers['retry-after'] ?? '');
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const date = Date.parse(retryAfter);
  if (!Number.isNaN(date)) return Math.max(0, Math.ceil((date - nowMs) / 1000));
  const reset = String(headers['ratelimit-reset'] ?? '');
  if (status !== 429 || !/^\d+$/.test(reset)) return undefined;
  return Math.max(0, Math.ceil(Number(reset) - nowMs / 1000));
}

function toRedirectError({ status, url, location = '' }: RefusedAnswer): ProviderError {
  const target = URL.canParse(location, url?.href) ? new URL(location, url?.href) : undefined;
  const isElsewhere = target !== undefined && target.origin !== url?.origin;
  const message = isElsewhere
    ? `GitLab is at ${target.origin} and not at ${url?.origin ?? 'the configured address'}: correct the configured address.`
    : `GitLab sends this request to another address (${status}): what was asked for has moved, or the configured address is wrong.`;
  return new ProviderError({ kind: 'refused', status, message, fields: { base: [message] } });
}

function toKind(status: number): ProviderErrorKind {
  return kinds[status] ?? (status >= 300 && status < 500 ? 'refused' : 'host-trouble');
}

// In GitLab's maintenance mode nobody may write, and some versions say so with the status of a role that is too small.
function isReadOnly(status: number, fields: FieldFaults): boolean {
  return status === 403 && /maintenance mode|read-only instance/i.test(fields['base']?.join() ?? '');
}

function toTrouble(status: number): HostTrouble {
  if (status === 503 || status === 403) return 'maintenance';
  return status >= 500 ? 'server-error' : 'not-gitlab';
}

// GitLab says in a sentence what became of a token; what cannot be told from it is unknown.
function toReason(kind: ProviderErrorKind, body: unknown): CredentialReason | undefined {
  const { error, error_description: description } = isRecord(body) ? body : {};
  if (kind === 'forbidden') return error === 'insufficient_scope' ? 'scope' : undefined;
  if (kind !== 'unauthorised') return undefined;
  const sentence = typeof description === 'string' ? description : '';
  if (/revoked/i.test(sentence)) return 'revoked';
  return /expired/i.test(sentence) ? 'expired' : 'unknown';
}

function toScopes(body: unknown): readonly string[] {
  if (!isRecord(body) || body['error'] !== 'insufficient_scope' || typeof body['scope'] !== 'string') return [];
  return body['scope'].split(/\s+/).filter(Boolean);
}

function toSentence(fields: FieldFaults, scopes: readonly string[]): string {
  const sentences = Object.entries(fields).flatMap(([field, texts]) =>
    texts.map((text) => (field === 'base' ? text : `${field} ${text}`)),
  );
  const needed = scopes.length === 0 ? [] : [`The token needs the scope ${scopes.join(' or ')}.`];
  const all = [...sentences, ...needed];
  return all.length === 0 ? '' : `: ${all.join('; ').slice(0, 500)}`;
}

function toSentences(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
