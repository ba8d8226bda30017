import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitProvider } from '../git-provider.ts';
import { callGitLab } from '../testing/call-gitlab.ts';
import { errorOf } from '../testing/error-of.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import { createGitLabProvider } from './create-gitlab-provider.ts';
import { toPath } from './create-repository.ts';
import { wasMadeSince } from './lost-answers.ts';

it('what came to be since the call began is told by the clock of the host alone', () => {
  const created = '2026-01-01T00:00:10.500Z';
  const hostNow = Date.parse('2026-01-01T00:00:13Z');
  expect(wasMadeSince(created, hostNow, 1_000, 4_000)).toBe(true);
  expect(wasMadeSince(created, hostNow + 60_000, 1_000, 4_000)).toBe(false);
  // The date of an answer has whole seconds: it may even lie before what it tells of.
  expect(wasMadeSince(created, Date.parse('2026-01-01T00:00:10Z'), 1_000, 1_001)).toBe(true);
  expect(wasMadeSince('nonsense', hostNow, 1_000, 4_000)).toBe(false);
});

it('a path is made of a name as GitLab makes it', () => {
  expect(['Shop', 'My  Shop!', 'Zürich – Üben', 'a_b.c', '--x--'].map(toPath)).toEqual([
    'shop',
    'my-shop',
    'zurich-uben',
    'a_b-c',
    'x',
  ]);
});

describe('what is found after a lost answer', () => {
  let sandbox: Sandbox & AsyncDisposable;
  beforeAll(async () => {
    sandbox = await openSandbox(startSandbox);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.faults.add({ method: 'POST', status: 502 });
  });
  const provider = (): GitProvider =>
    createGitLabProvider({
      baseUrl: sandbox.url,
      getAccessToken: async () => sandbox.tokens.owner,
      wait: async () => undefined,
    });
  const call = (path: string): Promise<unknown> =>
    callGitLab({ url: sandbox.url, token: sandbox.tokens.owner }, 'GET', path);
  const answer = (path: RegExp, body: unknown): void =>
    sandbox.faults.add({ method: 'GET', path, status: 200, body: JSON.stringify(body) });
  const old = '2020-01-01T00:00:00.000Z';

  it('is a repository only when this account made it since, under this name', async () => {
    const { items } = await provider().listRepositories({ limit: 1, search: 'handbook' });
    const [handbook] = items;
    if (handbook === undefined) throw new Error('no handbook');
    const raw = (await call(`/projects/${handbook.id}`)) as object;
    const fresh = { ...raw, created_at: new Date().toISOString() };
    const { namespaceId, name } = handbook;
    const create = (): Promise<unknown> => {
      sandbox.faults.add({ method: 'POST', status: 502 });
      return provider().createRepository({ namespaceId, name, visibility: 'private', initializeWithReadme: false });
    };
    sandbox.faults.clear();
    for (const other of [
      { created_at: old },
      { creator_id: 999 },
      { name: 'Other' },
      { namespace: { id: 9, full_path: 'x' } },
    ]) {
      answer(/projects\/\w+%2F/, { ...fresh, ...other });
      expect(await errorOf(create())).toMatchObject({ kind: 'host-trouble', status: 502 });
      expect(sandbox.faults.pending()).toBe(0);
    }
    answer(/projects\/\w+%2F/, fresh);
    expect(await create()).toMatchObject({ id: handbook.id });
  });

  it('is a merge request only with the same title, and of no fork', async () => {
    const { items } = await provider().listRepositories({ limit: 1, search: 'handbook' });
    const repositoryId = items[0]?.id ?? 0;
    const input = { repositoryId, sourceBranch: 'a', targetBranch: 'main', title: ' Draft: Change ' };
    const listed = {
      iid: 1,
      project_id: repositoryId,
      source_project_id: repositoryId,
      title: 'Draft: Change',
      state: 'opened',
      source_branch: 'a',
      target_branch: 'main',
      labels: [],
      web_url: '',
      created_at: old,
      updated_at: old,
    };
    for (const other of [{ title: 'Change' }, { source_project_id: 999 }]) {
      sandbox.faults.clear();
      sandbox.faults.add({ method: 'POST', status: 502 });
      answer(/merge_requests\?/, [{ ...listed, ...other }]);
      expect(await errorOf(provider().createMergeRequest(input))).toMatchObject({ kind: 'host-trouble', status: 502 });
    }
    sandbox.faults.add({ method: 'POST', status: 502 });
    answer(/merge_requests\?/, [listed]);
    answer(/merge_requests\/1$/, { ...listed, merge_error: 'whole' });
    expect(await provider().createMergeRequest(input)).toMatchObject({ number: 1, mergeError: 'whole' });
  });

  it('is the newest webhook of this address, made since', async () => {
    const { items } = await provider().listRepositories({ limit: 1, search: 'handbook' });
    const repositoryId = items[0]?.id ?? 0;
    const url = 'https://example.com/hook';
    const events = { push: true, mergeRequests: true, notes: true, pipelines: true };
    const create = (): Promise<unknown> => provider().createWebhook({ repositoryId, url, verifiesTls: true, events });
    const now = new Date().toISOString();
    answer(/hooks/, [
      { id: 1, url, created_at: old },
      { id: 2, url: `${url}/2`, created_at: now },
    ]);
    expect(await errorOf(create())).toMatchObject({ kind: 'host-trouble', status: 502 });
    sandbox.faults.add({ method: 'POST', status: 502 });
    answer(/hooks/, [
      { id: 1, url, created_at: old },
      { id: 3, url, created_at: now },
    ]);
    expect(await create()).toMatchObject({ id: 3 });
  });

  it('is nothing when looking fails, too: the lost answer is told', async () => {
    const body = '{"message":"403 Forbidden"}';
    sandbox.faults.add({ method: 'GET', status: 403, body, times: 3 });
    const input = { namespaceId: 1, name: 'x', visibility: 'private', initializeWithReadme: false } as const;
    expect(await errorOf(provider().createRepository(input))).toMatchObject({ kind: 'host-trouble', status: 502 });
  });
});
