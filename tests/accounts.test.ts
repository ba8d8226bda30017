import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes, type GitOrganization } from '@amplication/contract';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { connectRepository, openStore, startStack, type Stack } from '@amplication/test-kit';
import { connectByOAuth } from './support/authorize.ts';
import { callSandbox } from './support/sandbox-api.ts';

/** Connected accounts: how they are is known and shown, and ending one says first what stops. */
describe('accounts', () => {
  let stack: Stack;
  let workspaceId: string;
  let projectId: string;
  let account: GitOrganization;

  beforeAll(async () => {
    stack = await startStack({ environment: { ALLOWED_HOSTS: '127.0.0.1' } });
    workspaceId = stack.session.workspaces[0]?.id ?? '';
    projectId = (await connectRepository(stack, 'accounts')).projectId;
    account = (await stack.call(routes.listGitOrganizations, { params: { workspaceId } }))[0] as GitOrganization;
  });
  afterAll(() => stack.stop());

  const params = () => ({ gitOrganizationId: account.id });
  const query = (text: string) => openStore(stack.databaseUrl, (run) => run(text));
  const connect = (accessToken: string, baseUrl = stack.sandbox.url) =>
    stack.call(routes.connectWithToken, { params: { workspaceId }, body: { baseUrl, accessToken } });
  const current = async () => (await stack.call(routes.listGitOrganizations, { params: { workspaceId } }))[0];

  it('show whose they are, and when an access token ends', async () => {
    expect(account).toMatchObject({ username: 'demo', auth: 'token', health: 'ok', usedBy: 1 });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await query(`update git_organization set token_expires_on = '${tomorrow}'`);
    expect(await current()).toMatchObject({ health: 'expiring', tokenExpiresOn: tomorrow });
  });

  it('rotate an access token: the new one works, the old one is dead', async () => {
    const rotated = await stack.call(routes.rotateToken, { params: params() });
    expect(rotated).toMatchObject({ health: 'ok', tokenExpiresOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/u) });
    expect((await stack.call(routes.listNamespaces, { params: params() })).items.length).toBeGreaterThan(0);
    expect((await callSandbox(stack.sandbox, 'GET', '/user')).status).toBe(401);
  });

  it('tell when GitLab lets an account do nothing, and when it does again', async () => {
    stack.sandbox.faults.add({
      method: 'GET',
      path: /\/api\/v4\/user$/u,
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: '403 Forbidden - Your account has been blocked.' }),
    });
    expect(await stack.call(routes.checkAccount, { params: params() })).toMatchObject({ health: 'no-access' });
    expect(await stack.call(routes.checkAccount, { params: params() })).toMatchObject({ health: 'ok' });
  });

  it('do not change when GitLab does not answer', async () => {
    stack.sandbox.faults.add({ method: 'GET', path: /\/api\/v4\/user$/u, status: 502, times: 10 });
    expect(await stack.call(routes.checkAccount, { params: params() })).toMatchObject({ health: 'ok' });
    stack.sandbox.faults.clear();
  });

  it('are not disconnected without the consequences being known, and go on when connected again', async () => {
    await expect(stack.call(routes.disconnect, { params: params() })).rejects.toMatchObject({
      problem: { code: 'in_use' },
    });
    expect(await stack.call(routes.getDisconnectConsequences, { params: params() })).toMatchObject({
      settings: [{ projectId, serviceName: null, repository: 'acme/platform/accounts' }],
      openMergeRequests: 0,
      isRevoked: false,
    });
    // The token that we hold goes with the connection: a person makes another one in GitLab before.
    const [row] = await query('select access_token from git_organization');
    const held = stack.secrets.decrypt(String(row?.['access_token']));
    const input = { name: 'again', scopes: ['api'] };
    const made = await callSandbox(stack.sandbox, 'POST', '/user/personal_access_tokens', input, held);
    await stack.call(routes.disconnect, { params: params(), query: { evenIfUsed: true } });
    const settings = async () => (await stack.call(routes.getProjectGitSettings, { params: { projectId } })).settings;
    expect(await settings()).toMatchObject({
      repository: { fullPath: 'acme/platform/accounts' },
      organization: { health: 'reconnect' },
    });
    const commit = await stack.call(routes.createCommit, {
      params: { projectId },
      body: { message: '', strategy: 'all-services' },
    });
    expect(await stack.waitForBuild(commit.builds[0]?.id ?? '')).toMatchObject({
      state: 'failed',
      errorCode: 'reconnect_required',
    });
    const fresh = await connect(made.body['token']);
    expect(fresh).toMatchObject({ id: account.id, health: 'ok', usedBy: 1 });
    expect(await settings()).toMatchObject({ organization: { id: account.id, health: 'ok' } });
  });

  it('are disconnected, too, when GitLab no longer accepts them', async () => {
    await query('update repository set checked_at = null');
    await stack.call(routes.getProjectGitSettings, { params: { projectId } });
    const isRegistered = async () => (await query('select id from webhook where external_id is not null')).length === 1;
    await vi.waitUntil(isRegistered, { timeout: 15_000 });
    stack.sandbox.faults.add({ mode: 'token-revoked' });
    await stack.call(routes.disconnect, { params: params(), query: { evenIfUsed: true } });
    stack.sandbox.faults.clear();
    expect(await query('select health, access_token from git_organization')).toEqual([
      { health: 'disconnected', access_token: '' },
    ]);
    expect(await query('select id from webhook')).toEqual([]);
  });

  describe('at a GitLab of the workspace’s own', () => {
    let own: Sandbox;
    let directory: string;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'own-gitlab-'));
      const redirectUris = [`${stack.url}/api/v1/git-authorizations/callback`];
      own = await startSandbox({ port: 0, dataDir: directory, redirectUris, seed: 'demo' });
    });
    afterAll(async () => {
      await own.stop();
      await rm(directory, { recursive: true, force: true });
    });

    const enter = (body: object) =>
      stack.call(routes.enterGitInstance, { params: { workspaceId }, body: { baseUrl: own.url, ...body } });

    it('enter it with its application, and authorize there', async () => {
      const { clientId, clientSecret } = own.oauthApplication;
      expect(await enter({ name: 'Our GitLab', clientId, clientSecret })).toEqual({
        baseUrl: own.url,
        name: 'Our GitLab',
        oauth: true,
        isOwn: true,
        hasCertificate: false,
      });
      const [row] = await query('select client_secret from git_instance');
      expect(row?.['client_secret']).not.toContain(clientSecret);
      await connectByOAuth(stack, workspaceId, own.url);
      const accounts = await stack.call(routes.listGitOrganizations, { params: { workspaceId } });
      expect(accounts.find(({ baseUrl }) => baseUrl === own.url)).toMatchObject({ auth: 'oauth', health: 'ok' });
    });

    it('keep the secret when it is changed without one, and refuse to forget it while accounts are there', async () => {
      expect(await enter({ name: 'GitLab', clientId: own.oauthApplication.clientId })).toMatchObject({ oauth: true });
      await expect(
        stack.call(routes.removeGitInstance, { params: { workspaceId }, query: { baseUrl: own.url } }),
      ).rejects.toMatchObject({ problem: { code: 'in_use' } });
    });

    it('refuse what is no GitLab, no address, no certificate, and an id without a secret, at their fields', async () => {
      const server = createServer((_request, response) => response.end('<html>an intranet page</html>'));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const at = (path: string) => ({ problem: { code: 'invalid_input', problems: [{ path }] } });
      await expect(enter({ baseUrl: `http://127.0.0.1:${port}` })).rejects.toMatchObject(at('baseUrl'));
      await expect(enter({ baseUrl: 'http://127.0.0.1:1' })).rejects.toMatchObject(at('baseUrl'));
      await expect(enter({ baseUrl: 'gitlab' })).rejects.toMatchObject(at('baseUrl'));
      await expect(enter({ certificate: 'no certificate' })).rejects.toMatchObject(at('certificate'));
      server.close();
    });
  });
});

