import { createHmac } from 'node:crypto';
import { importCommits, push, toCommitId, type CommitId } from '@amplication/git';
import { describe, expect, it } from 'vitest';
import { useHookStage } from '../testing/hook-stage.ts';
import { at } from '../testing/open-sandbox.ts';

const stage = useHookStage();
const zeros = '0'.repeat(40);

describe('deliveries', () => {
  it('carry every header, and a signature of the exact bytes', async () => {
    const key = Buffer.alloc(24, 7);
    await stage.addHook({
      token: 's3cret',
      signing_token: `whsec_${key.toString('base64')}`,
      custom_headers: [
        { key: 'X-Mine', value: 'mine' },
        { key: 'X-Gitlab-Token', value: 'forged' },
      ],
    });
    await stage.project.change('topic', 'a.txt', 'a\n', 'main');
    const [delivery] = await stage.delivered();
    const { headers = {}, text = '' } = delivery ?? {};
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^GitLab\/\d+\.\d+\.\d+/) as string,
      'x-gitlab-event': 'Push Hook',
      'x-gitlab-token': 's3cret',
      'x-gitlab-instance': stage.sandbox.url,
      'x-gitlab-webhook-uuid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'x-gitlab-event-uuid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'idempotency-key': headers['webhook-id'],
      'webhook-timestamp': String(stage.clock / 1000),
      'x-mine': 'mine',
    });
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });

  it('are not signed and carry no token when the hook has neither', async () => {
    await stage.addHook();
    await stage.project.change('topic', 'a.txt', 'a\n', 'main');
    const [delivery] = await stage.delivered();
    expect(delivery?.headers).not.toHaveProperty('x-gitlab-token');
    expect(delivery?.headers).not.toHaveProperty('webhook-signature');
  });

  it('tell of a branch that appears, moves and goes', async () => {
    await stage.addHook();
    await stage.project.change('topic', 'a.txt', 'a\n', 'main');
    const first = await stage.project.tip('topic');
    expect((await stage.delivered()).map(({ body }) => body)).toMatchObject([
      {
        object_kind: 'push',
        before: zeros,
        after: first,
        checkout_sha: first,
        ref: 'refs/heads/topic',
        ref_protected: false,
        project_id: stage.project.id,
        user_username: 'demo',
        total_commits_count: 1,
        commits: [{ id: first, title: 'change a.txt', added: ['a.txt'], modified: [], removed: [] }],
        project: { id: stage.project.id, default_branch: 'main', visibility_level: 0 },
      },
    ]);
    await stage.project.change('topic', 'a.txt', 'b\n');
    const second = await stage.project.tip('topic');
    expect((await stage.delivered())[0]?.body).toMatchObject({
      before: first,
      after: second,
      commits: [{ modified: ['a.txt'] }],
    });
    await stage.sandbox.call('DELETE', `${stage.project.path}/repository/branches/topic`);
    expect((await stage.delivered())[0]?.body).toMatchObject({
      before: second,
      after: zeros,
      checkout_sha: null,
      commits: [],
      total_commits_count: 0,
    });
  });

  it('of a push over git come with its options, and not at all when it moves more than three refs', async () => {
    await stage.addHook({ tag_push_events: true });
    const { path_with_namespace: path } = (await stage.sandbox.call('GET', stage.project.path)).body as Record<
      string,
      string
    >;
    const gitDir = `${stage.sandbox.dataDir}/repositories/${stage.project.id}.git`;
    const person = { name: 'A', email: 'a@example.com', date: 1_700_000_000 };
    const make = async (message: string): Promise<CommitId> =>
      toCommitId(
        (
          await importCommits({
            gitDir,
            commits: [{ parents: [], changes: [], message, author: person, committer: person }],
          })
        )[0] ?? '',
      );
    const pushed = (refs: readonly string[], newTip: CommitId, pushOptions?: string[]) =>
      push({
        gitDir,
        remote: {
          url: `${stage.sandbox.url}/${path}.git`,
          authorization: `Basic ${Buffer.from(`oauth2:${stage.sandbox.tokens.owner}`).toString('base64')}`,
        },
        updates: refs.map((ref) => ({ ref, newTip, expected: null })),
        pushOptions,
      });
    const tip = await make('one');
    await pushed(['refs/heads/one', 'refs/tags/v1'], tip, ['ci.skip', 'ci.variable=A']);
    const told = await stage.delivered();
    expect(told.map(({ headers }) => headers['x-gitlab-event'])).toEqual(
      expect.arrayContaining(['Push Hook', 'Tag Push Hook']),
    );
    expect(told[0]?.body).toMatchObject({ push_options: { ci: { skip: true, variable: 'A' } } });
    await pushed(
      ['a', 'b', 'c', 'd'].map((name) => `refs/heads/many/${name}`),
      await make('many'),
    );
    expect(await stage.delivered()).toEqual([]);
  });

  it('go only to hooks whose branches match', async () => {
    await stage.addHook({ push_events_branch_filter: 'release/*' });
    await stage.addHook({ branch_filter_strategy: 'regex', push_events_branch_filter: '^feature-\\d+$' });
    await stage.project.change('release/1', 'a.txt', 'a\n', 'main');
    expect(await stage.delivered()).toHaveLength(1);
    await stage.project.change('feature-1', 'a.txt', 'a\n', 'main');
    expect(await stage.delivered()).toHaveLength(1);
    await stage.project.change('other', 'a.txt', 'a\n', 'main');
    expect(await stage.delivered()).toHaveLength(0);
  });

  it('tell each step of a merge request, with what changed', async () => {
    await stage.addHook({ push_events: false, merge_requests_events: true });
    await stage.project.change('topic', 'a.txt', 'a\n', 'main');
    await stage.project.open('topic');
    const opened = at((await stage.delivered())[0]?.body, 'object_attributes');
    expect(opened).toMatchObject({
      action: 'open',
      iid: 1,
      state: 'opened',
      source_branch: 'topic',
      target_branch: 'main',
    });
    stage.clock += 1000;
    await stage.project.first('PUT', '', { title: 'Draft: Other', labels: 'bug' });
    const updated = (await stage.delivered())[0]?.body;
    expect(updated).toMatchObject({
      object_attributes: { action: 'update', draft: true },
      changes: {
        title: { previous: 'Change', current: 'Draft: Other' },
        draft: { previous: false, current: true },
        labels: { previous: [], current: [{ title: 'bug' }] },
        updated_at: {},
      },
    });
    expect(at(updated, 'object_attributes')).not.toHaveProperty('oldrev');
    const before = await stage.project.tip('topic');
    await stage.project.change('topic', 'b.txt', 'b\n');
    expect((await stage.delivered())[0]?.body).toMatchObject({
      object_attributes: { action: 'update', oldrev: before, last_commit: { id: await stage.project.tip('topic') } },
    });
    const actions: unknown[] = [];
    for (const step of [
      () => stage.project.first('PUT', '', { state_event: 'close' }),
      () => stage.project.first('PUT', '', { state_event: 'reopen', title: 'Ready' }),
      () => stage.project.first('POST', '/approve', {}, stage.sandbox.tokens.maintainer),
      () => stage.project.first('POST', '/unapprove', {}, stage.sandbox.tokens.maintainer),
      () => stage.project.settled().then(() => stage.project.first('PUT', '/merge')),
    ]) {
      await step();
      actions.push(...(await stage.delivered()).map(({ body }) => at(body, 'object_attributes', 'action')));
    }
    expect(actions).toEqual(['close', 'reopen', 'approved', 'unapproved', 'merge']);
  });

  it('tell of comments and pipelines', async () => {
    await stage.addHook({ push_events: false, note_events: true, pipeline_events: true });
    await stage.project.change('topic', 'a.txt', 'a\n', 'main');
    await stage.project.open('topic');
    await stage.project.first('POST', '/notes', { body: 'Hello' });
    expect(await stage.delivered()).toMatchObject([
      {
        headers: { 'x-gitlab-event': 'Note Hook' },
        body: { object_attributes: { note: 'Hello', action: 'create' }, merge_request: { iid: 1 } },
      },
    ]);
    const sha = await stage.project.tip('topic');
    await stage.sandbox.call('POST', `${stage.project.path}/statuses/${sha}`, {
      body: { state: 'running', ref: 'topic' },
    });
    await stage.sandbox.call('POST', `${stage.project.path}/statuses/${sha}`, {
      body: { state: 'success', ref: 'topic' },
    });
    const statuses = (await stage.delivered()).map(({ body }) => at(body, 'object_attributes', 'status'));
    expect(statuses).toEqual(expect.arrayContaining(['running', 'success']));
  });

  it('fill in the template and the address of the hook', async () => {
    await stage.addHook({
      url: `${stage.receiver.url}?key={secret}`,
      url_variables: [{ key: 'secret', value: '1' }],
      custom_webhook_template: '{"kind":"{{object_kind}}","who":"{{project.path_with_namespace}}","no":"{{no.such}}"}',
    });
    await stage.project.change('topic', 'a.txt', 'a\n', 'main');
    expect((await stage.delivered())[0]?.body).toEqual({
      kind: 'push',
      who: expect.stringContaining('acme/') as string,
      no: '',
    });
  });

  it('tell of issues, with what changed', async () => {
    await stage.addHook({ push_events: false, issues_events: true });
    const issues = `${stage.project.path}/issues`;
    await stage.sandbox.call('POST', issues, { body: { title: 'Broken' } });
    expect(await stage.delivered()).toMatchObject([
      { headers: { 'x-gitlab-event': 'Issue Hook' }, body: { object_attributes: { action: 'open', iid: 1 } } },
    ]);
    await stage.sandbox.call('PUT', `${issues}/1`, { body: { title: 'Mended', state_event: 'close' } });
    expect((await stage.delivered())[0]?.body).toMatchObject({
      object_kind: 'issue',
      object_attributes: { action: 'close', state: 'closed' },
      changes: { title: { previous: 'Broken', current: 'Mended' }, state_id: { previous: 1, current: 2 } },
    });
    await stage.sandbox.call('POST', issues, { body: { title: 'Secret', confidential: true } });
    expect(await stage.delivered()).toEqual([]);
  });
});
