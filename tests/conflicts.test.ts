import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient, routes, type ResolvedConflicts } from '@amplication/contract';
import { openStore, startStack, type Stack } from '@amplication/test-kit';
import { INPUT, SCHEMA, openConflictBench, type ConflictBench } from './support/conflict-bench.ts';

/** Conflicts from the merge request to the decision, on real git, PostgreSQL and GitLab's API. */
describe('conflicts', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  /** A repository where a person and the generator changed the same lines of these files; its second merge request asks. */
  const meet = async (name: string, ...paths: readonly string[]): Promise<ConflictBench> => {
    const bench = await openConflictBench(stack, name);
    await bench.editMain(...paths);
    await bench.changeModel();
    expect(await bench.generate()).toMatchObject({ state: 'conflicted', mergeRequest: { number: 2, draft: true } });
    return bench;
  };
  /** How many conflicts the project's page asks for. */
  const count = async ({ projectId }: ConflictBench): Promise<number> =>
    (await stack.call(routes.listConflicts, { params: { projectId } })).decisions;
  const refresh = async (bench: ConflictBench): Promise<void> =>
    void (await stack.call(routes.listCommits, { params: { projectId: bench.projectId } }));
  const isResolved = async (bench: ConflictBench, number = 2): Promise<readonly boolean[]> =>
    (await bench.discussions(number)).map(({ notes }) => notes[0]?.resolved === true);

  it('are listed, discussed in the merge request, and kept for good', async () => {
    const bench = await meet('keep', SCHEMA);
    const items = await bench.list();
    expect(items).toMatchObject([
      { path: SCHEMA, kind: 'content', needsDecision: true, choices: ['keep', 'take', 'edit'], serviceName: 'Chinook' },
    ]);
    expect(await count(bench)).toBe(1);
    const conflictId = items[0]?.id ?? '';
    const detail = await stack.call(routes.getConflict, { params: { conflictId } });
    const linesOf = (side: 'ours' | 'theirs' | 'result') =>
      detail.hunks.map((hunk) => detail[side]?.text?.split('\n').slice(hunk[side].start, hunk[side].end));
    expect(linesOf('ours')).toEqual([['  name String? @db.VarChar(99)']]);
    expect(linesOf('theirs')).toEqual([['  name String']]);
    expect(linesOf('result')).toEqual(linesOf('ours'));
    const [discussion] = await bench.discussions(2);
    expect(discussion?.notes[0]).toMatchObject({
      resolved: false,
      position: { new_line: detail.hunks[0]?.result.end },
    });
    expect(discussion?.notes[0]?.body).toContain('```suggestion:-0+0\n  name String\n```');
    expect(discussion?.notes[0]?.body).toContain(`/projects/${bench.projectId}/conflicts/${conflictId}`);
    const before = await bench.messages('amplication');

    await bench.decide('keep');

    expect(await bench.list('all')).toMatchObject([{ state: 'kept', choices: [], decidedBy: 'Demo user' }]);
    expect(await count(bench)).toBe(0);
    expect(await bench.messages('amplication')).toEqual(before);
    expect(await isResolved(bench)).toEqual([true]);
    expect((await bench.discussions(2))[0]?.notes.at(-1)?.body).toContain('Demo user kept what is in the branch');
    expect(await bench.mergeRequest(2)).toMatchObject({ draft: false, title: expect.not.stringMatching(/draft/iu) });
    expect(await stack.call(routes.getBuild, { params: { buildId: items[0]?.buildId ?? '' } })).toMatchObject({
      state: 'proposed',
      message: null,
      mergeRequest: { draft: false },
    });
    expect(await bench.generate()).toMatchObject({ state: 'proposed', conflicts: [] });
    await bench.gitlab('DELETE', '/repository/branches/amplication');
    expect(await bench.generate()).toMatchObject({ state: 'proposed', conflicts: [] });
    expect(await bench.list()).toEqual([]);
    expect(await bench.read('amplication', SCHEMA)).toContain('@db.VarChar(99)');
  });

  it('are not found by another workspace, and not decided', async () => {
    const bench = await meet('strangers', SCHEMA);
    const conflictId = (await bench.list())[0]?.id ?? '';
    const stranger = await enterStranger();
    const { projectId } = bench;
    for (const attempt of [
      () => stranger.call(routes.getConflict, { params: { conflictId } }),
      () => stranger.call(routes.listConflicts, { params: { projectId } }),
      () => stranger.call(routes.resolveConflicts, { body: { decisions: [{ conflictId, decision: 'keep' }] } }),
    ])
      await expect(attempt()).rejects.toMatchObject({ problem: { status: 404, code: 'not_found' } });
    expect(await bench.list()).toHaveLength(1);
  });

  it('become one commit when one is taken and another edited; again, none', async () => {
    const bench = await meet('take', SCHEMA, INPUT);
    const items = await bench.list();
    expect(items.map(({ path }) => path)).toEqual([SCHEMA, INPUT]);
    const [schema, input] = items.map(({ id }) => id);
    const before = await bench.messages('amplication');
    const mine = await bench.read('amplication', INPUT);
    const marked = `<<<<<<< mine\n${mine}=======\n>>>>>>> theirs\n`;
    const edited = mine.replace('maxLength: 99', 'maxLength: 42');
    const send = (decisions: Parameters<typeof stack.call<typeof routes.resolveConflicts>>[1]['body']['decisions']) =>
      stack.call(routes.resolveConflicts, { body: { decisions } });
    const take = { conflictId: schema ?? '', decision: 'take' } as const;
    const edit = { conflictId: input ?? '', decision: 'edit', content: edited } as const;

    await expect(send([take, { ...edit, content: marked }])).rejects.toMatchObject({
      problem: { status: 400, problems: [{ path: 'decisions.1.content' }] },
    });
    await expect(send([take, { conflictId: input ?? '', decision: 'edit' }])).rejects.toMatchObject({
      problem: { code: 'invalid_input' },
    });
    expect(await bench.messages('amplication')).toEqual(before);

    const decided = await send([take, edit]);

    expect(decided).toMatchObject({
      conflicts: [{ state: 'taken' }, { state: 'edited' }],
      commits: [{ branch: 'amplication' }],
    });
    expect(await bench.messages('amplication')).toEqual(['chore: resolve the conflicts in 2 files', ...before]);
    expect(await bench.read('amplication', INPUT)).toBe(edited);
    expect(await bench.read('amplication', SCHEMA)).toMatch(/model Artist \{[^}]*^ {2}name String\??\n/mu);
    expect(await isResolved(bench)).toEqual([true, true]);
    expect((await bench.mergeRequest(2)).draft).toBe(false);
    expect(await send([take])).toMatchObject({ conflicts: [{ state: 'taken' }], commits: [] });
    await expect(send([{ ...take, decision: 'keep' }])).rejects.toMatchObject({ problem: { code: 'conflict' } });

    // As if the server had been killed between the push and its record.
    await openStore(stack.databaseUrl, (query) =>
      query(`update conflict set state = 'open' where state in ('taken', 'edited')`),
    );
    expect(await send([take, edit])).toMatchObject({
      conflicts: [{ state: 'taken' }, { state: 'edited' }],
      commits: [],
    });
    expect(await bench.generate()).toMatchObject({ state: 'proposed', conflicts: [] });
    expect(await bench.read('amplication', INPUT)).toBe(edited);
  });

  it('go together with what people pushed meanwhile, or say that they do not', async () => {
    const bench = await meet('meanwhile', SCHEMA, INPUT);
    await bench.edit('amplication', SCHEMA, (text) => `// a user's note\n${text}`);
    await bench.edit('amplication', INPUT, (text) => text.replace('maxLength: 99', 'maxLength: 98'));
    await expect(bench.decide('take')).rejects.toMatchObject({
      problem: { status: 409, code: 'conflict', detail: expect.stringContaining(INPUT) },
    });
    expect(await bench.list()).toHaveLength(2);
    const before = await bench.messages('amplication');
    await bench.decide('take', SCHEMA);
    const schema = await bench.read('amplication', SCHEMA);
    expect(schema).toMatch(/^\/\/ a user's note\n/u);
    expect(schema).not.toContain('VarChar(99)');
    expect(await bench.messages('amplication')).toEqual([`chore: resolve the conflict in ${SCHEMA}`, ...before]);
    expect((await bench.mergeRequest(2)).draft).toBe(true);
    expect(await isResolved(bench)).toEqual([true, false]);
    await bench.decide('keep', INPUT);
    expect(await bench.read('amplication', INPUT)).toContain('maxLength: 98');
    expect((await bench.mergeRequest(2)).draft).toBe(false);
  });

  it('are discussed once, also when an answer of GitLab is lost and the sync runs again', async () => {
    stack.sandbox.faults.add({ method: 'POST', path: /\/discussions$/u, when: 'after', times: 1 });
    const bench = await openConflictBench(stack, 'once');
    await bench.editMain(SCHEMA);
    await bench.changeModel('one line');
    expect(await bench.generate()).toMatchObject({ state: 'conflicted' });
    const discussions = await bench.discussions(2);
    expect(discussions).toHaveLength(1);
    // The file is as it is on main, so that its lines are not in the difference: the thread is at none.
    expect(discussions[0]?.notes[0]).not.toMatchObject({ position: { new_line: expect.any(Number) } });
    expect(discussions[0]?.notes[0]?.body).toMatch(/```\n {2}name String\??\n```/u);
    expect(await bench.list()).toHaveLength(1);
    expect((await bench.messages('amplication')).filter((title) => title.includes('generated'))).toHaveLength(2);
  });

  it('wait while a build is being synced', async () => {
    const bench = await meet('busy', SCHEMA);
    await openStore(stack.databaseUrl, (query) =>
      query(
        `insert into repository_lease select distinct remote, 'a build', 0, now() + interval '1 minute' from conflict on conflict do nothing`,
      ),
    );
    await expect(bench.decide('take')).rejects.toMatchObject({
      problem: { status: 409, detail: 'A build is being synced: try again in a moment.' },
    });
    await openStore(stack.databaseUrl, (query) => query(`delete from repository_lease where holder = 'a build'`));
    expect(((await bench.decide('take')) as ResolvedConflicts).commits).toHaveLength(1);
  });

  it('leave a draft that a person made', async () => {
    const bench = await openConflictBench(stack, 'draft');
    await bench.changeModel();
    expect(await bench.generate()).toMatchObject({ state: 'proposed', mergeRequest: { number: 2, draft: false } });
    const asked = stack.sandbox.requests
      .list({ kind: 'rest' })
      .filter(({ path }) => path.includes(`/projects/${bench.externalId}/`));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ path }) => path.includes('/discussions'))).toEqual([]);
    await bench.gitlab('PUT', '/merge_requests/2', { title: 'Draft: not yet' });
    await expect
      .poll(
        async () => {
          const { items } = await stack.call(routes.listCommits, { params: { projectId: bench.projectId } });
          return items[0]?.builds[0]?.mergeRequest?.draft;
        },
        { timeout: 15_000 },
      )
      .toBe(true);
    await bench.edit('amplication', SCHEMA, (text) =>
      text.replace(/(?<=model Artist \{[^}]*)^ {2}name String.*\n/mu, '  name String @db.VarChar(7)\n'),
    );
    await bench.changeModel();
    await bench.generate();
    const items = await bench.list();
    expect(items.length).toBeGreaterThan(0);
    await stack.call(routes.resolveConflicts, {
      body: {
        decisions: items
          .filter(({ choices }) => choices.includes('keep'))
          .map(({ id }) => ({ conflictId: id, decision: 'keep' as const })),
      },
    });
    expect(await bench.list()).toHaveLength(0);
    expect((await bench.mergeRequest(2)).draft).toBe(true);
  });

  it('are kept when their thread is resolved or the merge request merged, and over when it is abandoned', async () => {
    const bench = await meet('gitlab', SCHEMA, INPUT);
    const [first] = await bench.discussions(2);
    await bench.gitlab('PUT', `/merge_requests/2/discussions/${first?.id ?? ''}`, { resolved: true });
    const states = async () => {
      await refresh(bench);
      return (await bench.list('all')).map(({ path, state, decidedBy }) => [path, state, decidedBy]);
    };
    await expect.poll(states, { timeout: 15_000 }).toEqual([
      [SCHEMA, 'kept', null],
      [INPUT, 'open', null],
    ]);
    await bench.gitlab('PUT', '/merge_requests/2', { title: 'Ready' });
    await bench.merge(2);
    await expect.poll(states, { timeout: 15_000 }).toEqual([
      [SCHEMA, 'kept', null],
      [INPUT, 'kept', null],
    ]);
    await expect.poll(() => isResolved(bench)).toEqual([true, true]);

    const abandoned = await meet('abandoned', SCHEMA);
    await abandoned.gitlab('PUT', '/merge_requests/2', { state_event: 'close' });
    await refresh(abandoned);
    await abandoned.gitlab('DELETE', '/repository/branches/amplication');
    await expect
      .poll(
        async () => {
          await refresh(abandoned);
          return (await abandoned.list('all')).map(({ state }) => state);
        },
        { timeout: 15_000 },
      )
      .toContain('settled');
    // Nobody decided: the same is asked again.
    expect(await abandoned.generate()).toMatchObject({ state: 'conflicted' });
    expect(await abandoned.list()).toHaveLength(1);
  });

  it('tell of a deleted file, and restore it on demand', async () => {
    const bench = await openConflictBench(stack, 'restore');
    await bench.gitlab('DELETE', `/repository/files/${encodeURIComponent(INPUT)}`, {
      branch: 'main',
      commit_message: 'Delete',
    });
    await bench.changeModel();
    expect(await bench.generate()).toMatchObject({ state: 'proposed', mergeRequest: { draft: false } });
    expect(await bench.list()).toMatchObject([
      { path: INPUT, kind: 'delete-modify', needsDecision: false, choices: ['keep', 'take'] },
    ]);
    expect(await bench.discussions(2)).toEqual([]);
    await bench.decide('take');
    expect(await bench.read('amplication', INPUT)).toContain('maxLength');
    expect(await bench.generate()).toMatchObject({ state: 'proposed', conflicts: [] });
  });

  /** Somebody who signed up by themselves, with a workspace of their own. */
  const enterStranger = async () => {
    const send = (path: string, headers: Record<string, string>, body: object) =>
      fetch(`${stack.url}/api/v1${path}`, {
        method: 'POST',
        headers: { origin: stack.url, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const signedUp = await send(
      '/sign-up',
      {},
      { name: 'A user', email: 'stranger@example.com', password: 'long enough 1' },
    );
    const cookie = signedUp.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const { token } = (await (await send('/api-tokens', { cookie }, { name: 'tests' })).json()) as {
      readonly token: string;
    };
    return createApiClient({ baseUrl: stack.url, token });
  };
});
