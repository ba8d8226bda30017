import { routes, type RemoteRepository } from '@amplication/contract';
import type { DemoClient } from './demo-client.ts';

/** Connects the demo project with a new repository of the sandbox, by access token. */
export async function connectRepository(
  stack: Pick<DemoClient, 'call' | 'session'> & {
    readonly sandbox: { readonly url: string; readonly tokens: { readonly owner: string } };
  },
  name: string,
): Promise<{ readonly projectId: string; readonly repository: RemoteRepository }> {
  const workspaceId = stack.session.workspaces[0]?.id ?? '';
  const projectId = (await stack.call(routes.listProjects, { params: { workspaceId } }))[0]?.id ?? '';
  const body = { baseUrl: stack.sandbox.url, accessToken: stack.sandbox.tokens.owner };
  const organization = await stack.call(routes.connectWithToken, { params: { workspaceId }, body });
  const params = { gitOrganizationId: organization.id };
  const { items } = await stack.call(routes.listNamespaces, { params });
  const namespaceId = items.find((namespace) => namespace.fullPath === 'acme/platform')?.id ?? 0;
  const repository = await stack.call(routes.createRepository, { params, body: { namespaceId, name } });
  await stack.call(routes.setProjectGitSettings, {
    params: { projectId },
    body: { gitOrganizationId: organization.id, externalRepositoryId: repository.externalId },
  });
  return { projectId, repository };
}
