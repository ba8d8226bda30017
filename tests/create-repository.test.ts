import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@amplication/contract';
import { startStack, type Stack } from '@amplication/test-kit';
import { callSandbox } from './support/sandbox-api.ts';

/** What GitLab refuses when a repository is created is told at the form field that it is about. */
describe('create a repository', () => {
  let stack: Stack;
  let params: { readonly gitOrganizationId: string };
  let namespaceId: number;

  beforeAll(async () => {
    stack = await startStack();
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    const body = { baseUrl: stack.sandbox.url, accessToken: stack.sandbox.tokens.owner };
    params = { gitOrganizationId: (await stack.call(routes.connectWithToken, { params: { workspaceId }, body })).id };
    const { items } = await stack.call(routes.listNamespaces, { params });
    namespaceId = items.find(({ fullPath }) => fullPath === 'acme/platform')?.id ?? 0;
  });
  afterAll(() => stack.stop());

  const create = (input: object) =>
    stack.call(routes.createRepository, { params, body: { namespaceId, name: 'store', ...input } });
  const refusedAt = (path: string, message: RegExp) => ({
    problem: { code: 'provider_refused', problems: [{ path, message: expect.stringMatching(message) }] },
  });

  it('says once that a name is taken', async () => {
    await create({ name: 'taken' });
    await expect(create({ name: 'taken' })).rejects.toMatchObject(refusedAt('name', /of this name already/u));
  });

  it('says what a name may have', async () => {
    await expect(create({ name: '-?-' })).rejects.toMatchObject(refusedAt('name', /can contain only/iu));
  });

  it('says that a private group takes no public repository', async () => {
    const group = await callSandbox(stack.sandbox, 'POST', '/groups', {
      name: 'Secret',
      path: 'secret',
      visibility: 'private',
    });
    await expect(create({ namespaceId: group.body['id'], visibility: 'public' })).rejects.toMatchObject(
      refusedAt('visibility', /private/u),
    );
  });

  it('makes one only when the answer of GitLab is lost', async () => {
    stack.sandbox.faults.add({ method: 'POST', path: /\/projects$/u, when: 'after' });
    expect(await create({ name: 'lost' })).toMatchObject({ fullPath: 'acme/platform/lost' });
    const { items } = await stack.call(routes.listRepositories, { params, query: { search: 'lost' } });
    expect(items).toHaveLength(1);
  });

  it('refuses a wish that the repository does not have, at its field', async () => {
    const { externalId } = await create({ name: 'unsquashed' });
    await callSandbox(stack.sandbox, 'PUT', `/projects/${externalId}`, { squash_option: 'never' });
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    const projectId = (await stack.call(routes.listProjects, { params: { workspaceId } }))[0]?.id ?? '';
    const settings = { ...params, externalRepositoryId: externalId, mergeRequest: { squash: true } };
    await expect(
      stack.call(routes.setProjectGitSettings, { params: { projectId }, body: settings }),
    ).rejects.toMatchObject({ problem: { code: 'invalid_input', problems: [{ path: 'mergeRequest.squash' }] } });
  });
});
