import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault, LoggedRequest } from '@amplication/gitlab-sandbox';
import { listBuildsOfCommits } from '@amplication/store';
import { retryBuild, syncCommit } from '@amplication/use-cases';
import {
  describeEnd,
  generate,
  generateAgain,
  onlySyncBranch,
  openStory,
  openSyncStack,
  readOutcome,
  runSync,
  type StackProject,
  type Story,
  type SyncStack,
} from '@amplication/test-kit';

type Which = 1 | 2;
/** One request of a sync: the nth of its kind. */
interface Step {
  readonly request: LoggedRequest;
  readonly nth: number;
}

/** A connection that fails at any request: the end is that of a run that nothing disturbed. */
describe('a sync over a bad network', () => {
  let stack: SyncStack;
  const undisturbed = new Map<Which, { readonly end: unknown; readonly steps: readonly Step[] }>();

  beforeAll(async () => {
    stack = await openSyncStack();
    const story = await openStory(stack, await stack.openProject({ services: 1 }));
    for (const which of [1, 2] as const) {
      stack.sandbox.requests.clear();
      await build(story, which, async () => {
        stack.sandbox.requests.clear();
      });
      const requests = stack.sandbox.requests.list().filter(({ path }) => toPattern(story.project).test(path));
      undisturbed.set(which, { steps: toSteps(requests), end: await describeEnd(stack, story.project) });
    }
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  /** The first build meets a file of a person's, the second one a person's edit; each opens a discussion. */
  const build = async (story: Story, which: Which, disturb: () => Promise<void>): Promise<void> => {
    // Its bytes are of this project alone: the ledger knows what it has seen elsewhere, and would not ask for it.
    const { projectId } = story.project;
    if (which === 1) await story.edit('main', 'service-0/asked.txt', () => `USER-MAIN ${projectId}\n`);
    else
      await story.edit('amplication', 'service-0/merged.txt', (text) =>
        text.replace('version 1', `USER-SYNC ${projectId}`),
      );
    story.setVersion(which);
    const { sync } = await generate(stack, story.project);
    await disturb();
    await onlySyncBranch(story.project, () => runSync(stack, sync));
  };

  /** Plays the story with one fault in one of its syncs. */
  const playWith = async (which: Which, step: Step, fault: Fault): Promise<void> => {
    const story = await openStory(stack, await stack.openProject({ services: 1 }));
    if (which === 2) await build(story, 1, async () => undefined);
    const { method } = step.request;
    const path = toPattern(story.project, step.request.path);
    // git sends a POST again by itself on a connection that it has used before.
    const times = step.request.kind === 'git' && method === 'POST' && fault.when !== 'during' ? 2 : 1;
    await build(story, which, async () =>
      stack.sandbox.faults.add({ ...fault, method, path, times, skip: step.nth - 1 }),
    );
    const name = `${step.request.operation} ${step.nth}, ${JSON.stringify(fault)}`;
    const hit = stack.sandbox.requests.list({ path, method }).filter(({ isCut, status }) => isCut || status >= 400);
    expect(hit.length, name).toBeGreaterThan(0);
    expect(await describeEnd(stack, story.project), name).toEqual(undisturbed.get(which)?.end);
    expect((await readOutcome(stack, story)).twice, name).toEqual([]);
  };

  it('is compared with a run that asks for everything', () => {
    expect(undisturbed.get(1)?.end).toMatchObject({ mergeRequests: [{ iid: 1, draft: true, discussions: [{}] }] });
    expect(undisturbed.get(2)?.end).toMatchObject({
      mergeRequests: [{ iid: 1, draft: true, discussions: [{}, {}, {}] }],
    });
    const operations = (which: Which): readonly string[] =>
      (undisturbed.get(which)?.steps ?? []).map(({ request }) => request.operation);
    const both = ['POST upload-pack', 'POST receive-pack', 'POST /projects/:id/merge_requests/:id/discussions'];
    expect(operations(1)).toEqual(expect.arrayContaining([...both, 'POST /projects/:id/merge_requests']));
    expect(operations(2)).toEqual(expect.arrayContaining([...both, 'PUT /projects/:id/merge_requests/:id']));
  });

  const CUTS: readonly Fault[] = [{ when: 'before' }, { when: 'during' }, { when: 'after' }];
  describe.each([1, 2] as const)('in sync %i', (which) => {
    it.each(['git', 'rest'] as const)('ends alike whichever %s request fails', { timeout: 300_000 }, async (kind) => {
      const steps = (undisturbed.get(which)?.steps ?? []).filter(({ request }) => request.kind === kind);
      const faults = kind === 'rest' ? [...CUTS, { status: 502 }] : CUTS;
      await inParallel(steps.flatMap((step) => faults.map((fault) => () => playWith(which, step, fault))));
    });
  });

  it.each(['1', '31'])('waits as GitLab asks with 429: %s seconds', { timeout: 120_000 }, async (seconds) => {
    const steps = undisturbed.get(1)?.steps.filter(({ request }) => request.kind === 'rest') ?? [];
    const chosen = steps.filter(({ request }) => /merge_requests(\?|$)/u.test(request.path));
    expect(chosen.map(({ request }) => request.method)).toEqual(['GET', 'POST']);
    await inParallel(
      chosen.map((step) => () => playWith(1, step, { status: 429, headers: { 'retry-after': seconds } })),
    );
  });

  it.each([
    ['git', /\.git\//u],
    ['all', /./u],
  ])('says that GitLab cannot be reached when %s fails for long, and a retry succeeds', async (_name, path) => {
    const story = await openStory(stack, await stack.openProject({ services: 1 }));
    const list = () => listBuildsOfCommits(stack.ctx.store.db, [commitId]);
    await story.edit('main', 'service-0/asked.txt', () => `USER-MAIN ${story.project.projectId}\n`);
    story.setVersion(1);
    const { commitId, sync } = await generate(stack, story.project);
    stack.sandbox.faults.add({ path, when: 'before', times: 10_000 });
    const attempt = { jobId: commitId, number: 0, isLast: false };
    await expect(syncCommit(stack.ctx, sync.data, attempt)).rejects.toThrow(/GitLab/u);
    expect(await list()).toMatchObject([{ state: 'syncing' }]);
    await syncCommit(stack.ctx, sync.data, { ...attempt, number: 8, isLast: true });
    stack.sandbox.faults.clear();
    const [failed] = await list();
    expect(failed).toMatchObject({ state: 'failed', message: expect.stringMatching(/^GitLab .*(again)/u) });
    expect(await story.remote.tip('amplication')).toBeUndefined();

    await retryBuild(stack.ctx, stack.principal, failed?.id ?? '');
    await runSync(stack, await generateAgain(stack, { commitId, id: failed?.id ?? '' }));
    expect(await describeEnd(stack, story.project)).toEqual(undisturbed.get(1)?.end);
  });
});

/** Runs all, six at a time, and throws the first error. */
async function inParallel(cases: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...cases];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

/** Matches requests about a project: all of them, or those like one about another project. */
function toPattern(project: StackProject, like?: string): RegExp {
  const [id, repository] = [String(project.externalId), `/${escape(project.repositoryPath)}\\.git/`];
  if (like === undefined) return new RegExp(`/api/v4/projects/${id}(?![0-9])|^${repository}`, 'u');
  const git = /^\/[^?]*\.git\/(.*)$/u.exec(like)?.[1];
  const rest = /^\/api\/v4\/projects\/\d+(.*)$/u.exec(like)?.[1];
  return new RegExp(
    git === undefined ? `^/api/v4/projects/${id}${escape(rest ?? '')}$` : `^${repository}${escape(git)}$`,
    'u',
  );
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

function toSteps(requests: readonly LoggedRequest[]): readonly Step[] {
  const seen = new Map<string, number>();
  return requests.map((request) => {
    const key = `${request.method} ${request.path}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { request, nth };
  });
}
