import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox);
});

const sha = expect.stringMatching(/^[0-9a-f]{40}$/) as string;
const keep = { should_remove_source_branch: false };
const commitOf = async (id: unknown): Promise<unknown> =>
  (await sandbox.call('GET', `${project.path}/repository/commits/${id}`)).body;
const textOf = async (file: string, ref: string): Promise<string> =>
  (await sandbox.call('GET', `${project.path}/repository/files/${file}/raw?ref=${ref}`)).text;

describe('merge methods', () => {
  it('are settings that a maintainer changes and others do not', async () => {
    const settings = { merge_method: 'ff', squash_option: 'always', remove_source_branch_after_merge: false };
    expect((await project.put(settings, sandbox.tokens.maintainer)).body).toMatchObject(settings);
    expect((await project.put(settings, sandbox.tokens.developer)).status).toBe(403);
    expect((await project.put({ merge_method: 'x' })).text).toBe(
      '{"error":"merge_method does not have a valid value"}',
    );
    const created = await openProject(sandbox, { merge_method: 'rebase_merge' });
    expect((await sandbox.call('GET', created.path)).body).toMatchObject({ merge_method: 'rebase_merge' });
  });

  it('fast-forward moves the target to the tip and makes no commit', async () => {
    await project.put({ merge_method: 'ff' });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    const tip = await project.tip('topic');
    await project.open('topic');
    await project.settled();
    const merged = await project.first('PUT', '/merge', keep);
    expect(merged.body).toMatchObject({ state: 'merged', sha: tip, merge_commit_sha: null, squash_commit_sha: null });
    expect(await project.tip('main')).toBe(tip);
  });

  it('fast-forward with a squash makes one commit on the target', async () => {
    await project.put({ merge_method: 'ff' });
    const base = await project.tip('main');
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.change('topic', 'b.txt', 'b\n');
    await project.open('topic', { squash: true });
    await project.settled();
    const merged = await project.first('PUT', '/merge', keep);
    expect(merged.body).toMatchObject({ merge_commit_sha: null, squash_commit_sha: sha });
    const squash = at(merged.body, 'squash_commit_sha');
    expect(await project.tip('main')).toBe(squash);
    expect(at(await commitOf(squash), 'parent_ids')).toEqual([base]);
  });

  it.each(['ff', 'rebase_merge'])('%s refuses a branch that is behind until it is rebased', async (method) => {
    await project.put({ merge_method: method });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.change('topic', 'b.txt', 'b\n');
    const before = await project.tip('topic');
    await project.open('topic');
    await project.change('main', 'c.txt', 'c\n');
    expect(await project.settled()).toMatchObject({ detailed_merge_status: 'need_rebase', has_conflicts: false });
    expect((await project.first('PUT', '/merge')).text).toBe('{"message":"405 Method Not Allowed"}');
    expect(
      at((await project.first('GET', '?include_diverged_commits_count=true')).body, 'diverged_commits_count'),
    ).toBe(1);

    const rebase = await project.first('PUT', '/rebase');
    expect([rebase.status, rebase.text]).toEqual([202, '{"rebase_in_progress":true}']);
    expect(await project.settled()).toMatchObject({
      rebase_in_progress: false,
      merge_error: null,
      detailed_merge_status: 'mergeable',
    });
    const tip = await project.tip('topic');
    expect(tip).not.toBe(before);
    const [last, first] = (await project.first('GET', '/commits')).body as unknown[];
    expect([at(last, 'title'), at(first, 'title')]).toEqual(['change b.txt', 'change a.txt']);
    expect(at(first, 'parent_ids')).toEqual([await project.tip('main')]);

    const merged = (await project.first('PUT', '/merge', keep)).body;
    const main = await project.tip('main');
    expect(merged).toMatchObject({ state: 'merged', sha: tip, merge_commit_sha: method === 'ff' ? null : main });
    if (method === 'ff') expect(main).toBe(tip);
    else expect(at(await commitOf(main), 'parent_ids')).toHaveLength(2);
  });

  it('a merge commit takes a branch that is behind', async () => {
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    await project.change('main', 'c.txt', 'c\n');
    expect(await project.settled()).toMatchObject({ detailed_merge_status: 'mergeable' });
    expect((await project.first('PUT', '/merge', keep)).body).toMatchObject({ merge_commit_sha: sha });
  });

  it('squashing always or never outweighs what the merge request says', async () => {
    await project.put({ squash_option: 'never' });
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.change('topic', 'b.txt', 'b\n');
    await project.open('topic', { squash: true });
    expect(await project.settled()).toMatchObject({ squash: true, squash_on_merge: false });
    await project.put({ squash_option: 'always' });
    await project.first('PUT', '', { squash: false });
    expect(await project.settled()).toMatchObject({ squash: false, squash_on_merge: true });
    expect((await project.first('PUT', '/merge', { squash: false })).body).toMatchObject({ squash_commit_sha: sha });
  });
});

