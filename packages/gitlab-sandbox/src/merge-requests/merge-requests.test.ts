import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { withDraft } from './mergeability.ts';

let sandbox: TestSandbox;
let project: string;
let count = 0;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  count += 1;
  const group = at((await sandbox.call('GET', '/groups/acme')).body, 'id');
  const created = await sandbox.call('POST', '/projects', {
    body: { name: `Repo ${count}`, namespace_id: group, initialize_with_readme: true },
  });
  project = `/projects/${at(created.body, 'id')}`;
});

const change = (branch: string, path: string, content: string, start?: string) =>
  sandbox.call('POST', `${project}/repository/commits`, {
    body: {
      branch,
      commit_message: `change ${path}`,
      actions: [{ action: path === 'README.md' ? 'update' : 'create', file_path: path, content }],
      ...(start === undefined ? {} : { start_branch: start }),
    },
  });
const open = (source: string, more: object = {}) =>
  sandbox.call('POST', `${project}/merge_requests`, {
    body: { title: 'Change', source_branch: source, target_branch: 'main', ...more },
  });
const read = async (iid: unknown): Promise<unknown> =>
  (await sandbox.call('GET', `${project}/merge_requests/${iid}`)).body;
const settle = async (iid: unknown): Promise<unknown> => {
  await read(iid);
  await sandbox.drain();
  return read(iid);
};

