import { Gitlab } from '@gitbeaker/rest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';

/** A journey of the JavaScript client that others wrote, step by step in one repository. */
describe('@gitbeaker/rest', () => {
  let sandbox: TestSandbox;
  let api: InstanceType<typeof Gitlab>;
  let developer: InstanceType<typeof Gitlab>;
  let id: number;
  let groupId: number;
  let innerPath: string;

  beforeAll(async () => {
    sandbox = await openSandbox();
    api = new Gitlab({ host: sandbox.url, token: sandbox.tokens.owner });
    developer = new Gitlab({ host: sandbox.url, token: sandbox.tokens.developer });
  });
  afterAll(() => sandbox.dispose());

  const refusal = (status: number) => ({ cause: { response: { status } } });

  it('finds out who it is, and where', async () => {
    expect(await api.Users.showCurrentUser()).toMatchObject({ username: 'demo' });
    expect((await api.Metadata.show()).version).toMatch(/^\d+\.\d+/u);
    expect(await api.PersonalAccessTokens.show()).toMatchObject({ name: 'owner' });
  });

  it('makes groups and repositories, and is told what is taken or not there', async () => {
    const group = await api.Groups.create('Beaker', 'beaker');
    const inner = await api.Groups.create('Inner', 'inner', { parentId: group.id });
    [groupId, innerPath] = [group.id, `beaker/${inner.path}`];
    expect(await api.Groups.allSubgroups(group.id)).toHaveLength(1);
    const project = await api.Projects.create({ name: 'Svc', namespaceId: group.id, initializeWithReadme: true });
    expect(project).toMatchObject({ default_branch: 'main', path_with_namespace: 'beaker/svc' });
    id = project.id;
    await expect(api.Projects.create({ name: 'Svc', namespaceId: group.id })).rejects.toMatchObject(refusal(400));
    await expect(api.Projects.show('no/such')).rejects.toMatchObject(refusal(404));
    expect(await api.Projects.show('beaker/svc')).toMatchObject({ id });
    for (const name of ['one', 'two', 'three']) await api.Projects.create({ name, namespaceId: inner.id });
  });

  it('reads pages of both kinds', async () => {
    expect(await api.Groups.allProjects(innerPath, { perPage: 2 })).toHaveLength(3);
    const page = await api.Groups.allProjects(innerPath, { perPage: 2, page: 2, showExpanded: true });
    expect(page.paginationInfo).toMatchObject({ total: 3, previous: 1, next: null });
    const keyset = { pagination: 'keyset', orderBy: 'id', sort: 'asc', perPage: 2, maxPages: 2 } as const;
    expect(await api.Projects.all(keyset)).toHaveLength(4);
  });

  it('writes branches, files and commits', async () => {
    await api.Branches.create(id, 'feature/x', 'main');
    await expect(api.Branches.create(id, 'feature/x', 'main')).rejects.toMatchObject(refusal(400));
    expect(await api.Branches.all(id)).toHaveLength(2);
    await api.RepositoryFiles.create(id, 'src/a b.ts', 'feature/x', 'one\n', 'add');
    await api.RepositoryFiles.edit(id, 'src/a b.ts', 'feature/x', 'two\n', 'change');
    const file = await api.RepositoryFiles.show(id, 'src/a b.ts', 'feature/x');
    expect(Buffer.from(file.content, 'base64').toString()).toBe('two\n');
    const action = { action: 'create', filePath: 'b.txt', content: 'b' } as const;
    expect((await api.Commits.create(id, 'feature/x', 'more', [action])).stats).toMatchObject({ additions: 1 });
    expect(await api.Commits.all(id, { refName: 'feature/x' })).toHaveLength(4);
    expect(await api.Repositories.allRepositoryTrees(id, { ref: 'feature/x', recursive: true })).toHaveLength(4);
    expect((await api.Repositories.compare(id, 'main', 'feature/x')).commits).toHaveLength(3);
    expect(await api.Tags.create(id, 'v1', 'main')).toMatchObject({ name: 'v1' });
    expect(await api.ProtectedBranches.all(id)).toHaveLength(1);
  });

  it('keeps labels, milestones, issues, members and webhooks', async () => {
    expect(await api.ProjectLabels.create(id, 'bug', '#112233')).toMatchObject({ name: 'bug' });
    expect(await api.ProjectMilestones.create(id, '1.0')).toMatchObject({ title: '1.0' });
    const issue = await api.Issues.create(id, 'Broken', { labels: 'bug' });
    expect(await api.Issues.show(issue.iid, { projectId: id })).toMatchObject({ title: 'Broken' });
    const { id: userId } = await developer.Users.showCurrentUser();
    await api.ProjectMembers.add(id, 30, { userId });
    expect(await api.ProjectMembers.all(id, { includeInherited: true })).toHaveLength(2);
    const url = 'http://127.0.0.1:9/hook';
    const hook = await api.ProjectHooks.add(id, url, { mergeRequestsEvents: true });
    expect(hook).toMatchObject({ push_events: true, merge_requests_events: true });
    await api.ProjectHooks.edit(id, hook.id, url, { pushEvents: false });
    expect(await api.ProjectHooks.all(id)).toMatchObject([{ push_events: false }]);
    await api.ProjectHooks.remove(id, hook.id);
    await expect(api.ProjectHooks.show(id, hook.id)).rejects.toMatchObject(refusal(404));
  });

  it('opens a merge request, discusses, approves and merges it', async () => {
    const labels = ['bug', 'x'];
    expect(await api.MergeRequests.create(id, 'feature/x', 'main', 'Title', { labels })).toMatchObject({
      iid: 1,
      labels,
    });
    await expect(api.MergeRequests.create(id, 'feature/x', 'main', 'T')).rejects.toMatchObject(refusal(409));
    expect(await api.MergeRequests.edit(id, 1, { title: 'Other' })).toMatchObject({ title: 'Other' });
    await api.MergeRequestNotes.create(id, 1, 'hello');
    const thread = await api.MergeRequestDiscussions.create(id, 1, 'thread');
    await api.MergeRequestDiscussions.resolve(id, 1, thread.id, true);
    expect(await api.MergeRequests.allDiffs(id, 1)).toHaveLength(2);
    expect(await api.MergeRequests.allCommits(id, 1)).toHaveLength(3);
    await developer.MergeRequestApprovals.approve(id, 1);
    const approvals = await api.MergeRequestApprovals.showConfiguration(id, { mergerequestIId: 1 });
    expect(approvals.approved_by).toHaveLength(1);
    const status = async () => (await api.MergeRequests.show(id, 1)).detailed_merge_status;
    await vi.waitUntil(async () => (await status()) === 'mergeable', { timeout: 10_000 });
    const { sha } = await api.MergeRequests.show(id, 1);
    await api.Commits.editStatus(id, sha, 'success', { name: 'ci' });
    expect(await api.MergeRequests.allPipelines(id, 1)).toHaveLength(1);
    expect(await api.MergeRequests.merge(id, 1)).toMatchObject({ state: 'merged' });
  });

  it('forks, archives and deletes', async () => {
    const fork = await api.Projects.fork(id, { namespacePath: innerPath });
    expect(fork).toMatchObject({ forked_from_project: { id } });
    expect(await api.Projects.archive(id)).toMatchObject({ archived: true });
    expect(await api.Projects.unarchive(id)).toMatchObject({ archived: false });
    await api.Projects.remove(id);
    await api.Groups.remove(groupId);
  });
});