describe('rebase', () => {
  it('fails with a sentence when there is a conflict, and leaves the branch', async () => {
    await project.change('topic', 'README.md', 'topic\n', 'main');
    await project.change('main', 'README.md', 'main\n');
    await project.open('topic');
    const before = await project.tip('topic');
    await project.first('PUT', '/rebase');
    expect(await project.settled()).toMatchObject({
      merge_error: 'Rebase failed. Please rebase locally',
      rebase_in_progress: false,
    });
    expect(await project.tip('topic')).toBe(before);
  });

  it('is refused to who may not push there', async () => {
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    const refused = await project.first('PUT', '/rebase', undefined, sandbox.tokens.readonly);
    expect(refused.status).toBe(403);
    await sandbox.call('POST', `${project.path}/repository/branches`, { body: { branch: 'x', ref: 'main' } });
    const back = { title: 'Back', source_branch: 'main', target_branch: 'x' };
    await sandbox.call('POST', `${project.path}/merge_requests`, { body: back });
    const onMain = (token: string) => sandbox.call('PUT', `${project.path}/merge_requests/2/rebase`, { token });
    expect((await onMain(sandbox.tokens.developer)).text).toBe(
      '{"message":"403 Forbidden - Cannot push to source branch"}',
    );
    expect((await onMain(sandbox.tokens.owner)).text).toBe(
      '{"message":"403 Forbidden - Source branch is protected from force push"}',
    );
  });
});

describe('cherry-pick and revert', () => {
  const pick = (verb: string, id: unknown, body: object, token = sandbox.tokens.owner) =>
    sandbox.call('POST', `${project.path}/repository/commits/${id}/${verb}`, { body, token });

  it('put a commit, and its opposite, on a branch', async () => {
    const made = at((await project.change('topic', 'a.txt', 'a\n', 'main')).body, 'id');
    const picked = await pick('cherry_pick', made, { branch: 'main' });
    expect(picked.status).toBe(201);
    expect(picked.body).toMatchObject({ message: `change a.txt\n\n(cherry picked from commit ${made})`, stats: {} });
    expect(await textOf('a.txt', 'main')).toBe('a\n');
    const reverted = await pick('revert', at(picked.body, 'id'), { branch: 'main' });
    expect(reverted.body).toMatchObject({ title: 'Revert "change a.txt"' });
    expect((await sandbox.call('GET', `${project.path}/repository/files/a.txt?ref=main`)).status).toBe(404);
  });

  it('revert a merge commit to its first parent, and name the merge request', async () => {
    await project.change('topic', 'README.md', 'topic\n', 'main');
    await project.open('topic');
    await project.settled();
    const merge = at((await project.first('PUT', '/merge')).body, 'merge_commit_sha');
    await project.change('main', 'other.txt', 'kept\n');
    const reverted = await pick('revert', merge, { branch: 'main' });
    expect(at(reverted.body, 'message')).toMatch(/^Revert "Merge branch[\s\S]*This reverts merge request acme\/.*!1$/);
    expect(await textOf('README.md', 'main')).not.toBe('topic\n');
    expect(await textOf('other.txt', 'main')).toBe('kept\n');
  });

  it('only try when asked to', async () => {
    const made = at((await project.change('topic', 'a.txt', 'a\n', 'main')).body, 'id');
    const before = await project.tip('main');
    const tried = await pick('cherry_pick', made, { branch: 'main', dry_run: true });
    expect([tried.status, tried.text]).toEqual([200, '{"dry_run":"success"}']);
    expect(await project.tip('main')).toBe(before);
  });

  it('refuse in the words of GitLab', async () => {
    const made = at((await project.change('topic', 'README.md', 'topic\n', 'main')).body, 'id');
    expect(at((await pick('cherry_pick', made, { branch: 'topic' })).body, 'error_code')).toBe('empty');
    await project.change('main', 'README.md', 'main\n');
    const conflict = await pick('cherry_pick', made, { branch: 'main' });
    expect(conflict.status).toBe(400);
    expect(conflict.body).toMatchObject({
      message: expect.stringContaining('Sorry, we cannot cherry-pick this commit automatically.') as string,
      error_code: 'conflict',
    });
    expect((await pick('revert', '1'.repeat(40), { branch: 'main' })).text).toBe('{"message":"404 Commit Not Found"}');
    expect((await pick('revert', made, { branch: 'nope' })).text).toBe('{"message":"404 Branch Not Found"}');
    expect((await pick('revert', made, {})).text).toBe('{"error":"branch is missing"}');
    expect((await pick('revert', made, { branch: 'main' }, sandbox.tokens.developer)).status).toBe(403);
  });
});

describe('the default branch', () => {
  it('can be another one that exists', async () => {
    await project.change('trunk', 'a.txt', 'a\n', 'main');
    expect((await project.put({ default_branch: 'trunk' })).body).toMatchObject({ default_branch: 'trunk' });
    expect((await project.put({ default_branch: 'nope' })).status).toBe(400);
  });
});
