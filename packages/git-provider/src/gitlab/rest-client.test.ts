import { describe, expect, it } from 'vitest';
import { ProviderError } from '../provider-error.ts';
import { nextCursorOf, secondsBeforeRetry } from './rest-client.ts';
import { readRetryAfter, toFieldFaults, toProviderError } from './to-provider-error.ts';

describe('toProviderError', () => {
  it.each([
    [
      400,
      { message: { 'project_namespace.name': ['has already been taken'], limit_reached: [] } },
      'invalid',
      { name: ['has already been taken'] },
    ],
    [
      409,
      { message: ['Another open merge request already exists for this source branch: !12'] },
      'conflict',
      { base: ['Another open merge request already exists for this source branch: !12'] },
    ],
    [400, { error: 'title is missing' }, 'invalid', { base: ['title is missing'] }],
    [
      401,
      { error: 'invalid_token', error_description: 'Token was revoked.' },
      'unauthorised',
      { base: ['Token was revoked.'] },
    ],
    [404, { message: '404 Project Not Found' }, 'not-found', { base: ['404 Project Not Found'] }],
    [405, { message: '405 Method Not Allowed' }, 'refused', { base: ['405 Method Not Allowed'] }],
    [500, undefined, 'host-trouble', {}],
  ] as const)('reads %i %j as %s', (status, body, kind, fields) => {
    const error = toProviderError({ status, body });
    expect(error.kind).toBe(kind);
    expect(error.fields).toEqual(fields);
  });
  it('survives bodies that are nothing like an error', () => {
    for (const body of [null, 1, 'text', [], { message: { a: 1 } }]) expect(toFieldFaults(body)).toEqual({});
  });
});

describe('readRetryAfter', () => {
  it('reads seconds, dates and the absolute reset', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(readRetryAfter({ 'retry-after': '5' }, now)).toBe(5);
    expect(readRetryAfter({ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, now)).toBe(9);
    expect(readRetryAfter({ 'ratelimit-reset': String(now / 1000 + 3) }, now)).toBe(3);
    expect(readRetryAfter({}, now)).toBeUndefined();
  });
});

describe('secondsBeforeRetry', () => {
  const failed = (status?: number, retryAfterSeconds?: number) =>
    new ProviderError({ kind: 'host-trouble', message: '', status, retryAfterSeconds });
  it('grows, with jitter, and only for what is idempotent and passing', () => {
    expect([1, 2, 3].map((attempt) => secondsBeforeRetry('GET', failed(502), attempt, () => 0.5))).toEqual([
      0.25, 0.5, 1,
    ]);
    expect(secondsBeforeRetry('GET', failed(502), 4)).toBeUndefined();
    expect(secondsBeforeRetry('POST', failed(502), 1)).toBeUndefined();
    expect(secondsBeforeRetry('GET', failed(500), 1)).toBeUndefined();
    expect(secondsBeforeRetry('PUT', failed(429, 3), 1, () => 0)).toBe(3);
  });
});

describe('nextCursorOf', () => {
  it('finds the next page under a relative root', () => {
    const link =
      '<https://host/gitlab/api/v4/projects?page=1>; rel="prev", <https://host/gitlab/api/v4/projects?id_after=42&per_page=1>; rel="next"';
    expect(nextCursorOf('https://host/gitlab', link)).toBe('/projects?id_after=42&per_page=1');
    expect(nextCursorOf('https://host', '')).toBeUndefined();
    expect(() => nextCursorOf('https://host', link.replaceAll('https://host', 'http://host'))).toThrow(ProviderError);
  });
});