/** A user must not reach what is not on the internet through us. */
describe('addresses that are not allowed', () => {
  let stack: Stack;
  let workspaceId: string;
  let inside: Server;
  let insideUrl: string;
  const asked: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    workspaceId = stack.session.workspaces[0]?.id ?? '';
    inside = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    insideUrl = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    inside.close();
    await stack.stop();
  });

  it.each([
    '',
    '/gitlab',
    'http://[::ffff:127.0.0.1]:80',
    'http://169.254.169.254/latest/meta-data',
    'http://0x7f000001',
    'http://[::1]:3000',
  ])('are refused before anything is sent there: %s', async (address) => {
    const baseUrl = address.startsWith('http') ? address : `${insideUrl}${address}`;
    const refused = { problem: { code: 'invalid_input', problems: [{ path: 'baseUrl' }] } };
    await expect(
      stack.call(routes.connectWithToken, { params: { workspaceId }, body: { baseUrl, accessToken: 'secret' } }),
    ).rejects.toMatchObject(refused);
    await expect(
      stack.call(routes.enterGitInstance, { params: { workspaceId }, body: { baseUrl } }),
    ).rejects.toMatchObject(refused);
    expect(asked).toEqual([]);
  });

  it('are not reached by a redirect of an allowed one', async () => {
    stack.sandbox.faults.add({ path: /\/api\/v4\/user$/u, status: 302, headers: { location: `${insideUrl}/stolen` } });
    await expect(
      stack.call(routes.connectWithToken, {
        params: { workspaceId },
        body: { baseUrl: stack.sandbox.url, accessToken: 'secret' },
      }),
    ).rejects.toMatchObject({ problem: { code: 'provider_refused' } });
    expect(asked).toEqual([]);
  });
});
