import { describe, expect, it } from 'vitest';
import { ProviderError, type HostTrouble } from '../provider-error.ts';
import { isIdempotent, isPassing, isTooLong, mayHaveHappened, secondsBeforeRetry } from './retry-rules.ts';

const failed = (status: number, retryAfterSeconds?: number): ProviderError =>
  new ProviderError({
    kind: status === 429 ? 'rate-limited' : 'host-trouble',
    trouble: status === 429 ? undefined : 'server-error',
    message: '',
    status,
    retryAfterSeconds,
  });
const troubled = (trouble: HostTrouble): ProviderError =>
  new ProviderError({ kind: 'host-trouble', trouble, message: '' });

it('only POST does something else when it is sent twice', () => {
  expect(['GET', 'PUT', 'DELETE', 'POST'].map(isIdempotent)).toEqual([true, true, true, false]);
});

it('cuts and overloads pass, faults and wrong certificates stay', () => {
  expect([429, 500, 502, 503, 504].map((status) => isPassing(failed(status)))).toEqual([true, false, true, true, true]);
  const passing = (['dns', 'refused', 'reset', 'timeout', 'tls', 'not-gitlab', 'circuit-open'] as const).filter(
    (trouble) => isPassing(troubled(trouble)),
  );
  expect(passing).toEqual(['dns', 'refused', 'reset', 'timeout']);
});

it('what never left cannot have happened, and what was answered did not', () => {
  const happened = (
    ['dns', 'tls', 'refused', 'circuit-open', 'reset', 'timeout', 'server-error', 'maintenance', 'not-gitlab'] as const
  ).filter((trouble) => mayHaveHappened(troubled(trouble)));
  expect(happened).toEqual(['reset', 'timeout', 'server-error', 'maintenance', 'not-gitlab']);
  expect(mayHaveHappened(failed(429))).toBe(false);
});

it('half a minute is as long as a request waits', () => {
  expect([undefined, 30, 31].map(isTooLong)).toEqual([false, false, true]);
});

describe('secondsBeforeRetry', () => {
  it('grows, with jitter, and ends after four tries', () => {
    const seconds = [1, 2, 3, 4].map((attempt) => secondsBeforeRetry('GET', failed(502), attempt, () => 0.5));
    expect(seconds).toEqual([0.25, 0.5, 1, undefined]);
  });

  it('is for what is idempotent and passing', () => {
    expect(secondsBeforeRetry('POST', failed(502), 1)).toBeUndefined();
    expect(secondsBeforeRetry('GET', failed(500), 1)).toBeUndefined();
  });

  it('is as long as the host asks; after a 429 the gate does the waiting', () => {
    expect(secondsBeforeRetry('PUT', failed(503, 3), 1, () => 0.5)).toBe(3.5);
    expect(secondsBeforeRetry('PUT', failed(429, 3), 1, () => 0.5)).toBe(0);
    expect(secondsBeforeRetry('PUT', failed(429, 0), 1, () => 0.5)).toBe(0.25);
    expect(secondsBeforeRetry('PUT', failed(429, 31), 1)).toBeUndefined();
  });
});
