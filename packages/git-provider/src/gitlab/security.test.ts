import { inspect } from 'node:util';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitProvider } from '../git-provider.ts';
import { errorOf } from '../testing/error-of.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import { createGitLabOAuth } from './create-gitlab-oauth.ts';
import { createGitLabProvider } from './create-gitlab-provider.ts';
import { maxAnswerBytes } from './read-body.ts';

let sandbox: Sandbox & AsyncDisposable;
beforeAll(async () => {
  sandbox = await openSandbox(startSandbox, ['http://localhost/callback']);
});
afterAll(() => sandbox[Symbol.asyncDispose]());
beforeEach(() => {
  sandbox.faults.clear();
  sandbox.requests.clear();
});

const providerOf = (token: string, baseUrl = sandbox.url): GitProvider =>
  createGitLabProvider({ baseUrl, getAccessToken: async () => token, wait: async () => undefined });
const provider = (): GitProvider => providerOf(sandbox.tokens.owner);
const allOf = (error: Error): string => `${inspect(error, { depth: 20, showHidden: true })}${JSON.stringify(error)}`;

describe('what a token is kept from', () => {
  it.each([
    ['a refusal that repeats it', { status: 403, body: 'TOKEN' }],
    ['a body that repeats it', { status: 422, body: '{"message":{"base":["no TOKEN here"]}}' }],
    ['an answer of something else that repeats it', { status: 200, body: '<html>TOKEN</html>' }],
    ['an answer of another shape', { status: 200, body: '{"token":"TOKEN","username":"TOKEN"}' }],
    ['a cut connection', { status: 'reset' }],
    ['a redirect', { status: 302, headers: { location: 'http://evil.example/' } }],
    ['a throttle', { status: 429, headers: { 'retry-after': '900' }, body: 'Retry later\n' }],
    ['trouble', { status: 500, body: 'TOKEN' }],
  ] as const)('errors after %s', async (_name, fault) => {
    const token = sandbox.tokens.owner;
    const body = 'body' in fault ? { body: fault.body.replaceAll('TOKEN', token) } : {};
    sandbox.faults.add({ ...fault, ...body, times: 9 });
    const error = await errorOf(provider().getCurrentUser());
    expect(allOf(error)).not.toContain(token);
    expect(allOf(error)).not.toContain('Bearer');
  });

  it('errors about a token that could not be sent', async () => {
    for (const token of ['glpat-a\r\nx-evil: 1', 'glpat-ü', 'glpat a', '']) {
      const error = await errorOf(providerOf(token).getCurrentUser());
      expect(error).toMatchObject({ kind: 'unauthorised' });
      if (token !== '') expect(allOf(error)).not.toContain('glpat');
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it('errors that repeat the secrets of a webhook', async () => {
    const secrets = { token: 'hook-token', signingToken: 'whsec_c2VjcmV0' };
    const body = '{"message":"hook-token and whsec_c2VjcmV0 do not do"}';
    sandbox.faults.add({ method: 'POST', status: 422, body });
    const events = { push: true, mergeRequests: true, notes: true, pipelines: true };
    const hook = { repositoryId: 1, url: 'https://example.com', verifiesTls: true, events, ...secrets };
    const error = await errorOf(provider().createWebhook(hook));
    expect(error.message).toContain('do not do');
    for (const secret of Object.values(secrets)) expect(allOf(error)).not.toContain(secret);
  });

  it('errors of a rotation that was not understood', async () => {
    sandbox.faults.add({ method: 'POST', status: 200, body: '{"token":{"new":"glpat-new"},"expires_at":"glpat-new"}' });
    const error = await errorOf(provider().rotateAccessToken());
    expect(error).toMatchObject({ kind: 'host-trouble', trouble: 'not-gitlab' });
    expect(allOf(error)).not.toContain('glpat-new');
  });

  it('errors of OAuth, whatever was answered', async () => {
    const redirectUri = 'http://localhost/callback';
    const { clientId, clientSecret } = sandbox.oauthApplication;
    const oauth = createGitLabOAuth({ baseUrl: sandbox.url, redirectUri, clientId, clientSecret });
    const headers = { 'content-type': 'application/json' };
    for (const body of [
      '{"access_token":7,"refresh_token":"new-refresh"}',
      '{"access_token":"new-access","token_type":"Odd","refresh_token":"new-refresh"}',
      '{"access_token":"new-access","token_type":"Bearer"}',
      'new-access',
    ]) {
      sandbox.faults.add({ path: /token/, status: 200, headers, body });
      const error = await errorOf(oauth.refresh('old-refresh'));
      expect(error).toMatchObject({ kind: 'host-trouble', trouble: 'not-gitlab' });
      for (const secret of ['old-refresh', 'new-refresh', 'new-access', clientSecret]) {
        expect(allOf(error)).not.toContain(secret);
      }
    }
  });

  it('another address: in links, redirects, cursors and the configured one', async () => {
    const { items } = await provider().listRepositories({ limit: 1 });
    const where = { repositoryId: items[0]?.id ?? 0, sourceBranch: 'x' };
    const { host } = new URL(sandbox.url);
    for (const address of [
      'http://evil.example',
      'https://' + host,
      `http://me:secret@${host}`,
      'http://127.0.0.1:1',
    ]) {
      const headers = { link: `<${address}/api/v4/x?page=2>; rel="next"` };
      sandbox.faults.add({ path: /merge_requests/, status: 200, headers, body: '[]' });
      const error = await errorOf(provider().listMergeRequests(where));
      expect(error.kind).toBe('refused');
      expect(error.message).toContain('another address');
      expect(error.message).not.toContain('secret');
    }
    for (const status of [301, 302, 307, 308]) {
      sandbox.faults.add({ status, headers: { location: 'https://gitlab.example/api/v4/user' } });
      const error = await errorOf(provider().getCurrentUser());
      expect([error.kind, error.message.includes('https://gitlab.example')]).toEqual(['refused', true]);
    }
    for (const cursor of ['/../../evil', 'http://evil.example/', 'page=1\r\nx: y', 'sudo=root', 'private_token=x']) {
      expect((await errorOf(provider().listRepositories({ limit: 1, cursor }))).kind).toBe('invalid');
    }
    const inAddress = providerOf('token', sandbox.url.replace('//', '//me:secret@'));
    expect(await errorOf(inAddress.getCurrentUser())).toMatchObject({ kind: 'invalid' });
  });

  it('names that would climb out of their place in the address', async () => {
    const { items } = await provider().listRepositories({ limit: 1, search: 'handbook' });
    const repositoryId = items[0]?.id ?? 0;
    const find = (name: string): Promise<unknown> => provider().findBranch({ repositoryId, name });
    for (const name of ['..', '.', '']) expect((await errorOf(find(name))).kind).toBe('invalid');
    sandbox.requests.clear();
    for (const name of ['../../../user', 'main?x=1', 'main#x', 'main\r\nx-evil: 1', '%2e%2e']) {
      expect(await find(name)).toBeUndefined();
    }
    const paths = sandbox.requests.list().map(({ path }) => path);
    expect(paths.every((path) => path.startsWith(`/api/v4/projects/${repositoryId}/repository/branches/`))).toBe(true);
    expect(paths).toHaveLength(5);
  });
});

describe('answers that are too large', () => {
  it('are refused, with and without saying how large they are', async () => {
    const body = `"${'x'.repeat(maxAnswerBytes)}"`;
    sandbox.faults.add({ status: 200, body });
    expect(await errorOf(provider().getCurrentUser())).toMatchObject({ kind: 'refused' });
    sandbox.faults.add({ status: 200, headers: { 'transfer-encoding': 'chunked' }, body });
    expect(await errorOf(provider().getCurrentUser())).toMatchObject({ kind: 'refused' });
  });
});
