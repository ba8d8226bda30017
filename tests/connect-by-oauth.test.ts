import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@amplication/contract';
import { openStore, signInDemo, startStack, type Stack } from '@amplication/test-kit';
import { arrive, beginAuthorization, decideAtGitLab } from './support/authorize.ts';

/** Authorization in the browser, told with the requests that a browser sends. */
describe('connect GitLab by OAuth', () => {
  let stack: Stack;
  let workspaceId: string;

  beforeAll(async () => {
    stack = await startStack();
    workspaceId = stack.session.workspaces[0]?.id ?? '';
  });
  afterAll(() => stack.stop());

  const begin = (cookie: string, returnTo = '/projects/p/git-settings'): Promise<URL> =>
    beginAuthorization({ url: stack.url, cookie }, workspaceId, stack.sandbox.url, returnTo);
  const countConnections = async (): Promise<number> =>
    (await stack.call(routes.listGitOrganizations, { params: { workspaceId } })).length;

  it('refuses a state that was never given', async () => {
    const callback = new URL('/api/v1/git-authorizations/callback?code=x&state=forged', stack.url);
    const answer = await arrive(callback, stack.cookie);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'wrong_oauth_state',
      detail: expect.stringContaining('try again'),
    });
    const page = await arrive(callback, stack.cookie, 'text/html');
    expect(page.headers.get('location')).toMatch(/^\/git-authorization-failed\?code=wrong_oauth_state/u);
    expect(await countConnections()).toBe(0);
  });

  it('says so when GitLab was told to deny, and connects nothing', async () => {
    const callback = await decideAtGitLab(await begin(stack.cookie), 'Deny');
    expect(callback.searchParams.get('error')).toBe('access_denied');
    const answer = await arrive(callback, stack.cookie);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'oauth_denied' });
    expect(await countConnections()).toBe(0);
  });

  it('refuses a state in another session, also when it is the same user', async () => {
    const callback = await decideAtGitLab(await begin(stack.cookie), 'Authorize');
    const answer = await arrive(callback, await signInDemo(stack.url));
    expect(await answer.json()).toMatchObject({ code: 'wrong_oauth_state' });
    expect(await countConnections()).toBe(0);
  });

  it('connects, returns to the page, uses a state once, and asks with PKCE', async () => {
    const authorization = await begin(stack.cookie);
    expect(authorization.searchParams.get('code_challenge_method')).toBe('S256');
    const callback = await decideAtGitLab(authorization, 'Authorize');
    const answer = await arrive(callback, stack.cookie, 'text/html');
    expect(answer.headers.get('location')).toMatch(/^\/projects\/p\/git-settings\?gitOrganization=[0-9a-f-]{36}$/u);
    const [organization] = await stack.call(routes.listGitOrganizations, { params: { workspaceId } });
    expect(organization).toMatchObject({ auth: 'oauth', health: 'ok' });
    expect(await (await arrive(callback, stack.cookie)).json()).toMatchObject({ code: 'wrong_oauth_state' });
  });

  it('never sends the browser to another site', async () => {
    for (const returnTo of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
      const callback = await decideAtGitLab(await begin(stack.cookie, returnTo), 'Authorize');
      const location = (await arrive(callback, stack.cookie, 'text/html')).headers.get('location') ?? '';
      expect(new URL(location, stack.url).origin).toBe(stack.url);
    }
  });

  it('refreshes an expired token once for many calls at the same time', async () => {
    const [organization] = await stack.call(routes.listGitOrganizations, { params: { workspaceId } });
    await openStore(stack.databaseUrl, (query) =>
      query(`update git_organization set access_token_expires_at = now() - interval '1 minute'`),
    );
    stack.sandbox.requests.clear();
    const params = { gitOrganizationId: organization?.id ?? '' };
    const pages = await Promise.all(Array.from({ length: 200 }, () => stack.call(routes.listNamespaces, { params })));
    expect(pages.every((page) => page.items.length > 0)).toBe(true);
    expect(stack.sandbox.requests.list().filter((request) => request.path.startsWith('/oauth/token'))).toHaveLength(1);
  });

  it('asks to reconnect when the answer to a refresh was lost, and goes on with the same connection then', async () => {
    const [organization] = await stack.call(routes.listGitOrganizations, { params: { workspaceId } });
    const params = { gitOrganizationId: organization?.id ?? '' };
    await openStore(stack.databaseUrl, (query) =>
      query(`update git_organization set access_token_expires_at = now() - interval '1 minute'`),
    );
    stack.sandbox.faults.add({ method: 'POST', path: /^\/oauth\/token/u, when: 'after' });
    await expect(stack.call(routes.listNamespaces, { params })).rejects.toMatchObject({
      problem: { code: 'provider_unavailable' },
    });
    await expect(stack.call(routes.listNamespaces, { params })).rejects.toMatchObject({
      problem: { code: 'reconnect_required' },
    });
    const healthOf = async () => (await stack.call(routes.listGitOrganizations, { params: { workspaceId } }))[0];
    expect(await healthOf()).toMatchObject({ health: 'reconnect' });
    await arrive(await decideAtGitLab(await begin(stack.cookie), 'Authorize'), stack.cookie, 'text/html');
    expect(await healthOf()).toMatchObject({ id: organization?.id, health: 'ok' });
    expect((await stack.call(routes.listNamespaces, { params })).items.length).toBeGreaterThan(0);
  });

  it('asks to reconnect, once and for all, when GitLab does not accept the refresh token', async () => {
    const [organization] = await stack.call(routes.listGitOrganizations, { params: { workspaceId } });
    await stack.call(routes.disconnect, { params: { gitOrganizationId: organization?.id ?? '' } });
    await arrive(await decideAtGitLab(await begin(stack.cookie), 'Authorize'), stack.cookie, 'text/html');
    const [fresh] = await stack.call(routes.listGitOrganizations, { params: { workspaceId } });
    stack.sandbox.faults.add({
      method: 'POST',
      path: /^\/oauth\/token/u,
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: 'invalid_grant' }),
    });
    await openStore(stack.databaseUrl, (query) =>
      query(`update git_organization set access_token_expires_at = now() - interval '1 minute'`),
    );
    const params = { gitOrganizationId: fresh?.id ?? '' };
    await expect(stack.call(routes.listNamespaces, { params })).rejects.toMatchObject({
      problem: { code: 'reconnect_required' },
    });
    stack.sandbox.requests.clear();
    await expect(stack.call(routes.listNamespaces, { params })).rejects.toMatchObject({
      problem: { code: 'reconnect_required' },
    });
    expect(stack.sandbox.requests.list()).toHaveLength(0);
    expect(await stack.call(routes.listGitOrganizations, { params: { workspaceId } })).toMatchObject([
      { health: 'reconnect' },
    ]);
  });
});