describe('merge requests', () => {
  it('become mergeable only after they were read', async () => {
    await change('topic', 'a.txt', 'a\n', 'main');
    const created = await open('topic');
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      iid: 1,
      state: 'opened',
      detailed_merge_status: 'preparing',
      merge_status: 'checking',
      changes_count: '1',
      diff_refs: null,
      merge_commit_sha: null,
    });
    await sandbox.call('GET', `${project}/merge_requests`);
    await sandbox.drain();
    expect((await sandbox.call('GET', `${project}/merge_requests`)).body).toMatchObject([
      { detailed_merge_status: 'preparing' },
    ]);
    expect(await read(1)).toMatchObject({ detailed_merge_status: 'checking' });
    await sandbox.drain();
    const ready = await read(1);
    expect(ready).toMatchObject({
      detailed_merge_status: 'mergeable',
      merge_status: 'can_be_merged',
      has_conflicts: false,
      changes_count: '1',
    });
    expect(ready).not.toHaveProperty('diverged_commits_count');
    await change('topic', 'b.txt', 'b\n');
    expect(
      (await sandbox.call('GET', `${project}/merge_requests?state=opened&source_branch=topic`)).body,
    ).toMatchObject([{ detailed_merge_status: 'unchecked' }]);
  });

  it('merge with a merge commit, and remove the source branch when asked', async () => {
    await change('topic', 'a.txt', 'a\n', 'main');
    await open('topic');
    expect((await sandbox.call('PUT', `${project}/merge_requests/1/merge`)).status).toBe(405);
    await settle(1);
    const merged = await sandbox.call('PUT', `${project}/merge_requests/1/merge`, {
      body: { should_remove_source_branch: true },
    });
    expect(merged.status).toBe(200);
    expect(merged.body).toMatchObject({
      state: 'merged',
      squash_commit_sha: null,
      merge_commit_sha: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      detailed_merge_status: 'not_open',
    });
    const commit = await sandbox.call('GET', `${project}/repository/commits/main`);
    expect(at(commit.body, 'parent_ids')).toHaveLength(2);
    expect(at(commit.body, 'message')).toContain("Merge branch 'topic' into 'main'");
    expect((await sandbox.call('GET', `${project}/repository/branches/topic`)).status).toBe(404);
    expect((await sandbox.call('PUT', `${project}/merge_requests/1/merge`)).status).toBe(405);
    expect((await sandbox.call('GET', `${project}/merge_requests/1/commits`)).body).toHaveLength(1);
  });

  it('squash several commits into one', async () => {
    await change('topic', 'a.txt', 'a\n', 'main');
    await change('topic', 'b.txt', 'b\n');
    await open('topic', { squash: true });
    await settle(1);
    const merged = await sandbox.call('PUT', `${project}/merge_requests/1/merge`, {
      body: { squash: true, should_remove_source_branch: false },
    });
    const squash = at(merged.body, 'squash_commit_sha');
    const source = at(merged.body, 'sha');
    expect(squash).toMatch(/^[0-9a-f]{40}$/);
    const head = await sandbox.call('GET', `${project}/repository/commits/main`);
    expect(at(head.body, 'parent_ids')).toContain(squash);
    expect(at(head.body, 'parent_ids')).not.toContain(source);
    expect((await sandbox.call('GET', `${project}/repository/branches/topic`)).status).toBe(200);
  });

  it('are refused with the statuses of GitLab', async () => {
    await change('topic', 'a.txt', 'a\n', 'main');
    await open('topic');
    const twin = await open('topic');
    expect([twin.status, twin.text]).toEqual([
      409,
      '{"message":["Another open merge request already exists for this source branch: !1"]}',
    ]);
    expect((await open('main')).status).toBe(422);
    expect((await sandbox.call('POST', `${project}/merge_requests`, { body: {} })).text).toBe(
      '{"error":"title is missing, source_branch is missing, target_branch is missing"}',
    );
    await settle(1);
    const developer = await sandbox.call('PUT', `${project}/merge_requests/1/merge`, {
      token: sandbox.tokens.developer,
    });
    expect([developer.status, developer.text]).toEqual([401, '{"message":"401 Unauthorized"}']);
    const stale = await sandbox.call('PUT', `${project}/merge_requests/1/merge`, { body: { sha: '1'.repeat(40) } });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('SHA does not match HEAD of source branch');
    expect((await sandbox.call('PUT', `${project}/merge_requests/1`, { body: {} })).status).toBe(400);
  });

  it('show a conflict and cannot be merged with one', async () => {
    await change('topic', 'README.md', 'topic\n', 'main');
    await change('main', 'README.md', 'main\n');
    await open('topic');
    expect(await settle(1)).toMatchObject({ detailed_merge_status: 'conflict', has_conflicts: true });
    expect((await sandbox.call('PUT', `${project}/merge_requests/1/merge`)).text).toBe(
      '{"message":"405 Method Not Allowed"}',
    );
  });

  it('close, reopen, become drafts, and close with their branch', async () => {
    await change('topic', 'a.txt', 'a\n', 'main');
    await open('topic', { labels: 'one,two', description: 'text' });
    const update = (body: object) => sandbox.call('PUT', `${project}/merge_requests/1`, { body });
    expect((await update({ state_event: 'close' })).body).toMatchObject({
      state: 'closed',
      closed_by: { username: 'demo' },
    });
    expect((await update({ state_event: 'reopen' })).body).toMatchObject({ state: 'opened', closed_by: null });
    expect((await update({ title: 'Draft: Change', remove_labels: 'one', add_labels: 'three' })).body).toMatchObject({
      draft: true,
      labels: ['two', 'three'],
    });
    expect(await settle(1)).toMatchObject({ detailed_merge_status: 'draft_status' });
    await sandbox.call('DELETE', `${project}/repository/branches/topic`);
    expect(await read(1)).toMatchObject({ state: 'closed' });
  });

  it('list diffs and notes', async () => {
    await change('topic', 'README.md', 'changed\n', 'main');
    await open('topic');
    const diffs = await sandbox.call('GET', `${project}/merge_requests/1/diffs`);
    expect(diffs.body).toMatchObject([
      { new_path: 'README.md', new_file: false, diff: expect.stringContaining('+changed') as string },
    ]);
    expect((await sandbox.call('POST', `${project}/merge_requests/1/notes`, { body: { body: 'Hello' } })).status).toBe(
      201,
    );
    expect((await sandbox.call('GET', `${project}/merge_requests/1/notes`)).body).toMatchObject([
      { body: 'Hello', noteable_iid: 1 },
    ]);
    expect((await sandbox.call('POST', `${project}/merge_requests/1/notes`, { body: {} })).text).toBe(
      '{"error":"body is missing"}',
    );
  });

  it('take assignees, reviewers, labels, squash and removal of the branch when opened and when changed', async () => {
    const userId = async (token: string): Promise<unknown> =>
      at((await sandbox.call('GET', '/user', { token })).body, 'id');
    const [one, two] = [await userId(sandbox.tokens.owner), await userId(sandbox.tokens.maintainer)];
    await change('topic', 'a.txt', 'a\n', 'main');
    const opened = await open('topic', {
      assignee_ids: [one],
      reviewer_ids: [two],
      labels: ['a', 'b'],
      squash: true,
      remove_source_branch: false,
    });
    expect(opened.body).toMatchObject({
      assignees: [{ id: one }],
      assignee: { id: one },
      reviewers: [{ id: two }],
      labels: ['a', 'b'],
      squash: true,
      force_remove_source_branch: false,
    });
    const changed = await sandbox.call('PUT', `${project}/merge_requests/1`, {
      body: { assignee_ids: [], reviewer_ids: [one], labels: '', squash: false, remove_source_branch: true },
    });
    expect(changed.body).toMatchObject({
      assignees: [],
      assignee: null,
      reviewers: [{ id: one }],
      labels: [],
      squash: false,
      force_remove_source_branch: true,
    });
  });

  it('are not merged while they are drafts', async () => {
    await change('topic', 'a.txt', 'a\n', 'main');
    await open('topic', { title: 'Draft: Change' });
    expect(await settle(1)).toMatchObject({ draft: true, detailed_merge_status: 'draft_status' });
    expect((await sandbox.call('PUT', `${project}/merge_requests/1/merge`)).status).toBe(405);
    await sandbox.call('PUT', `${project}/merge_requests/1`, { body: { title: 'Change' } });
    expect(await settle(1)).toMatchObject({ draft: false, detailed_merge_status: 'mergeable' });
    expect((await sandbox.call('PUT', `${project}/merge_requests/1/merge`)).status).toBe(200);
  });
});

describe('withDraft', () => {
  it.each([
    ['Change', 'Draft: Change', 'Change'],
    ['Draft: Change', 'Draft: Change', 'Change'],
    ['[draft] Draft: Change', '[draft] Draft: Change', 'Change'],
    ['(Draft) Change', '(Draft) Change', 'Change'],
    ['Drafting', 'Draft: Drafting', 'Drafting'],
  ])('marks %s and takes the mark away', (title, draft, ready) => {
    expect(withDraft(title, true)).toBe(draft);
    expect(withDraft(title, false)).toBe(ready);
  });
});
