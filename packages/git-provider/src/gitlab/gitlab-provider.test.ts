import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitProvider } from '../git-provider.ts';
import { isRetryable } from '../provider-error.ts';
import { callGitLab } from '../testing/call-gitlab.ts';
import { errorOf } from '../testing/error-of.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import { createGitLabProvider } from './create-gitlab-provider.ts';
import { createHostGate } from './host-gate.ts';

describe('createGitLabProvider', () => {
  let sandbox: Sandbox & AsyncDisposable;
  let waits: number[];
  let rejected: (string | undefined)[];
  beforeAll(async () => {
    sandbox = await openSandbox(startSandbox);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());
  beforeEach(() => {
    waits = [];
    rejected = [];
    sandbox.faults.clear();
    sandbox.requests.clear();
  });
  const providerOf = (tokens: readonly string[]): GitProvider => {
    let turn = 0;
    return createGitLabProvider({
      baseUrl: sandbox.url,
      getAccessToken: async (options) => {
        rejected.push(options?.rejected);
        if (options?.rejected !== undefined) turn = Math.min(turn + 1, tokens.length - 1);
        return tokens[turn] ?? '';
      },
      wait: async (milliseconds) => void waits.push(milliseconds),
    });
  };
  const provider = (): GitProvider => providerOf([sandbox.tokens.owner]);
  it('renews the token once when it is refused, and only once', async () => {
    expect((await providerOf(['old', sandbox.tokens.owner]).getCurrentUser()).username).toBe('demo');
    expect(rejected).toEqual([undefined, 'old']);
    rejected = [];
    expect((await errorOf(providerOf(['old', 'older']).getCurrentUser())).kind).toBe('unauthorised');
    expect(rejected).toEqual([undefined, 'old']);
    expect(sandbox.requests.count('rest')).toBe(4);
  });

  it('waits as long as the host asks, then tries again', async () => {
    sandbox.faults.add({ status: 429, headers: { 'retry-after': '7' }, body: 'Retry later\n', times: 2 });
    expect((await provider().getCurrentUser()).username).toBe('demo');
    expect(waits).toHaveLength(2);
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(7000);
  });

  it('gives up after four tries, and at once when the host asks for a long time', async () => {
    sandbox.faults.add({ status: 503, times: 9 });
    const error = await errorOf(provider().getCurrentUser());
    expect([error.kind, error.status, isRetryable(error)]).toEqual(['host-trouble', 503, true]);
    expect(sandbox.requests.count()).toBe(4);
    sandbox.faults.clear();
    sandbox.faults.add({ status: 429, headers: { 'retry-after': '600' } });
    expect(await errorOf(provider().getCurrentUser())).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 600 });
    expect(sandbox.requests.count()).toBe(5);
  });

  it('sends what creates something once only', async () => {
    for (const status of [502, 'reset', 429] as const) {
      sandbox.requests.clear();
      sandbox.faults.add({ method: 'POST', status });
      const create = provider().createRepository({
        namespaceId: 1,
        name: 'x',
        visibility: 'private',
        initializeWithReadme: false,
      });
      expect(isRetryable(await errorOf(create))).toBe(true);
      expect(sandbox.requests.list().filter((one) => one.method === 'POST')).toHaveLength(1);
    }
    expect(waits).toEqual([]);
  });

  it('tries again after the connection was cut', async () => {
    sandbox.faults.add({ status: 'reset' });
    expect((await provider().getCurrentUser()).username).toBe('demo');
    expect(waits).toHaveLength(1);
  });

  it('does not send the token to another address or follow a redirect', async () => {
    sandbox.faults.add({
      path: /merge_requests/,
      status: 200,
      headers: { link: '<http://evil.example/api/v4/x?page=2>; rel="next"' },
      body: '[]',
    });
    const error = await errorOf(provider().listMergeRequests({ repositoryId: 1, sourceBranch: 'x' }));
    expect(error.message).toContain('another address');
    sandbox.faults.add({ status: 302, headers: { location: 'http://evil.example/' } });
    expect((await errorOf(provider().getCurrentUser())).kind).toBe('refused');
    expect((await errorOf(provider().listRepositories({ limit: 1, cursor: '/../../evil' }))).kind).toBe('invalid');
    expect((await errorOf(provider().listRepositories({ limit: 1, cursor: 'http://evil.example/' }))).kind).toBe(
      'invalid',
    );
  });

  it('takes a page of a proxy for trouble and not for an answer', async () => {
    sandbox.faults.add({ status: 200, body: '<html>Please sign in</html>' });
    expect((await errorOf(provider().getCurrentUser())).kind).toBe('host-trouble');
  });

  it('keeps the token out of its errors', async () => {
    sandbox.faults.add({ status: 403, body: '{"message":"403 Forbidden"}' });
    const error = await errorOf(provider().getCurrentUser());
    expect(error.kind).toBe('forbidden');
    expect(JSON.stringify([error.message, error.stack, error.fields])).not.toContain(sandbox.tokens.owner);
  });

  it('ends when the caller cancels', async () => {
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    const cancelled = createGitLabProvider({
      baseUrl: sandbox.url,
      getAccessToken: async () => sandbox.tokens.owner,
      signal: controller.signal,
    });
    await expect(cancelled.getCurrentUser()).rejects.toThrow('stopped');
  });

  it('gives git a header, and another one when that was refused', async () => {
    const two = providerOf(['old', 'new']);
    const first = await two.gitAuthorization();
    expect(Buffer.from(first.slice(6), 'base64').toString()).toBe('oauth2:old');
    const second = await two.gitAuthorization({ rejected: first });
    expect(Buffer.from(second.slice(6), 'base64').toString()).toBe('oauth2:new');
    expect(rejected).toEqual([undefined, 'old']);
  });

  it('tells why a token does not do', async () => {
    const readonly = providerOf([sandbox.tokens.readonly]);
    const { items } = await readonly.listRepositories({ limit: 1 });
    const title = { repositoryId: items[0]?.id ?? 0, sourceBranch: 'a', targetBranch: 'main', title: 'x' };
    const lacking = await errorOf(readonly.createMergeRequest(title));
    expect(lacking).toMatchObject({ kind: 'forbidden', reason: 'scope', scopes: ['api'] });
    expect(await errorOf(providerOf(['nobody']).getCurrentUser())).toMatchObject({ reason: 'unknown' });
  });

  it('knows that a token of OAuth is no access token, and asks for no other one', async () => {
    for (const status of [400, 401, 404, 405]) {
      rejected = [];
      const body = '{"message":"This endpoint requires token type to be a personal access token"}';
      sandbox.faults.add({ path: /self/, status, body });
      expect(await provider().findAccessToken()).toBeUndefined();
      expect(rejected.filter((one) => one !== undefined)).toEqual([]);
    }
    sandbox.faults.add({ path: /self/, status: 503, times: 9 });
    expect((await errorOf(provider().findAccessToken())).kind).toBe('host-trouble');
  });

  it('reads the version where older hosts have it, and none where it may not', async () => {
    const version = await provider().findHostVersion();
    sandbox.faults.add({ path: /metadata/, status: 404, body: '{"error":"404 Not Found"}' });
    expect(await provider().findHostVersion()).toBe(version);
    sandbox.faults.add({ path: /metadata|version/, status: 403, body: '{"message":"403 Forbidden"}', times: 2 });
    expect(await provider().findHostVersion()).toBeUndefined();
  });

  it('knows no approvals where the edition has none, and a merge request that is not there', async () => {
    const { items } = await provider().listRepositories({ limit: 10, search: 'handbook' });
    const here = { url: sandbox.url, token: sandbox.tokens.owner };
    const repositoryId = items[0]?.id ?? 0;
    await callGitLab(here, 'POST', `/projects/${repositoryId}/repository/branches`, {
      branch: 'approving',
      ref: 'main',
    });
    const input = { repositoryId, sourceBranch: 'approving', targetBranch: 'main', title: 'Approve' };
    const where = { repositoryId, number: (await provider().createMergeRequest(input)).number };
    const required = { path: /approvals$/, status: 200 };
    sandbox.faults.add({
      ...required,
      body: '{"approved":false,"approvals_required":2,"approvals_left":1,"approved_by":[{"user":{"username":"demo"}}]}',
    });
    expect(await provider().getApprovals(where)).toEqual({
      isApproved: false,
      required: 2,
      left: 1,
      approvedBy: ['demo'],
    });
    sandbox.faults.add({ ...required, body: '{"approved":true,"approved_by":[],"user_can_approve":true}' });
    expect(await provider().getApprovals(where)).toBeUndefined();
    sandbox.faults.add({ ...required, status: 404, body: '{"error":"404 Not Found"}' });
    expect(await provider().getApprovals(where)).toBeUndefined();
    const missing = provider().getApprovals({ ...where, number: 999_999 });
    expect((await errorOf(missing)).kind).toBe('not-found');
  });

  it('shares what a host allows with all that use the gate', async () => {
    const gate = createHostGate({ wait: async () => undefined });
    const of = (connectionKey: string): GitProvider =>
      createGitLabProvider({
        baseUrl: sandbox.url,
        getAccessToken: async () => sandbox.tokens.owner,
        wait: async () => undefined,
        gate,
        connectionKey,
      });
    sandbox.faults.add({ status: 429, headers: { 'retry-after': '600' } });
    expect((await errorOf(of('a').getCurrentUser())).kind).toBe('rate-limited');
    expect((await errorOf(of('a').getCurrentUser())).retryAfterSeconds).toBe(600);
    expect(sandbox.requests.count()).toBe(1);
    expect((await of('b').getCurrentUser()).username).toBe('demo');
    sandbox.faults.add({ status: 500, times: 5 });
    for (let turn = 0; turn < 5; turn += 1) await errorOf(of('b').getCurrentUser());
    sandbox.requests.clear();
    expect(await errorOf(of('c').getCurrentUser())).toMatchObject({ trouble: 'circuit-open', kind: 'host-trouble' });
    expect(sandbox.requests.count()).toBe(0);
  });

  it('stops before the budget is spent, by what the answers say of it', async () => {
    const headers = (remaining: number): Record<string, string> => ({
      'ratelimit-limit': '3',
      'ratelimit-remaining': String(remaining),
      'ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    });
    const one = provider();
    const body = JSON.stringify({ id: 1, username: 'demo', name: 'Demo', web_url: '' });
    for (const remaining of [1, 0]) sandbox.faults.add({ status: 200, headers: headers(remaining), body });
    await one.getCurrentUser();
    await one.getCurrentUser();
    const error = await errorOf(one.getCurrentUser());
    expect(error.kind).toBe('rate-limited');
    expect(error.retryAfterSeconds).toBeGreaterThan(3_500);
    expect(sandbox.requests.count()).toBe(2);
  });
});
