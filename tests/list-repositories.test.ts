import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@amplication/contract';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { startStack, type Stack } from '@amplication/test-kit';

/** An account that sees thousands of repositories in nested groups. */
describe('thousands of repositories', () => {
  let directory: string;
  let gitlab: Sandbox;
  let stack: Stack;
  let params: { readonly gitOrganizationId: string };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'large-gitlab-'));
    gitlab = await startSandbox({ port: 0, dataDir: directory, redirectUris: [], seed: 'large' });
    stack = await startStack({ environment: { ALLOWED_HOSTS: '127.0.0.1' } });
    const { id } = await stack.call(routes.connectWithToken, {
      params: { workspaceId: stack.session.workspaces[0]?.id ?? '' },
      body: { baseUrl: gitlab.url, accessToken: gitlab.tokens.owner },
    });
    params = { gitOrganizationId: id };
  });
  afterAll(async () => {
    await stack.stop();
    await gitlab.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const list = async (query: { readonly search?: string; readonly cursor?: string }) => {
    gitlab.requests.clear();
    const page = await stack.call(routes.listRepositories, { params, query: { ...query, limit: 50 } });
    return { ...page, calls: gitlab.requests.count('rest') };
  };

  it('come page by page, with one call to GitLab for each', async () => {
    const seen = new Set<number>();
    let cursor: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const { items, nextCursor, calls } = await list(cursor === undefined ? {} : { cursor });
      expect(calls).toBe(1);
      expect(items).toHaveLength(50);
      for (const { externalId } of items) seen.add(externalId);
      cursor = nextCursor ?? undefined;
    }
    expect(seen.size).toBe(150);
  });

  it('are searched by GitLab, with one call for each burst of keys', async () => {
    const { items } = await list({});
    const name = items[20]?.name ?? '';
    const found = await list({ search: name });
    expect(found.calls).toBe(1);
    expect(found.items.some((item) => item.name === name)).toBe(true);
    expect(await list({ search: 'there is nothing of this name' })).toMatchObject({
      items: [],
      nextCursor: null,
      calls: 1,
    });
  });

  it('lie in groups that are found by their path', async () => {
    const { items } = await stack.call(routes.listNamespaces, { params, query: {} });
    expect(items.length).toBeGreaterThan(20);
    expect(items.some(({ fullPath }) => fullPath.split('/').length > 2)).toBe(true);
  });
});
