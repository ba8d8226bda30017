import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GitProvider } from '../git-provider.ts';
import type { MergeRequestKey } from '../merge-requests.ts';
import { isRetryable, PositionRefused, ProviderError } from '../provider-error.ts';
import { callGitLab, commitOnBranch } from '../testing/call-gitlab.ts';
import { errorOf } from '../testing/error-of.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import { createGitLabProvider } from './create-gitlab-provider.ts';

let sandbox: Sandbox & AsyncDisposable;
let provider: GitProvider;
let where: MergeRequestKey;
const here = (): { url: string; token: string } => ({ url: sandbox.url, token: sandbox.tokens.owner });
beforeAll(async () => {
  sandbox = await openSandbox(startSandbox);
});
afterAll(() => sandbox[Symbol.asyncDispose]());
beforeEach(async () => {
  sandbox.faults.clear();
  provider = createGitLabProvider({
    baseUrl: sandbox.url,
    getAccessToken: async () => sandbox.tokens.owner,
    wait: async () => undefined,
  });
  where ??= await openMergeRequest();
  sandbox.requests.clear();
});
const openMergeRequest = async (): Promise<MergeRequestKey> => {
  const { items } = await provider.listRepositories({ limit: 10, search: 'handbook' });
  const repositoryId = items[0]?.id ?? 0;
  await commitOnBranch(here(), repositoryId, 'topic', { path: 'a.txt', content: 'a' });
  const input = { repositoryId, sourceBranch: 'topic', targetBranch: 'main', title: 'Draft: Topic' };
  return { repositoryId, number: (await provider.createMergeRequest(input)).number };
};

describe('calls of a merge request', () => {
  it('list discussions of up to a hundred with one request, and more with no empty one', async () => {
    const { length: before } = await provider.listDiscussions(where);
    for (let turn = before; turn < 100; turn += 1) await provider.addNote({ ...where, body: `${turn}` });
    sandbox.requests.clear();
    expect(await provider.listDiscussions(where)).toHaveLength(100);
    expect(sandbox.requests.count()).toBe(1);
    await provider.addNote({ ...where, body: 'more' });
    sandbox.requests.clear();
    const found = await provider.listDiscussions(where);
    expect([found.length, found.at(-1)?.notes[0]?.body]).toEqual([101, 'more']);
    expect(sandbox.requests.count()).toBe(2);
  });

  it('list merge requests of a branch with one request', async () => {
    const listed = await provider.listMergeRequests({ repositoryId: where.repositoryId, sourceBranch: 'topic' });
    expect(listed).toMatchObject([{ number: where.number, diffRefs: null, pipelineStatus: null }]);
    expect(sandbox.requests.count()).toBe(1);
  });

  it('change the draft mark with a title with one request, without one with two, and nothing with one', async () => {
    const update = async (input: object): Promise<readonly [number, string]> => {
      sandbox.requests.clear();
      const { title } = await provider.updateMergeRequest({ ...where, ...input });
      return [sandbox.requests.count(), title];
    };
    expect(await update({ title: 'Topic', isDraft: false })).toEqual([1, 'Topic']);
    expect(await update({ isDraft: true })).toEqual([2, 'Draft: Topic']);
    expect(await update({ isDraft: true })).toEqual([1, 'Draft: Topic']);
    expect(await update({ isDraft: true, squash: true })).toEqual([2, 'Draft: Topic']);
  });

  it.each([502, 'reset'] as const)(
    'begin a discussion or answer only once when the host fails with %s',
    async (status) => {
      for (const write of [
        () => provider.createDiscussion({ ...where, body: 'once' }),
        () => provider.addNote({ ...where, body: 'once' }),
      ]) {
        sandbox.requests.clear();
        sandbox.faults.add({ method: 'POST', status });
        expect(isRetryable(await errorOf(write()))).toBe(true);
        expect(sandbox.requests.count({ method: 'POST' })).toBe(1);
      }
    },
  );

  it('leave a discussion behind when the answer is lost, which a list then shows', async () => {
    sandbox.faults.add({ method: 'POST', path: /discussions$/, when: 'after' });
    expect(isRetryable(await errorOf(provider.createDiscussion({ ...where, body: 'lost answer' })))).toBe(true);
    const found = (await provider.listDiscussions(where)).filter(({ notes }) => notes[0]?.body === 'lost answer');
    expect(found).toHaveLength(1);
  });

  it('resolve again when the answer is lost, as that does no harm', async () => {
    const { id } = await provider.createDiscussion({ ...where, body: 'to resolve' });
    sandbox.requests.clear();
    sandbox.faults.add({ method: 'PUT', when: 'after' });
    expect(await provider.resolveDiscussion({ ...where, discussionId: id, resolved: true })).toMatchObject({
      isResolved: true,
    });
    expect(sandbox.requests.count({ method: 'PUT' })).toBe(2);
  });

  it('tell a refused line from a refused text and from trouble', async () => {
    const refs = { baseSha: '1'.repeat(40), startSha: '1'.repeat(40), headSha: '1'.repeat(40) };
    const begin = (body: string) =>
      errorOf(provider.createDiscussion({ ...where, body, position: { ...refs, path: 'a.txt', newLine: 1 } }));
    const refused = await begin('x');
    expect(refused).toBeInstanceOf(PositionRefused);
    expect(refused).toMatchObject({ kind: 'invalid', status: 400 });
    expect(String(refused)).toContain('must be a valid line code');
    const blank = await begin(' ');
    expect(blank).toBeInstanceOf(ProviderError);
    expect(blank).not.toBeInstanceOf(PositionRefused);
    sandbox.faults.add({ method: 'POST', status: 500 });
    expect(await begin('x')).toMatchObject({ kind: 'host-trouble' });
  });

  it('take a body that is nothing like a discussion for trouble', async () => {
    sandbox.faults.add({ path: /discussions/, status: 200, body: '[{"id":1}]' });
    expect(await errorOf(provider.listDiscussions(where))).toMatchObject({ kind: 'host-trouble' });
  });

  it('read the state of a pipeline where there is one', async () => {
    const path = `/projects/${where.repositoryId}/merge_requests/${where.number}`;
    const raw = (await callGitLab(here(), 'GET', path)) as object;
    const body = { ...raw, head_pipeline: { id: 1, status: 'running', web_url: 'http://host/pipelines/1' } };
    sandbox.faults.add({ path: /merge_requests/, status: 200, body: JSON.stringify(body) });
    const pipeline = { pipelineStatus: 'running', pipelineUrl: 'http://host/pipelines/1' };
    expect(await provider.getMergeRequest(where)).toMatchObject(pipeline);
  });
});
