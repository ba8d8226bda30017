import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitProvider } from '../git-provider.ts';
import { callGitLab } from '../testing/call-gitlab.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import { createGitLabProvider } from './create-gitlab-provider.ts';

describe('calls of repositories', () => {
  let sandbox: Sandbox & AsyncDisposable;
  beforeAll(async () => {
    sandbox = await openSandbox(startSandbox);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
  });
  const providerOf = ([token = '']: readonly string[]): GitProvider =>
    createGitLabProvider({ baseUrl: sandbox.url, getAccessToken: async () => token });
  const provider = (): GitProvider => providerOf([sandbox.tokens.owner]);

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

  it('asks once for a page of repositories, and twice for one of a group', async () => {
    const ask = async (query: object): Promise<number> => {
      sandbox.requests.clear();
      await provider().listRepositories({ limit: 2, ...query });
      return sandbox.requests.count();
    };
    const first = await provider().listRepositories({ limit: 2 });
    expect(await ask({})).toBe(1);
    expect(await ask({ cursor: first.nextCursor })).toBe(1);
    expect(await ask({ search: 'platform' })).toBe(1);
    const { items } = await provider().listNamespaces({ search: 'platform' });
    expect(await ask({ namespaceId: items[0]?.id })).toBe(2);
  });

  it('lists the repositories of a group with those of the groups below it', async () => {
    const { items: namespaces } = await provider().listNamespaces({ search: 'acme' });
    const acme = namespaces.find(({ path }) => path === 'acme');
    const { items } = await provider().listRepositories({ limit: 50, namespaceId: acme?.id });
    expect(items.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['acme/platform/handbook', 'acme/payments/legacy-billing']),
    );
    const ids = items.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });

  it('knows what a repository is that GitLab mirrors or deletes', async () => {
    const { items } = await provider().listRepositories({ limit: 10, search: 'handbook' });
    const id = items[0]?.id ?? 0;
    const here = { url: sandbox.url, token: sandbox.tokens.owner };
    const raw = (await callGitLab(here, 'GET', `/projects/${id}`)) as object;
    const find = async (more: object) => {
      sandbox.faults.add({ path: /projects/, status: 200, body: JSON.stringify({ ...raw, ...more }) });
      return provider().findRepository(id);
    };
    expect(await find({ mirror: true })).toMatchObject({ isMirror: true, unavailableReason: 'mirror' });
    expect(await find({ archived: true })).toMatchObject({ isArchived: true, unavailableReason: 'archived' });
    for (const name of ['marked_for_deletion_on', 'marked_for_deletion_at']) {
      const found = await find({ archived: true, [name]: '2026-01-01' });
      expect(found?.unavailableReason).toBe('being-deleted');
    }
    expect(await find({ merge_method: 'new', squash_option: null })).toMatchObject({
      mergeMethod: null,
      squashOption: null,
      unavailableReason: undefined,
    });
    const administrator = await find({ permissions: { project_access: null, group_access: null } });
    expect(administrator).toMatchObject({ accessLevel: null, unavailableReason: 'no-push-permission' });
    expect(await find({ default_branch: null })).toMatchObject({ isEmpty: true, defaultBranch: null });
  });
});
