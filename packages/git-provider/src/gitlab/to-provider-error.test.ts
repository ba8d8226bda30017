import { describe, expect, it } from 'vitest';
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

  it.each([
    ['Token is expired. You can either do re-authorization or token refresh.', 'expired'],
    ['Token was revoked. You have to re-authorize from the user.', 'revoked'],
    ['Something new about tokens.', 'unknown'],
    [undefined, 'unknown'],
    [{ odd: true }, 'unknown'],
  ])('knows from %j that the token is %s', (description, reason) => {
    const body = { error: 'invalid_token', error_description: description };
    expect(toProviderError({ status: 401, body })).toMatchObject({ kind: 'unauthorised', reason });
    expect(toProviderError({ status: 401, body: { message: '401 Unauthorized' } }).reason).toBe('unknown');
  });

  it('names the scopes that a token lacks', () => {
    const error_description = 'The request requires higher privileges than provided by the access token.';
    const body = { error: 'insufficient_scope', error_description, scope: 'api read_api' };
    const error = toProviderError({ status: 403, body });
    expect(error).toMatchObject({ kind: 'forbidden', reason: 'scope', scopes: ['api', 'read_api'] });
    expect(error.message).toContain('needs the scope api or read_api');
    const role = toProviderError({ status: 403, body: { message: '403 Forbidden' } });
    expect([role.kind, role.reason, role.scopes]).toEqual(['forbidden', undefined, []]);
  });

  it('knows maintenance from a fault', () => {
    const troubleOf = (status: number): unknown => toProviderError({ status, body: undefined }).trouble;
    expect([500, 502, 503, 504, 520].map(troubleOf)).toEqual([
      'server-error',
      'server-error',
      'maintenance',
      'server-error',
      'server-error',
    ]);
    expect(troubleOf(404)).toBeUndefined();
    const message = 'You cannot perform write operations on a read-only instance';
    const readOnly = toProviderError({ status: 403, body: { message } });
    expect(readOnly).toMatchObject({ kind: 'host-trouble', trouble: 'maintenance' });
  });

  it('names where a redirect leads, and what is wrong then', () => {
    const url = new URL('http://gitlab.example/api/v4/user');
    const at = (location: string): ReturnType<typeof toProviderError> =>
      toProviderError({ status: 301, body: undefined, url, location });
    expect(at('https://gitlab.example/api/v4/user')).toMatchObject({
      kind: 'refused',
      message: 'GitLab is at https://gitlab.example and not at http://gitlab.example: correct the configured address.',
    });
    for (const location of ['/users/sign_in', '', 'http://[']) {
      expect(at(location)).toMatchObject({ kind: 'refused', trouble: undefined });
    }
  });

  it('survives bodies that are nothing like an error', () => {
    for (const body of [null, 1, 'text', [], { message: { a: 1 } }]) expect(toFieldFaults(body)).toEqual({});
  });
});

describe('readRetryAfter', () => {
  it('reads seconds, dates and the absolute reset', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(readRetryAfter(503, { 'retry-after': '5' }, now)).toBe(5);
    expect(readRetryAfter(429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, now)).toBe(9);
    expect(readRetryAfter(429, { 'ratelimit-reset': String(now / 1000 + 3) }, now)).toBe(3);
    expect(readRetryAfter(429, {}, now)).toBeUndefined();
  });

  it('takes the reset of a window for no wish where the budget is not what is wrong', () => {
    expect(readRetryAfter(502, { 'ratelimit-reset': '9999999999' }, Date.now())).toBeUndefined();
  });
});
