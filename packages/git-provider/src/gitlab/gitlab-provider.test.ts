import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeProviderConformance } from '../conformance/describe-provider-conformance.ts';
import type { GitProvider } from '../git-provider.ts';
import { isRetryable, ProviderError } from '../provider-error.ts';
import { createGitLabProvider } from './create-gitlab-provider.ts';

const open = async (): Promise<{ sandbox: Sandbox; dispose: () => Promise<void> }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'provider-test-'));
  const sandbox = await startSandbox({ port: 0, dataDir, redirectUris: [] });
  return { sandbox, dispose: () => sandbox.stop().then(() => rm(dataDir, { recursive: true, force: true })) };
};
const commitOnBranch = async (sandbox: Sandbox, repositoryId: number, branch: string): Promise<void> => {
  const response = await fetch(`${sandbox.url}/api/v4/projects/${repositoryId}/repository/commits`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.tokens.owner}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      branch,
      start_branch: 'main',
      commit_message: 'change',
      actions: [{ action: 'create', file_path: `${branch}.txt`, content: 'x' }],
    }),
  });
  if (response.status !== 201) throw new Error(await response.text());
};

for (const kind of ['group', 'user'] as const) {
  describeProviderConformance(
    `GitLab with a ${kind}'s namespace`,
    { describe, it, expect, beforeAll, afterAll },
    async () => {
      const { sandbox, dispose } = await open();
      const providerOf = (token: string): GitProvider =>
        createGitLabProvider({ baseUrl: sandbox.url, getAccessToken: async () => token });
      const provider = providerOf(sandbox.tokens.owner);
      const namespace = (await provider.listNamespaces()).items.find((one) => one.kind === kind);
      if (namespace === undefined) throw new Error('no namespace');
      return {
        provider,
        strangerProvider: providerOf('nobody'),
        namespaceId: namespace.id,
        makeBranch: (repository, branch) => commitOnBranch(sandbox, repository.id, branch),
        dispose,
      };
    },
  );
}

describe('createGitLabProvider', () => {
  let sandbox: Sandbox;
  let dispose: () => Promise<void>;
  let waits: number[];
  let rejected: (string | undefined)[];
  beforeAll(async () => {
    ({ sandbox, dispose } = await open());
  });
  afterAll(() => dispose());
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
  const errorOf = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
    return error;
  };

  it('tells in which namespaces the account may create repositories', async () => {
    const can = async (token: string): Promise<Record<string, boolean>> => {
      const { items } = await providerOf([token]).listNamespaces();
      return Object.fromEntries(items.map((one) => [one.path, one.canCreateRepositories]));
    };
    expect(await can(sandbox.tokens.developer)).toEqual({
      developer: true,
      acme: true,
      'acme/platform': true,
      'acme/payments': false,
    });
    expect(await can(sandbox.tokens.maintainer)).toMatchObject({ 'acme/payments': true });
    expect(await can(sandbox.tokens.guest)).toEqual({
      guest: true,
      acme: false,
      'acme/platform': false,
      'acme/payments': false,
    });
  });

  it('says why a repository cannot be used', async () => {
    const reasons = async (token: string): Promise<Record<string, string | undefined>> => {
      const { items } = await providerOf([token]).listRepositories({ limit: 50 });
      return Object.fromEntries(items.map((one) => [one.path, one.unavailableReason]));
    };
    expect(await reasons(sandbox.tokens.owner)).toEqual({
      'acme/platform/handbook': undefined,
      'acme/platform/empty': undefined,
      'acme/payments/legacy-billing': 'archived',
    });
    expect(await reasons(sandbox.tokens.guest)).toMatchObject({ 'acme/platform/handbook': 'no-push-permission' });
    const { items: namespaces } = await provider().listNamespaces({ search: 'platform' });
    const listed = await providerOf([sandbox.tokens.guest]).listRepositories({
      limit: 50,
      namespaceId: namespaces[0]?.id,
    });
    expect(listed.items.map((one) => one.unavailableReason)).toEqual(['no-push-permission', 'no-push-permission']);
  });

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
});
