import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes, type Build, type GitSettingsInput } from '@amplication/contract';
import { connectRepository, startStack, type Stack } from '@amplication/test-kit';

/** What merge requests are opened with and commits are signed with, from the settings to GitLab. */
describe('merge request settings', () => {
  let stack: Stack;
  let projectId: string;
  let serviceId: string;
  let repository: GitSettingsInput;
  let userId: number;

  beforeAll(async () => {
    stack = await startStack();
    const connected = await connectRepository(stack, 'merge-request-settings');
    projectId = connected.projectId;
    serviceId = (await stack.call(routes.listServices, { params: { projectId } }))[0]?.id ?? '';
    const { settings } = await stack.call(routes.getProjectGitSettings, { params: { projectId } });
    repository = {
      gitOrganizationId: settings?.organization.id ?? '',
      externalRepositoryId: connected.repository.externalId,
    };
    userId = (await gitlab<{ id: number }>('GET', '/user')).id;
  });
  afterAll(() => stack.stop());

  const gitlab = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${stack.sandbox.url}/api/v4${path}`, {
      method,
      headers: { 'private-token': stack.sandbox.tokens.owner, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const toPath = (rest: string): string => `/projects/${repository.externalRepositoryId}${rest}`;
  const readMergeRequest = (number: number): Promise<Record<string, unknown>> =>
    gitlab('GET', toPath(`/merge_requests/${number}`));
  const save = (input: Partial<GitSettingsInput>) =>
    stack.call(routes.setProjectGitSettings, { params: { projectId }, body: { ...repository, ...input } });
  const build = async (strategy: 'pending-changes' | 'all-services'): Promise<Build> => {
    const commit = await stack.call(routes.createCommit, { params: { projectId }, body: { message: '', strategy } });
    return stack.waitForBuild(commit.builds[0]?.id ?? '');
  };

  it('have defaults that leave it to the repository', async () => {
    const { settings } = await stack.call(routes.getProjectGitSettings, { params: { projectId } });
    expect(settings).toMatchObject({
      mergeRequest: {
        labels: [],
        draft: false,
        squash: null,
        removeSourceBranch: null,
        assigneeIds: [],
        reviewerIds: [],
      },
      author: { name: 'Amplication', email: 'amplication@users.noreply.local' },
    });
  });

  it.each<[string, Partial<GitSettingsInput>]>([
    ['mergeRequest.labels', { mergeRequest: { labels: ['a,b'] } }],
    ['mergeRequest.labels', { mergeRequest: { labels: Array.from({ length: 21 }, (_each, index) => `l${index}`) } }],
    ['mergeRequest.reviewerIds', { mergeRequest: { reviewerIds: [3, 3] } }],
    ['author.email', { author: { email: 'nobody' } }],
    ['author.name', { author: { name: 'a <b>' } }],
  ])('are refused at %s, and the ones before stay', async (path, input) => {
    await expect(save({ commitMessage: 'never', ...input })).rejects.toMatchObject({
      problem: { code: 'invalid_input', problems: [{ path }] },
    });
    const { settings } = await stack.call(routes.getProjectGitSettings, { params: { projectId } });
    expect(settings).toMatchObject({ commitMessage: 'chore: update generated code' });
  });

  it('reach GitLab with the first merge request, and sign its commit', async () => {
    const author = { name: 'Code Bot', email: 'bot@example.com' };
    const mergeRequest = { labels: ['generated', 'team::platform'], draft: true, squash: true };
    await save({
      mergeRequest: { ...mergeRequest, removeSourceBranch: false, assigneeIds: [userId], reviewerIds: [userId] },
      author,
    });
    const built = await build('all-services');
    expect(built).toMatchObject({ state: 'proposed', mergeRequest: { number: 1, draft: true } });
    expect(await readMergeRequest(1)).toMatchObject({
      title: 'Draft: chore: update generated code',
      labels: ['generated', 'team::platform'],
      squash: true,
      force_remove_source_branch: false,
      assignees: [{ id: userId }],
      reviewers: [{ id: userId }],
    });
    expect(await gitlab('GET', toPath(`/repository/commits/${built.gitCommitId ?? ''}`))).toMatchObject({
      author_name: author.name,
      author_email: author.email,
      committer_name: author.name,
      committer_email: author.email,
    });
  });

  it('never overwrite what a person changed later, not even when the settings say otherwise by then', async () => {
    await gitlab('PUT', toPath('/merge_requests/1'), {
      title: 'By a person',
      labels: 'reviewed',
      squash: false,
      assignee_ids: [],
      reviewer_ids: [],
      remove_source_branch: true,
    });
    await save({ mergeRequest: { labels: ['other'], draft: true, squash: true } });
    await stack.call(routes.createEntity, { params: { serviceId }, body: { name: 'Label' } });
    expect(await build('pending-changes')).toMatchObject({ state: 'proposed', mergeRequest: { number: 1 } });
    expect(await readMergeRequest(1)).toMatchObject({
      title: 'By a person',
      draft: false,
      labels: ['reviewed'],
      squash: false,
      assignees: [],
      reviewers: [],
      force_remove_source_branch: true,
    });
  });

  it('can be of a service alone, and go back to the defaults when they are left out', async () => {
    const own = await stack.call(routes.overrideServiceGitSettings, {
      params: { serviceId },
      body: { ...repository, mergeRequest: { labels: ['own'] }, author: { name: 'Own' } },
    });
    expect(own).toMatchObject({
      mergeRequest: { labels: ['own'], squash: null },
      author: { name: 'Own', email: 'amplication@users.noreply.local' },
    });
    expect(await save({})).toMatchObject({ mergeRequest: { labels: [] }, author: { name: 'Amplication' } });
    const { settings } = await stack.call(routes.getServiceGitSettings, { params: { serviceId } });
    expect(settings).toMatchObject({ mergeRequest: { labels: ['own'] } });
  });
});
