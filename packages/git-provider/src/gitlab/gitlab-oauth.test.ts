import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../provider-error.ts';
import { errorOf } from '../testing/error-of.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import { createGitLabOAuth, type GitLabOAuth, type OAuthTokens } from './create-gitlab-oauth.ts';
import { createGitLabProvider } from './create-gitlab-provider.ts';

const redirectUri = 'http://localhost:3000/api/v1/gitlab/callback';
let sandbox: Sandbox & AsyncDisposable;
let oauth: GitLabOAuth;
beforeAll(async () => {
  sandbox = await openSandbox(startSandbox, [redirectUri]);
  oauth = createGitLabOAuth({ baseUrl: sandbox.url, redirectUri, ...sandbox.oauthApplication });
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const post = (path: string, fields: Record<string, string>, cookie = ''): Promise<Response> =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: sandbox.url, cookie },
    body: new URLSearchParams(fields),
  });

/** Presses a button of the consent page as a person would; gives the address that the browser is sent back to. */
const press = async (url: string, decision: 'authorize' | 'deny'): Promise<string> => {
  const signedIn = await post('/users/sign_in', { username: 'demo' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await post('/oauth/authorize', { ...Object.fromEntries(new URL(url).searchParams), decision }, cookie);
  return answer.headers.get('location') ?? '';
};
const authorize = async (through: GitLabOAuth = oauth): Promise<OAuthTokens> => {
  const { url, state, codeVerifier } = await through.startAuthorization();
  const outcome = await through.finishAuthorization({
    callbackUrl: await press(url, 'authorize'),
    state,
    codeVerifier,
  });
  if (outcome.kind !== 'authorized') throw new Error(outcome.kind);
  return outcome.tokens;
};
const userOf = (accessToken: string): Promise<unknown> =>
  createGitLabProvider({ baseUrl: sandbox.url, getAccessToken: async () => accessToken }).getCurrentUser();

describe('createGitLabOAuth', () => {
  it('brings a person to the consent page and back with tokens that work', async () => {
    const started = await oauth.startAuthorization();
    const asked = new URL(started.url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(started.url).not.toContain(started.codeVerifier);
    const tokens = await authorize();
    expect(tokens.expiresAt).toBeGreaterThan(Date.now() + 7_000_000);
    expect(await userOf(tokens.accessToken)).toMatchObject({ username: 'demo' });
  });

  it('works through a dispatcher, for proxies and own authorities', async () => {
    const dispatcher = new Agent();
    const through = createGitLabOAuth({ baseUrl: sandbox.url, redirectUri, ...sandbox.oauthApplication, dispatcher });
    expect((await authorize(through)).accessToken).toMatch(/^[0-9a-f]{64}$/);
    await dispatcher.close();
  });

  it('tells a denial, a foreign state and a code that is spent or not ours', async () => {
    const { url, state, codeVerifier } = await oauth.startAuthorization();
    expect(await oauth.finishAuthorization({ callbackUrl: await press(url, 'deny'), state, codeVerifier })).toEqual({
      kind: 'denied',
    });
    const callbackUrl = await press(url, 'authorize');
    expect(await oauth.finishAuthorization({ callbackUrl, state: 'other', codeVerifier })).toEqual({
      kind: 'invalid-grant',
    });
    expect(await oauth.finishAuthorization({ callbackUrl, state, codeVerifier: 'w'.repeat(43) })).toEqual({
      kind: 'invalid-grant',
    });
    expect((await oauth.finishAuthorization({ callbackUrl, state, codeVerifier })).kind).toBe('authorized');
    expect(await oauth.finishAuthorization({ callbackUrl, state, codeVerifier })).toEqual({ kind: 'invalid-grant' });
  });

  it('refreshes once per refresh token', async () => {
    const old = await authorize();
    const refreshed = await oauth.refresh(old.refreshToken);
    expect(refreshed.kind).toBe('refreshed');
    expect(await oauth.refresh(old.refreshToken)).toEqual({ kind: 'invalid-grant' });
    await expect(userOf(old.accessToken)).rejects.toMatchObject({ kind: 'unauthorised' });
    expect(refreshed.kind === 'refreshed' && (await userOf(refreshed.tokens.accessToken))).toMatchObject({
      username: 'demo',
    });
  });

  it('revokes, and an unknown token is no failure', async () => {
    const tokens = await authorize();
    await oauth.revoke(tokens.accessToken);
    await oauth.revoke('unknown');
    await expect(userOf(tokens.accessToken)).rejects.toBeInstanceOf(ProviderError);
  });

  it('tells a wrong secret from a host that does not answer, and names no secret', async () => {
    const wrong = createGitLabOAuth({
      baseUrl: sandbox.url,
      redirectUri,
      clientId: sandbox.oauthApplication.clientId,
      clientSecret: 'wrong-secret',
    });
    const error = await errorOf(wrong.refresh('x'));
    expect(error).toMatchObject({ kind: 'unauthorised' });
    expect(String(error)).not.toContain('wrong-secret');
    const dispatcher = new Agent();
    const absent = createGitLabOAuth({
      baseUrl: 'http://127.0.0.1:1',
      redirectUri,
      dispatcher,
      ...sandbox.oauthApplication,
    });
    await expect(absent.refresh('x')).rejects.toMatchObject({ kind: 'host-trouble' });
    for (const [status, trouble] of [
      [503, 'maintenance'],
      [502, 'server-error'],
      [404, 'not-gitlab'],
    ] as const) {
      sandbox.faults.add({ path: /token/, status, body: 'down' });
      expect(await errorOf(oauth.refresh('x'))).toMatchObject({ kind: 'host-trouble', trouble });
    }
    sandbox.faults.add({ path: /token/, status: 'reset' });
    expect(await errorOf(oauth.refresh('x'))).toMatchObject({ kind: 'host-trouble', trouble: 'reset' });
    const headers = { location: 'https://gitlab.example/oauth/token' };
    sandbox.faults.add({ path: /token/, status: 301, headers });
    const moved = await errorOf(oauth.refresh('x'));
    expect([moved.kind, moved.message.includes('https://gitlab.example')]).toEqual(['refused', true]);
  });
});
