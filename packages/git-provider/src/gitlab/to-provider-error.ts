import { ProviderError, type FieldFaults, type ProviderErrorKind } from '../provider-error.ts';

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

/** The error that an answer of GitLab stands for; all six families of its bodies are read. */
export function toProviderError(answer: {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds?: number | undefined;
}): ProviderError {
  const { status, body, retryAfterSeconds } = answer;
  const kind = kinds[status] ?? (status >= 300 && status < 500 ? 'refused' : 'host-trouble');
  const fields = toFieldFaults(body);
  const sentences = Object.entries(fields).flatMap(([field, texts]) =>
    texts.map((text) => (field === 'base' ? text : `${field} ${text}`)),
  );
  const message = `GitLab answered ${status}${sentences.length === 0 ? '' : `: ${sentences.join('; ').slice(0, 500)}`}`;
  return new ProviderError({ kind, status, message, fields, retryAfterSeconds });
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

/** How many seconds a `Retry-After` header (seconds or a date) or GitLab's `RateLimit-Reset` asks to wait. */
export function readRetryAfter(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  nowMs: number,
): number | undefined {
  const retryAfter = String(headers['retry-after'] ?? '');
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const date = Date.parse(retryAfter);
  if (!Number.isNaN(date)) return Math.max(0, Math.ceil((date - nowMs) / 1000));
  const reset = String(headers['ratelimit-reset'] ?? '');
  return /^\d+$/.test(reset) ? Math.max(0, Math.ceil(Number(reset) - nowMs / 1000)) : undefined;
}

function toSentences(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
