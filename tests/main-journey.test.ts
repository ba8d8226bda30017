import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes, type Commit, type GitOrganization } from '@amplication/contract';
import { openStore, readBranchFile, startStack, writeBranchFile, type Stack } from '@amplication/test-kit';

/** The main job by API alone: model, connect, generate, review, merge, edit, generate again. */
describe('main journey by API token', () => {
  let stack: Stack;
  let projectId: string;
  let serviceId: string;
  let organization: GitOrganization;

  beforeAll(async () => {
    stack = await startStack();
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    const [project] = await stack.call(routes.listProjects, { params: { workspaceId } });
    projectId = project?.id ?? '';
    const [service] = await stack.call(routes.listServices, { params: { projectId } });
    serviceId = service?.id ?? '';
  });
  afterAll(() => stack.stop());

  const generate = async (strategy: 'pending-changes' | 'all-services' = 'pending-changes'): Promise<Commit> =>
    stack.call(routes.createCommit, { params: { projectId }, body: { message: '', strategy } });
  const finish = async (commit: Commit) => stack.waitForBuild(commit.builds[0]?.id ?? '');

  it('has the Chinook model as its demo project, committed', async () => {
    const entities = await stack.call(routes.listEntities, { params: { serviceId } });
    expect(entities.map((entity) => entity.name)).toEqual([
      'Artist',
      'Genre',
      'MediaType',
      'Playlist',
      'Album',
      'Track',
      'PlaylistTrack',
      'Employee',
      'Customer',
      'Invoice',
      'InvoiceLine',
    ]);
    expect(await stack.call(routes.listPendingChanges, { params: { projectId } })).toEqual([]);
  });

  it('lists what a user changes under pending changes, with who and when, until it is discarded', async () => {
    const entity = await stack.call(routes.createEntity, { params: { serviceId }, body: { name: 'Label' } });
    const changes = await stack.call(routes.listPendingChanges, { params: { projectId } });
    expect(changes).toMatchObject([
      {
        subject: 'entity',
        action: 'created',
        label: 'Label',
        changedBy: 'Demo user',
        changedAt: expect.any(String),
        key: `entity:${entity.id}`,
      },
    ]);
    await stack.call(routes.discardPendingChanges, {
      params: { projectId },
      body: { changes: [{ serviceId, key: `entity:${entity.id}` }] },
    });
    expect(await stack.call(routes.listPendingChanges, { params: { projectId } })).toEqual([]);
  });

  it('generates without a repository and says that there is no merge request', async () => {
    const { items } = await stack.call(routes.listCommits, { params: { projectId } });
    const build = await stack.waitForBuild(items[0]?.builds[0]?.id ?? '');
    expect(build).toMatchObject({
      state: 'generated',
      mergeRequest: null,
      message: expect.stringContaining('No repository'),
    });
    const files = await stack.call(routes.listBuildFiles, { params: { buildId: build.id } });
    expect(files.map((file) => file.path)).toContain('apps/chinook-server/src/artist/artist.controller.ts');
    await expect(generate()).rejects.toMatchObject({ problem: { code: 'nothing_to_commit' } });
  });

  it('connects GitLab with an access token and sees its groups and repositories', async () => {
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    organization = await stack.call(routes.connectWithToken, {
      params: { workspaceId },
      body: { baseUrl: stack.sandbox.url, accessToken: stack.sandbox.tokens.owner },
    });
    expect(organization).toMatchObject({ auth: 'token', health: 'ok', usedBy: 0 });
    const params = { gitOrganizationId: organization.id };
    const namespaces = await stack.call(routes.listNamespaces, { params });
    expect(namespaces.items.map((namespace) => namespace.fullPath)).toContain('acme/platform');
    const repositories = await stack.call(routes.listRepositories, { params, query: { search: 'handbook' } });
    expect(repositories.items).toMatchObject([{ fullPath: 'acme/platform/handbook', unavailableReason: null }]);
  });

  it('creates a repository, and refuses a second one of the same name at its field', async () => {
    const params = { gitOrganizationId: organization.id };
    const { items } = await stack.call(routes.listNamespaces, { params });
    const namespaceId = items.find((namespace) => namespace.fullPath === 'acme/platform')?.id ?? 0;
    const created = await stack.call(routes.createRepository, { params, body: { namespaceId, name: 'store' } });
    expect(created).toMatchObject({ fullPath: 'acme/platform/store', defaultBranch: 'main' });
    await expect(
      stack.call(routes.createRepository, { params, body: { namespaceId, name: 'store' } }),
    ).rejects.toMatchObject({
      problem: {
        code: 'provider_refused',
        problems: [{ path: 'name', message: expect.stringContaining('of this name already') }],
      },
    });
    const settings = await stack.call(routes.setProjectGitSettings, {
      params: { projectId },
      body: { gitOrganizationId: organization.id, externalRepositoryId: created.externalId },
    });
    expect(settings).toMatchObject({
      syncBranch: 'amplication',
      strategy: 'shared',
      repository: { fullPath: 'acme/platform/store' },
    });
  });

  it('opens a merge request with the generated code', async () => {
    const build = await finish(await generate('all-services'));
    expect(build).toMatchObject({
      state: 'proposed',
      mergeRequest: { number: 1, state: 'open', sourceBranch: 'amplication', targetBranch: 'main' },
    });
    expect(build.changes?.files).toBeGreaterThan(50);
    const schema = await readBranchFile(
      stack.sandbox,
      'acme/platform/store',
      'amplication',
      'apps/chinook-server/prisma/schema.prisma',
    );
    expect(schema).toContain('model Artist');
  });

  it('shows the merge request as merged after a person merged it in GitLab', async () => {
    await mergeRequest(1, 'squash=true&should_remove_source_branch=true');
    await expect
      .poll(async () => (await stack.call(routes.listCommits, { params: { projectId } })).items[0]?.builds[0], {
        timeout: 15_000,
      })
      .toMatchObject({
        state: 'merged',
        mergeRequest: { state: 'merged', mergedBy: expect.any(String) },
      });
  });

  it("keeps a user's edit of a generated file on main, and brings the new change too", async () => {
    const path = 'apps/chinook-server/src/artist/artist.service.ts';
    const before = await readBranchFile(stack.sandbox, 'acme/platform/store', 'main', path);
    await writeBranchFile(stack.sandbox, 'acme/platform/store', 'main', path, `${before}\n// edited by a user\n`);
    const entities = await stack.call(routes.listEntities, { params: { serviceId } });
    const artist = entities.find((entity) => entity.name === 'Artist');
    await stack.call(routes.createField, {
      params: { serviceId, entityId: artist?.id ?? '' },
      body: { name: 'country', type: { kind: 'single-line-text', maxLength: 60 } },
    });
    const build = await finish(await generate());
    expect(build).toMatchObject({ state: 'proposed', conflicts: [], mergeRequest: { number: 2 } });
    expect(await readBranchFile(stack.sandbox, 'acme/platform/store', 'amplication', path)).toBe(
      `${before}\n// edited by a user\n`,
    );
    const schema = await readBranchFile(
      stack.sandbox,
      'acme/platform/store',
      'amplication',
      'apps/chinook-server/prisma/schema.prisma',
    );
    const commits = await fetch(
      `${stack.sandbox.url}/api/v4/projects/${encodeURIComponent('acme/platform/store')}/merge_requests/2/commits`,
      { headers: { 'private-token': stack.sandbox.tokens.owner } },
    );
    expect(((await commits.json()) as { message: string }[])[0]?.message).toContain('- created field Artist.country');
    expect(schema).toMatch(/country\s+String\?/u);
    const files = await stack.call(routes.listBuildFiles, { params: { buildId: build.id } });
    expect(files.filter((file) => file.path.endsWith('/migration.sql'))).toHaveLength(2);
  });

  it('is unchanged when there is nothing new to review', async () => {
    await mergeRequest(2, '');
    const build = await finish(await generate('all-services'));
    expect(build).toMatchObject({ state: 'unchanged', mergeRequest: null });
  });

  it('takes a message that is longer than a title may be, and keeps all of it in the git commit', async () => {
    const message = `${'a long subject '.repeat(19)}end\n\nWhy: because.`;
    await stack.call(routes.createEntity, { params: { serviceId }, body: { name: 'Label' } });
    const build = await finish(await stack.call(routes.createCommit, { params: { projectId }, body: { message } }));
    expect(build).toMatchObject({ state: 'proposed', errorCode: null });
    expect(build.mergeRequest?.title).toMatch(/^a long subject .*…$/u);
    const commits = await fetch(
      `${stack.sandbox.url}/api/v4/projects/${encodeURIComponent('acme/platform/store')}/repository/commits/${build.gitCommitId ?? ''}`,
      { headers: { 'private-token': stack.sandbox.tokens.owner } },
    );
    expect(((await commits.json()) as { message: string }).message).toContain('Why: because.');
  });

  it('stores no token in clear', async () => {
    const { tokens } = stack.sandbox;
    const dump = await openStore(stack.databaseUrl, (query) =>
      query('select access_token, refresh_token from git_organization'),
    );
    expect(JSON.stringify(dump)).not.toContain(tokens.owner);
    expect(dump).toMatchObject([{ access_token: expect.stringMatching(/^v1\./u) }]);
  });

  const mergeRequest = async (number: number, query: string): Promise<void> => {
    const project = encodeURIComponent('acme/platform/store');
    const headers = { 'private-token': stack.sandbox.tokens.owner };
    const url = `${stack.sandbox.url}/api/v4/projects/${project}/merge_requests/${number}`;
    // GitLab works out whether it can be merged when it is asked.
    await expect
      .poll(
        async () =>
          ((await (await fetch(url, { headers })).json()) as { detailed_merge_status: string }).detailed_merge_status,
      )
      .toBe('mergeable');
    const response = await fetch(`${url}/merge?${query}`, { method: 'PUT', headers });
    expect(response.status).toBe(200);
  };
});
