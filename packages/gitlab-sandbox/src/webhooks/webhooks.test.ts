import { createHmac } from 'node:crypto';
import { importCommits, push, toCommitId, type CommitId } from '@amplication/git';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHookReceiver, type HookReceiver } from '../testing/hook-receiver.ts';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
let receiver: HookReceiver;
let project: TestProject;
let clock = Date.parse('2026-03-01T00:00:00Z');
beforeAll(async () => {
  sandbox = await openSandbox({ now: () => new Date(clock) });
  receiver = await openHookReceiver();
});
afterAll(async () => {
  await sandbox.dispose();
  await receiver.close();
});
beforeEach(async () => {
  receiver.answer(200);
  receiver.take();
  project = await openProject(sandbox);
});

const addHook = async (more: object = {}): Promise<string> => {
  const made = await sandbox.call('POST', `${project.path}/hooks`, { body: { url: receiver.url, ...more } });
  expect(made.status).toBe(201);
  return `${project.path}/hooks/${at(made.body, 'id')}`;
};
const delivered = async () => {
  await sandbox.drain();
  return receiver.take();
};
const zeros = '0'.repeat(40);

describe('hooks', () => {
  it('are told of pushes by default, and never show their secrets', async () => {
    const made = await sandbox.call('POST', `${project.path}/hooks`, {
      body: { url: receiver.url, token: 's3cret', signing_token: `whsec_${Buffer.alloc(24, 7).toString('base64')}` },
    });
    expect(made.body).toMatchObject({
      push_events: true,
      merge_requests_events: false,
      enable_ssl_verification: true,
      alert_status: 'executable',
      disabled_until: null,
      token_present: true,
      signing_token_present: true,
    });
    expect(made.text).not.toContain('s3cret');
    expect(made.text).not.toContain('whsec_');
    expect(Object.keys(made.body as object)).not.toContain('token');
  });

  it('are refused without an address, with a bad one, and to developers', async () => {
    const post = (body: object, token = sandbox.tokens.owner) =>
      sandbox.call('POST', `${project.path}/hooks`, { body, token });
    expect([(await post({})).status, (await post({})).text]).toEqual([400, '{"error":"url is missing"}']);
    for (const url of ['', 'nope', 'ftp://127.0.0.1/x', 'http://']) {
      const answer = await post({ url });
      expect([answer.status, answer.text], url).toEqual([422, '{"error":"Invalid url given"}']);
    }
    const filter = { url: receiver.url, branch_filter_strategy: 'regex', push_events_branch_filter: '(' };
    expect((await post(filter)).text).toBe('{"error":"Invalid branch filter given"}');
    const headers = { url: receiver.url, custom_headers: [{ key: 'a b', value: 'x' }] };
    expect((await post(headers)).text).toBe('{"error":"Custom headers validation failed"}');
    expect((await post({ url: receiver.url }, sandbox.tokens.developer)).text).toBe('{"message":"403 Forbidden"}');
  });

  it('change only what is given, and are gone when deleted', async () => {
    const hook = await addHook({ name: 'one', merge_requests_events: true });
    const changed = await sandbox.call('PUT', hook, { body: { push_events: false } });
    expect(changed.body).toMatchObject({ name: 'one', push_events: false, merge_requests_events: true });
    const nothing = await sandbox.call('PUT', hook, { body: {} });
    expect([nothing.status, nothing.text]).toEqual([400, '{"error":"No parameters provided"}']);
    expect((await sandbox.call('DELETE', hook)).status).toBe(204);
    expect((await sandbox.call('GET', hook)).text).toBe('{"message":"404 Not found"}');
  });
});

