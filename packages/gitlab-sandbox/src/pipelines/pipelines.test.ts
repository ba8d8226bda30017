import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';
import { toPipelineStatus } from './change-pipeline.ts';

let sandbox: TestSandbox;
let project: TestProject;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox, { only_allow_merge_if_pipeline_succeeds: true });
  await project.change('topic', 'a.txt', 'a\n', 'main');
  await project.open('topic');
});

const say = async (state: string, name = 'ci') =>
  sandbox.call('POST', `${project.path}/statuses/${String(await project.tip('topic'))}`, {
    body: { state, name, ref: 'topic' },
  });
const status = async (): Promise<unknown> => at(await project.settled(), 'detailed_merge_status');

describe('commit statuses', () => {
  it('begin a pipeline of their commit, which follows them', async () => {
    const first = await say('running', 'build');
    expect([first.status, at(first.body, 'status'), at(first.body, 'name')]).toEqual([201, 'running', 'build']);
    await say('success', 'build');
    await say('failed', 'test');
    const { body } = await project.first('GET', '/pipelines');
    expect(body).toMatchObject([
      { id: at(first.body, 'pipeline_id'), status: 'failed', source: 'external', ref: 'topic' },
    ]);
    expect((await project.first('GET')).body).toMatchObject({
      head_pipeline: { status: 'failed', detailed_status: {} },
    });
    expect((await sandbox.call('GET', `${project.path}/repository/commits/topic`)).body).toMatchObject({
      status: 'failed',
      last_pipeline: { status: 'failed' },
    });
  });

  it('are refused without a state, for an unknown commit and to readers', async () => {
    const post = (sha: string, body: object, token = sandbox.tokens.owner) =>
      sandbox.call('POST', `${project.path}/statuses/${sha}`, { body, token });
    const sha = String(await project.tip('topic'));
    expect((await post(sha, {})).text).toBe('{"error":"state is missing"}');
    expect((await post(sha, { state: 'lost' })).text).toBe('{"error":"state does not have a valid value"}');
    expect((await post('1'.repeat(40), { state: 'success' })).text).toBe('{"message":"404 Commit Not Found"}');
    expect((await post(sha, { state: 'success' }, sandbox.tokens.guest)).status).toBe(403);
  });

  it.each([
    [['success', 'running'], 'running'],
    [['success', 'failed'], 'failed'],
    [['success', 'skipped'], 'success'],
    [['skipped'], 'skipped'],
    [['pending', 'failed'], 'pending'],
  ] as const)('%j make %s', (statuses, expected) => {
    expect(toPipelineStatus(statuses)).toBe(expected);
  });
});

describe('a project that asks for a successful pipeline', () => {
  it('merges nothing before there is one', async () => {
    expect(await status()).toBe('ci_must_pass');
    await say('running');
    expect(await status()).toBe('ci_still_running');
    expect((await project.first('PUT', '/merge')).text).toBe('{"message":"405 Method Not Allowed"}');
    await say('failed');
    expect(await status()).toBe('ci_must_pass');
    await say('success');
    expect(await status()).toBe('mergeable');
    await project.change('topic', 'b.txt', 'b\n');
    expect(await status()).toBe('ci_must_pass');
  });

  it('merges by itself when asked to, once the pipeline succeeds', async () => {
    await say('running');
    await project.settled();
    const armed = await project.first('PUT', '/merge', { auto_merge: true });
    expect([armed.status, at(armed.body, 'state'), at(armed.body, 'merge_when_pipeline_succeeds')]).toEqual([
      200,
      'opened',
      true,
    ]);
    await say('success');
    expect(await project.settled()).toMatchObject({ state: 'merged', merge_user: { username: 'demo' } });
  });

  it('does not merge by itself when that was taken back, or after a push', async () => {
    await say('running');
    await project.settled();
    await project.first('PUT', '/merge', { merge_when_pipeline_succeeds: true });
    const cancel = '/cancel_merge_when_pipeline_succeeds';
    expect(at((await project.first('POST', cancel)).body, 'merge_when_pipeline_succeeds')).toBe(false);
    expect((await project.first('POST', cancel)).status).toBe(406);
    await project.first('PUT', '/merge', { auto_merge: true });
    await project.change('topic', 'b.txt', 'b\n');
    await say('success');
    expect(await project.settled()).toMatchObject({ state: 'opened', merge_when_pipeline_succeeds: false });
  });
});

describe('approvals', () => {
  it('are needed as often as the project or the merge request asks', async () => {
    await project.put({ only_allow_merge_if_pipeline_succeeds: false, approvals_before_merge: 1 });
    expect(await status()).toBe('not_approved');
    const approved = await project.first('POST', '/approve', {}, sandbox.tokens.developer);
    expect([approved.status, at(approved.body, 'approved'), at(approved.body, 'user_has_approved')]).toEqual([
      201,
      true,
      true,
    ]);
    expect(await status()).toBe('mergeable');
    await project.first('POST', '/approvals', { approvals_required: 2 });
    expect(await status()).toBe('not_approved');
    expect((await project.first('GET', '/approvals')).body).toMatchObject({
      approvals_required: 2,
      approvals_left: 1,
      approved_by: [{ user: { username: 'developer' } }],
    });
  });

  it('are refused for another head, a second time, and to who may not', async () => {
    const head = String(await project.tip('topic'));
    const other = await project.first('POST', '/approve', { sha: '0'.repeat(40) });
    expect([other.status, other.text]).toEqual([
      409,
      `{"message":"SHA does not match HEAD of source branch: ${head}"}`,
    ]);
    expect((await project.first('POST', '/approve', { sha: head })).status).toBe(201);
    expect((await project.first('POST', '/approve')).status).toBe(401);
    expect((await project.first('POST', '/unapprove')).status).toBe(201);
    expect((await project.first('POST', '/unapprove')).status).toBe(404);
    expect((await project.first('POST', '/approve', {}, sandbox.tokens.guest)).status).toBe(403);
  });
});
