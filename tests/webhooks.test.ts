import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from '@amplication/contract';
import { connectRepository, openStore, startStack, type Stack } from '@amplication/test-kit';
import { callSandbox } from './support/sandbox-api.ts';

interface Hook {
  readonly id: number;
  readonly url: string;
  readonly push_events: boolean;
  readonly merge_requests_events: boolean;
}

/** GitLab tells us of changes, and what somebody else tells us is not believed. */
describe('webhooks', () => {
  let stack: Stack;
  let projectId: string;
  let externalId: number;
  let hookUrl: string;
  let secrets: { readonly token: string; readonly signingKey: string };

  beforeAll(async () => {
    stack = await startStack();
    const connected = await connectRepository(stack, 'watched');
    projectId = connected.projectId;
    externalId = connected.repository.externalId;
  });
  afterAll(() => stack.stop());

  const listHooks = async (): Promise<readonly Hook[]> =>
    (await callSandbox(stack.sandbox, 'GET', `/projects/${externalId}/hooks`)).body;
  const readWebhook = async () =>
    (await stack.call(routes.getProjectGitSettings, { params: { projectId } })).settings?.webhook;
  const query = (text: string) => openStore(stack.databaseUrl, (run) => run(text));
  /** As if nobody had looked for long. */
  const lookAgain = async (): Promise<void> => {
    await query('update repository set checked_at = null');
    await readWebhook();
  };
  const deliver = (headers: Readonly<Record<string, string>>, body: string, url = hookUrl) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  it('registers one with the repository, and says that it works', async () => {
    await vi.waitUntil(async () => (await readWebhook())?.state === 'active', { timeout: 15_000 });
    const hooks = await listHooks();
    expect(hooks).toMatchObject([{ push_events: true, merge_requests_events: true }]);
    hookUrl = hooks[0]?.url ?? '';
    expect(new URL(hookUrl).origin).toBe(stack.url);
    await lookAgain();
    expect(await listHooks()).toHaveLength(1);
  });

  it('knows at once what people do with a merge request in GitLab', async () => {
    const commit = await stack.call(routes.createCommit, {
      params: { projectId },
      body: { message: '', strategy: 'all-services' },
    });
    const build = await stack.waitForBuild(commit.builds[0]?.id ?? '');
    const number = build.mergeRequest?.number ?? 0;
    // The poll of those that nobody looks at is far away.
    await query(`update merge_request set refreshed_at = now() + interval '1 hour'`);
    const path = `/projects/${externalId}/merge_requests/${number}`;
    await vi.waitUntil(
      async () => (await callSandbox(stack.sandbox, 'GET', path)).body['detailed_merge_status'] === 'mergeable',
      { timeout: 15_000 },
    );
    expect((await callSandbox(stack.sandbox, 'PUT', `${path}/merge`)).status).toBe(200);
    await vi.waitUntil(
      async () => (await stack.call(routes.getBuild, { params: { buildId: build.id } })).state === 'merged',
      { timeout: 15_000 },
    );
    const merged = await stack.call(routes.getBuild, { params: { buildId: build.id } });
    expect(merged.mergeRequest).toMatchObject({ state: 'merged', mergedBy: expect.any(String) });
    expect(merged.mergeRequest?.mergeCommit).toMatch(/^[0-9a-f]{40}$/u);
    expect((await readWebhook())?.lastDeliveryAt).not.toBeNull();
  });

  describe('forged', () => {
    const body = JSON.stringify({ object_kind: 'merge_request', object_attributes: { iid: 1 } });
    const headersFor = (id: string, at: number, text: string): Record<string, string> => {
      const key = Buffer.from(secrets.signingKey.replace('whsec_', ''), 'base64');
      const signature = createHmac('sha256', key).update(`${id}.${at}.${text}`).digest('base64');
      return {
        'x-gitlab-token': secrets.token,
        'x-gitlab-event': 'Merge Request Hook',
        'idempotency-key': id,
        'webhook-id': id,
        'webhook-timestamp': String(at),
        'webhook-signature': `v1,${signature}`,
      };
    };
    const now = (): number => Math.floor(Date.now() / 1_000);

    beforeAll(async () => {
      const [row] = await query('select token, signing_key, is_signed from webhook');
      expect(row?.['is_signed']).toBe(true);
      const read = (name: string): string => stack.secrets.decrypt(String(row?.[name]));
      secrets = { token: read('token'), signingKey: read('signing_key') };
    });

    it('is answered like a webhook that never was: wrong secret, none, or another id', async () => {
      const good = headersFor(randomUUID(), now(), body);
      const { 'x-gitlab-token': _token, ...without } = good;
      const elsewhere = hookUrl.replace(/[^/]+$/u, randomUUID());
      for (const answer of [
        await deliver({ ...good, 'x-gitlab-token': 'wrong' }, body),
        await deliver(without, body),
        await deliver(good, body, elsewhere),
        await deliver(good, body, hookUrl.replace(/[^/]+$/u, 'no-id')),
      ])
        expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'not_found' }]);
    });

    it('is refused when what was signed was changed, or is old', async () => {
      const id = randomUUID();
      const changed = body.replace('"iid":1', '"iid":2');
      expect((await deliver(headersFor(id, now(), body), changed)).status).toBe(404);
      expect((await deliver(headersFor(id, now() - 3_600, body), body)).status).toBe(404);
      const { 'webhook-signature': _signature, ...unsigned } = headersFor(id, now(), body);
      expect((await deliver(unsigned, body)).status).toBe(404);
    });

    it('is taken once, however often it is sent', async () => {
      const headers = headersFor(randomUUID(), now(), body);
      const answers = await Promise.all([1, 2, 3].map(() => deliver(headers, body)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 202]);
      expect((await deliver(headers, body)).status).toBe(200);
    });

    it('believes nothing of what a delivery says', async () => {
      const lie = JSON.stringify({
        object_kind: 'merge_request',
        object_attributes: { iid: 1, state: 'closed', action: 'close' },
      });
      const before = await query('select state from merge_request');
      expect((await deliver(headersFor(randomUUID(), now(), lie), lie)).status).toBe(202);
      await vi.waitUntil(
        async () => {
          const rows = await query('select refreshed_at < now() as looked from merge_request');
          return rows.every((row) => row['looked'] === true);
        },
        { timeout: 15_000 },
      );
      expect(await query('select state from merge_request')).toEqual(before);
    });

    it('takes what it does not understand, and does nothing', async () => {
      for (const text of ['{"object_kind":"wiki_page"}', 'no json', '']) {
        expect((await deliver(headersFor(randomUUID(), now(), text), text)).status).toBe(202);
      }
    });
  });

  it('registers again when somebody deleted it', async () => {
    const [hook] = await listHooks();
    expect((await callSandbox(stack.sandbox, 'DELETE', `/projects/${externalId}/hooks/${hook?.id ?? 0}`)).status).toBe(
      204,
    );
    await lookAgain();
    await vi.waitUntil(async () => (await listHooks()).length === 1, { timeout: 15_000 });
  });

  it('mends one that somebody switched off', async () => {
    const [hook] = await listHooks();
    const path = `/projects/${externalId}/hooks/${hook?.id ?? 0}`;
    await callSandbox(stack.sandbox, 'PUT', path, { url: hook?.url, merge_requests_events: false });
    await lookAgain();
    await vi.waitUntil(async () => (await listHooks())[0]?.merge_requests_events === true, { timeout: 15_000 });
  });

  it('says which role is missing where the account may not register one, and polls', async () => {
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    const body = { baseUrl: stack.sandbox.url, accessToken: stack.sandbox.tokens.developer };
    const organization = await stack.call(routes.connectWithToken, { params: { workspaceId }, body });
    const { items } = await stack.call(routes.listRepositories, {
      params: { gitOrganizationId: organization.id },
      query: { limit: 20 },
    });
    const usable = items.find((item) => item.unavailableReason === null && item.externalId !== externalId);
    await stack.call(routes.setProjectGitSettings, {
      params: { projectId },
      body: { gitOrganizationId: organization.id, externalRepositoryId: usable?.externalId ?? 0 },
    });
    await vi.waitUntil(async () => (await readWebhook())?.state === 'refused', { timeout: 15_000 });
    expect((await readWebhook())?.message).toContain('Maintainer');
  });
});
