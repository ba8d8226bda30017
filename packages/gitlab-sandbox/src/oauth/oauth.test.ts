import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, request, type Answer, type TestSandbox } from '../testing/open-sandbox.ts';

const redirectUri = 'http://localhost:3000/callback';
const verifier = 'v'.repeat(50);
const challenge = createHash('sha256').update(verifier).digest('base64url');
let sandbox: TestSandbox;
let cookie: string;
let clock = Date.parse('2026-01-01T00:00:00Z');
beforeAll(async () => {
  sandbox = await openSandbox({ now: () => new Date(clock) });
  cookie = await signIn('demo');
});
afterAll(() => sandbox.dispose());

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  request(`${sandbox.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: sandbox.url, ...headers },
  });
const signIn = async (username: string): Promise<string> => {
  const answer = await form('/users/sign_in', { username, return_to: '/' });
  expect(answer.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Lax');
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
};
const asked = (more: Record<string, string> = {}): Record<string, string> => ({
  client_id: sandbox.oauthApplication.clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'api',
  state: 'st&ate',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  ...more,
});
const authorize = async (decision = 'authorize'): Promise<URL> => {
  const answer = await form('/oauth/authorize', asked({ decision }), { cookie });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
};
const client = (): Record<string, string> => ({
  client_id: sandbox.oauthApplication.clientId,
  client_secret: sandbox.oauthApplication.clientSecret,
});
const redeem = (code: string, more: Record<string, string> = {}): Promise<Answer> =>
  form('/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...client(),
    ...more,
  });
const newTokens = async (): Promise<Answer> => redeem((await authorize()).searchParams.get('code') ?? '');
const user = (token: unknown): Promise<Answer> => sandbox.call('GET', '/user', { token: String(token) });

describe('authorize', () => {
  it('asks to sign in first, then for consent, and lets the form lead back', async () => {
    const address = `${sandbox.url}/oauth/authorize?${new URLSearchParams(asked())}`;
    expect((await request(address)).headers.get('location')).toContain('/users/sign_in?return_to=%2Foauth%2Fauthorize');
    const consent = await request(address, { headers: { cookie } });
    expect(consent.status).toBe(200);
    expect(consent.text).toContain('Authorize Amplication?');
    expect(consent.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:3000");
    const back = await authorize();
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('st&ate');
    expect((await authorize('deny')).searchParams.get('error')).toBe('access_denied');
  });
  it('never redirects for an unknown client or address, and refuses forms from elsewhere', async () => {
    for (const more of [
      { client_id: 'x' },
      { redirect_uri: 'http://evil.example/' },
      { redirect_uri: `${redirectUri}?x=1` },
    ] as Record<string, string>[]) {
      const answer = await request(`${sandbox.url}/oauth/authorize?${new URLSearchParams(asked(more))}`, {
        headers: { cookie },
      });
      expect(answer.headers.get('location')).toBeNull();
      expect(answer.text).toContain('An error has occurred');
    }
    expect(
      (await form('/oauth/authorize', asked({ decision: 'authorize' }), { cookie, origin: 'http://evil.example' }))
        .status,
    ).toBe(422);
    expect(
      (await form('/users/sign_in', { username: 'demo', return_to: '//evil.example' })).headers.get('location'),
    ).toBe('/');
    const scope = await request(`${sandbox.url}/oauth/authorize?${new URLSearchParams(asked({ scope: 'nonsense' }))}`, {
      headers: { cookie },
    });
    expect(scope.headers.get('location')).toContain('error=invalid_scope');
  });
});

describe('tokens', () => {
  it('come for a code, once, with the right verifier and address', async () => {
    const tokens = await newTokens();
    expect(tokens.status).toBe(200);
    expect(Object.keys(tokens.body as object)).toEqual([
      'access_token',
      'token_type',
      'expires_in',
      'refresh_token',
      'scope',
      'created_at',
    ]);
    expect(tokens.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 7200,
      scope: 'api',
      access_token: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect((await user(at(tokens.body, 'access_token'))).body).toMatchObject({ username: 'demo' });
    const code = (await authorize()).searchParams.get('code') ?? '';
    expect((await redeem(code, { code_verifier: 'w'.repeat(50) })).body).toMatchObject({ error: 'invalid_grant' });
    expect((await redeem(code, { redirect_uri: 'http://localhost:3000/other' })).status).toBe(400);
    expect((await redeem(code, { client_secret: 'x' })).status).toBe(401);
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
    const late = (await authorize()).searchParams.get('code') ?? '';
    clock += 11 * 60_000;
    expect((await redeem(late)).status).toBe(400);
  });
  it('rotate: a refresh kills both old halves at once, and a spent one is refused', async () => {
    const old = (await newTokens()).body;
    const refresh = (token: unknown): Promise<Answer> =>
      form('/oauth/token', { grant_type: 'refresh_token', refresh_token: String(token), ...client() });
    const fresh = await refresh(at(old, 'refresh_token'));
    expect(fresh.status).toBe(200);
    const revoked = await user(at(old, 'access_token'));
    expect(revoked.status).toBe(401);
    expect(revoked.body).toEqual({
      error: 'invalid_token',
      error_description: 'Token was revoked. You have to re-authorize from the user.',
    });
    expect(revoked.headers.get('www-authenticate')).toContain('error="invalid_token"');
    const spent = await refresh(at(old, 'refresh_token'));
    expect([spent.status, at(spent.body, 'error')]).toEqual([400, 'invalid_grant']);
    expect((await user(at(fresh.body, 'access_token'))).status).toBe(200);
  });
  it('expire after two hours', async () => {
    const tokens = (await newTokens()).body;
    clock += 7199_000;
    expect((await user(at(tokens, 'access_token'))).status).toBe(200);
    const info = await request(`${sandbox.url}/oauth/token/info`, {
      headers: { authorization: `Bearer ${at(tokens, 'access_token')}` },
    });
    expect(info.body).toMatchObject({
      expires_in: 1,
      scope: ['api'],
      application: { uid: sandbox.oauthApplication.clientId },
    });
    clock += 2000;
    const expired = await user(at(tokens, 'access_token'));
    expect(expired.body).toMatchObject({
      error: 'invalid_token',
      error_description: expect.stringContaining('expired') as string,
    });
  });
  it('are revoked by either half; an unknown one is no failure', async () => {
    const tokens = (await newTokens()).body;
    expect((await form('/oauth/revoke', { token: 'unknown', ...client() })).text).toBe('{}');
    expect((await form('/oauth/revoke', { token: String(at(tokens, 'refresh_token')), ...client() })).status).toBe(200);
    expect((await user(at(tokens, 'access_token'))).status).toBe(401);
    expect((await form('/oauth/revoke', { token: 'x', client_id: 'x', client_secret: 'y' })).status).toBe(403);
  });
  it('are not given for a grant that is unknown or incomplete', async () => {
    expect(at((await form('/oauth/token', { grant_type: 'nonsense', ...client() })).body, 'error')).toBe(
      'unsupported_grant_type',
    );
    expect(at((await form('/oauth/token', { grant_type: 'refresh_token', ...client() })).body, 'error')).toBe(
      'invalid_request',
    );
  });
});