describe('deliveries', () => {
  it('carry every header, and a signature of the exact bytes', async () => {
    const key = Buffer.alloc(24, 7);
    await addHook({
      token: 's3cret',
      signing_token: `whsec_${key.toString('base64')}`,
      custom_headers: [
        { key: 'X-Mine', value: 'mine' },
        { key: 'X-Gitlab-Token', value: 'forged' },
      ],
    });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    const [delivery] = await delivered();
    const { headers = {}, text = '' } = delivery ?? {};
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^GitLab\/\d+\.\d+\.\d+/) as string,
      'x-gitlab-event': 'Push Hook',
      'x-gitlab-token': 's3cret',
      'x-gitlab-instance': sandbox.url,
      'x-gitlab-webhook-uuid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'x-gitlab-event-uuid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'idempotency-key': headers['webhook-id'],
      'webhook-timestamp': String(clock / 1000),
      'x-mine': 'mine',
    });
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });

  it('are not signed and carry no token when the hook has neither', async () => {
    await addHook();
    await project.change('topic', 'a.txt', 'a\n', 'main');
    const [delivery] = await delivered();
    expect(delivery?.headers).not.toHaveProperty('x-gitlab-token');
    expect(delivery?.headers).not.toHaveProperty('webhook-signature');
  });

  it('tell of a branch that appears, moves and goes', async () => {
    await addHook();
    await project.change('topic', 'a.txt', 'a\n', 'main');
    const first = await project.tip('topic');
    expect((await delivered()).map(({ body }) => body)).toMatchObject([
      {
        object_kind: 'push',
        before: zeros,
        after: first,
        checkout_sha: first,
        ref: 'refs/heads/topic',
        ref_protected: false,
        project_id: project.id,
        user_username: 'demo',
        total_commits_count: 1,
        commits: [{ id: first, title: 'change a.txt', added: ['a.txt'], modified: [], removed: [] }],
        project: { id: project.id, default_branch: 'main', visibility_level: 0 },
      },
    ]);
    await project.change('topic', 'a.txt', 'b\n');
    const second = await project.tip('topic');
    expect((await delivered())[0]?.body).toMatchObject({
      before: first,
      after: second,
      commits: [{ modified: ['a.txt'] }],
    });
    await sandbox.call('DELETE', `${project.path}/repository/branches/topic`);
    expect((await delivered())[0]?.body).toMatchObject({
      before: second,
      after: zeros,
      checkout_sha: null,
      commits: [],
      total_commits_count: 0,
    });
  });

  it('of a push over git come with its options, and not at all when it moves more than three refs', async () => {
    await addHook({ tag_push_events: true });
    const { path_with_namespace: path } = (await sandbox.call('GET', project.path)).body as Record<string, string>;
    const gitDir = `${sandbox.dataDir}/repositories/${project.id}.git`;
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
          url: `${sandbox.url}/${path}.git`,
          authorization: `Basic ${Buffer.from(`oauth2:${sandbox.tokens.owner}`).toString('base64')}`,
        },
        updates: refs.map((ref) => ({ ref, newTip, expected: null })),
        pushOptions,
      });
    const tip = await make('one');
    await pushed(['refs/heads/one', 'refs/tags/v1'], tip, ['ci.skip', 'ci.variable=A']);
    const told = await delivered();
    expect(told.map(({ headers }) => headers['x-gitlab-event'])).toEqual(
      expect.arrayContaining(['Push Hook', 'Tag Push Hook']),
    );
    expect(told[0]?.body).toMatchObject({ push_options: { ci: { skip: true, variable: 'A' } } });
    await pushed(
      ['a', 'b', 'c', 'd'].map((name) => `refs/heads/many/${name}`),
      await make('many'),
    );
    expect(await delivered()).toEqual([]);
  });

  it('go only to hooks whose branches match', async () => {
    await addHook({ push_events_branch_filter: 'release/*' });
    await addHook({ branch_filter_strategy: 'regex', push_events_branch_filter: '^feature-\\d+$' });
    await project.change('release/1', 'a.txt', 'a\n', 'main');
    expect(await delivered()).toHaveLength(1);
    await project.change('feature-1', 'a.txt', 'a\n', 'main');
    expect(await delivered()).toHaveLength(1);
    await project.change('other', 'a.txt', 'a\n', 'main');
    expect(await delivered()).toHaveLength(0);
  });

  it('tell each step of a merge request, with what changed', async () => {
    await addHook({ push_events: false, merge_requests_events: true });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    const opened = at((await delivered())[0]?.body, 'object_attributes');
    expect(opened).toMatchObject({
      action: 'open',
      iid: 1,
      state: 'opened',
      source_branch: 'topic',
      target_branch: 'main',
    });
    clock += 1000;
    await project.first('PUT', '', { title: 'Draft: Other', labels: 'bug' });
    const updated = (await delivered())[0]?.body;
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
    const before = await project.tip('topic');
    await project.change('topic', 'b.txt', 'b\n');
    expect((await delivered())[0]?.body).toMatchObject({
      object_attributes: { action: 'update', oldrev: before, last_commit: { id: await project.tip('topic') } },
    });
    const actions: unknown[] = [];
    for (const step of [
      () => project.first('PUT', '', { state_event: 'close' }),
      () => project.first('PUT', '', { state_event: 'reopen', title: 'Ready' }),
      () => project.first('POST', '/approve', {}, sandbox.tokens.maintainer),
      () => project.first('POST', '/unapprove', {}, sandbox.tokens.maintainer),
      () => project.settled().then(() => project.first('PUT', '/merge')),
    ]) {
      await step();
      actions.push(...(await delivered()).map(({ body }) => at(body, 'object_attributes', 'action')));
    }
    expect(actions).toEqual(['close', 'reopen', 'approved', 'unapproved', 'merge']);
  });

  it('tell of comments and pipelines', async () => {
    await addHook({ push_events: false, note_events: true, pipeline_events: true });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    await project.first('POST', '/notes', { body: 'Hello' });
    expect(await delivered()).toMatchObject([
      {
        headers: { 'x-gitlab-event': 'Note Hook' },
        body: { object_attributes: { note: 'Hello', action: 'create' }, merge_request: { iid: 1 } },
      },
    ]);
    const sha = await project.tip('topic');
    await sandbox.call('POST', `${project.path}/statuses/${sha}`, { body: { state: 'running', ref: 'topic' } });
    await sandbox.call('POST', `${project.path}/statuses/${sha}`, { body: { state: 'success', ref: 'topic' } });
    const statuses = (await delivered()).map(({ body }) => at(body, 'object_attributes', 'status'));
    expect(statuses).toEqual(expect.arrayContaining(['running', 'success']));
  });

  it('fill in the template and the address of the hook', async () => {
    await addHook({
      url: `${receiver.url}?key={secret}`,
      url_variables: [{ key: 'secret', value: '1' }],
      custom_webhook_template: '{"kind":"{{object_kind}}","who":"{{project.path_with_namespace}}","no":"{{no.such}}"}',
    });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    expect((await delivered())[0]?.body).toEqual({
      kind: 'push',
      who: expect.stringContaining('acme/') as string,
      no: '',
    });
  });
});

