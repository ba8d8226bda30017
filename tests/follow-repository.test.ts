import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes, type GitSettingsView } from '@amplication/contract';
import { connectRepository, openStore, startStack, type Stack } from '@amplication/test-kit';
import { callSandbox } from './support/sandbox-api.ts';

/** A repository is known by its number: whatever people do with it in GitLab is shown, and never a crash. */
describe('a repository that changes in GitLab', () => {
  let stack: Stack;
  let projectId: string;
  let externalId: number;

  beforeAll(async () => {
    stack = await startStack();
    const connected = await connectRepository(stack, 'before');
    projectId = connected.projectId;
    externalId = connected.repository.externalId;
    await generate();
  });
  afterAll(() => stack.stop());

  const gitlab = async (method: string, path: string, body?: object): Promise<void> => {
    const { status } = await callSandbox(stack.sandbox, method, `/projects/${externalId}${path}`, body);
    expect(status).toBeLessThan(300);
  };
  const generate = async () => {
    const body = { message: '', strategy: 'all-services' } as const;
    const commit = await stack.call(routes.createCommit, { params: { projectId }, body });
    return stack.waitForBuild(commit.builds[0]?.id ?? '');
  };
  const look = async (): Promise<GitSettingsView['repository'] | undefined> =>
    (await stack.call(routes.getProjectGitSettings, { params: { projectId } })).settings?.repository;
  /** What the page shows once GitLab was asked again. */
  const waitFor = async (wanted: Partial<GitSettingsView['repository']>): Promise<void> => {
    await openStore(stack.databaseUrl, (query) => query('update repository set checked_at = null'));
    await vi.waitUntil(
      async () => {
        const now = await look();
        return Object.entries(wanted).every(([name, value]) => now?.[name as 'state'] === value);
      },
      { timeout: 15_000 },
    );
  };

  it('is shown with its new name and path, and where it was', async () => {
    await gitlab('PUT', '', { name: 'After', path: 'after' });
    await waitFor({ fullPath: 'acme/platform/after', movedFrom: 'acme/platform/before', state: 'ok' });
    expect(await generate()).toMatchObject({ errorCode: null });
  });

  it('is shown in its new group after a transfer', async () => {
    await gitlab('PUT', '/transfer', { namespace: 'acme' });
    await waitFor({ fullPath: 'acme/after', movedFrom: 'acme/platform/after' });
    expect(await generate()).toMatchObject({ errorCode: null });
  });

  it('is shown with its new default branch, and what it was', async () => {
    await gitlab('POST', '/repository/branches', { branch: 'trunk', ref: 'main' });
    await gitlab('PUT', '', { default_branch: 'trunk' });
    await waitFor({ defaultBranch: 'trunk', formerDefaultBranch: 'main' });
    // The merge request that is open goes where it went.
    expect(await generate()).toMatchObject({ errorCode: null, mergeRequest: { targetBranch: 'main' } });
  });

  it('says that it is archived, and builds say so too', async () => {
    await gitlab('POST', '/archive');
    await waitFor({ state: 'archived', unavailableReason: 'It is archived.' });
    expect(await generate()).toMatchObject({ state: 'failed', errorCode: 'repository_unavailable' });
    await gitlab('POST', '/unarchive');
    await waitFor({ state: 'ok', unavailableReason: null });
  });

  it('says that merge requests are switched off', async () => {
    await gitlab('PUT', '', { merge_requests_access_level: 'disabled' });
    await waitFor({ state: 'merge-requests-disabled' });
    await gitlab('PUT', '', { merge_requests_access_level: 'enabled' });
    await waitFor({ state: 'ok' });
  });

  it('refuses a base branch that is not there, and a sync branch that takes no pushes, at their fields', async () => {
    const settings = (await stack.call(routes.getProjectGitSettings, { params: { projectId } })).settings;
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    const developer = await stack.call(routes.connectWithToken, {
      params: { workspaceId },
      body: { baseUrl: stack.sandbox.url, accessToken: stack.sandbox.tokens.developer },
    });
    const save = (change: object, gitOrganizationId = settings?.organization.id ?? '') =>
      stack.call(routes.setProjectGitSettings, {
        params: { projectId },
        body: { gitOrganizationId, externalRepositoryId: externalId, ...change },
      });
    await expect(save({ baseBranch: 'nowhere' })).rejects.toMatchObject({
      problem: { code: 'invalid_input', problems: [{ path: 'baseBranch' }] },
    });
    await expect(save({ baseBranch: 'trunk', syncBranch: 'main' }, developer.id)).rejects.toMatchObject({
      problem: { code: 'invalid_input', problems: [{ path: 'syncBranch' }] },
    });
    expect(await look()).toMatchObject({ fullPath: 'acme/after' });
  });

  it('says that it is gone once it is deleted, and builds say what to do', async () => {
    await gitlab('DELETE', '');
    await openStore(stack.databaseUrl, (query) => query('update repository set checked_at = null'));
    await vi.waitUntil(async () => ['gone', 'being-deleted'].includes((await look())?.state ?? ''), {
      timeout: 15_000,
    });
    expect(await generate()).toMatchObject({ state: 'failed', message: expect.stringMatching(/gone|deleted/u) });
  });
});