describe('failed deliveries', () => {
  let changes = 0;
  const fail = async (times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) {
      changes += 1;
      await project.change(`topic-${changes}`, 'a.txt', 'a\n', 'main');
      await sandbox.drain();
    }
  };

  it('do not follow redirects, and a redirect is no failure', async () => {
    const hook = await addHook();
    receiver.answer(302, { location: 'http://127.0.0.1:9/elsewhere' });
    await fail(5);
    expect(receiver.take()).toHaveLength(5);
    expect(at((await sandbox.call('GET', hook)).body, 'alert_status')).toBe('executable');
  });

  it('pause a hook after four in a row, for longer each time, and one that arrives ends that', async () => {
    const hook = await addHook();
    receiver.answer(500);
    await fail(3);
    expect(at((await sandbox.call('GET', hook)).body, 'alert_status')).toBe('executable');
    await fail(1);
    const paused = (await sandbox.call('GET', hook)).body;
    expect(paused).toMatchObject({ alert_status: 'temporarily_disabled' });
    expect(Date.parse(String(at(paused, 'disabled_until'))) - clock).toBe(60_000);
    receiver.take();
    await fail(1);
    expect(receiver.take()).toEqual([]);
    clock += 60_000;
    await fail(1);
    expect(Date.parse(String(at((await sandbox.call('GET', hook)).body, 'disabled_until'))) - clock).toBe(120_000);
    clock += 120_000;
    receiver.answer(200);
    await fail(1);
    expect((await sandbox.call('GET', hook)).body).toMatchObject({ alert_status: 'executable', disabled_until: null });
  });

  it('end a hook after forty, until a try of it succeeds', async () => {
    const hook = await addHook();
    receiver.answer(500);
    for (let count = 0; count < 40; count += 1) {
      await fail(1);
      clock += 24 * 60 * 60_000;
    }
    expect(at((await sandbox.call('GET', hook)).body, 'alert_status')).toBe('disabled');
    receiver.answer(200);
    expect((await sandbox.call('POST', `${hook}/test/push_events`)).text).toBe('{"message":"201 Created"}');
    expect(at((await sandbox.call('GET', hook)).body, 'alert_status')).toBe('executable');
  });
});

describe('trying a hook and sending again', () => {
  it('answers with what the receiver said when it refused', async () => {
    const hook = await addHook();
    receiver.answer(418);
    const refused = await sandbox.call('POST', `${hook}/test/push_events`);
    expect([refused.status, refused.text]).toEqual([422, '{"message":"answer 418"}']);
    const none = await sandbox.call('POST', `${hook}/test/merge_requests_events`);
    expect([none.status, none.text]).toEqual([422, '{"message":"Ensure the project has merge requests."}']);
    expect((await sandbox.call('POST', `${hook}/test/nonsense`)).status).toBe(400);
  });

  it('is possible five times a minute', async () => {
    const hook = await addHook();
    for (let count = 0; count < 5; count += 1) {
      expect((await sandbox.call('POST', `${hook}/test/push_events`)).status).toBe(201);
    }
    const sixth = await sandbox.call('POST', `${hook}/test/push_events`);
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '60']);
    expect(at(sixth.body, 'message', 'error')).toContain('too many times');
    clock += 60_000;
    expect((await sandbox.call('POST', `${hook}/test/push_events`)).status).toBe(201);
  });

  it('lists deliveries without secrets, and resends with the same key', async () => {
    const hook = await addHook({ token: 's3cret' });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    const [first] = await delivered();
    const listed = await sandbox.call('GET', `${hook}/events`);
    expect(listed.body).toMatchObject([
      {
        trigger: 'push_hooks',
        response_status: '200',
        response_body: 'answer 200',
        request_headers: { 'X-Gitlab-Token': '[REDACTED]' },
      },
    ]);
    expect(listed.text).not.toContain('s3cret');
    receiver.answer(503);
    const again = await sandbox.call('POST', `${hook}/events/${at(listed.body, 0, 'id')}/resend`);
    expect([again.status, again.text]).toEqual([201, '{"response_status":503}']);
    const [second] = receiver.take();
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(second?.headers['x-gitlab-webhook-uuid']).not.toBe(first?.headers['x-gitlab-webhook-uuid']);
    expect(second?.text).toBe(first?.text);
    expect((await sandbox.call('GET', `${hook}/events?status=server_failure`)).headers.get('x-total')).toBe('1');
    expect((await sandbox.call('POST', `${hook}/events/999999/resend`)).text).toBe('{"message":"404 Not found"}');
  });
});
