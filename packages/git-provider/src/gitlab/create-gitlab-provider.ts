import type { GitProvider } from '../git-provider.ts';
import { ProviderError } from '../provider-error.ts';
import { createDiscussionCalls } from './discussions.ts';
import { listNamespaces } from './list-namespaces.ts';
import { listRepositories } from './list-repositories.ts';
import { createMergeRequestCalls } from './merge-requests.ts';
import { toId } from './paths.ts';
import { createRestClient, type RestClientOptions } from './rest-client.ts';
import { repositorySchema, tokenSchema, userSchema } from './schemas.ts';
import { toRepository } from './to-repository.ts';

export type GitLabProviderOptions = RestClientOptions;

/** A provider over GitLab's REST API, for one account. */
export function createGitLabProvider(options: GitLabProviderOptions): GitProvider {
  const rest = createRestClient(options);
  const { baseUrl } = options;
  return {
    getCurrentUser: async () => {
      const { body } = await rest({ method: 'GET', path: '/user', schema: userSchema });
      return { id: body.id, username: body.username, name: body.name, email: body.email ?? null, url: body.web_url };
    },
    findTokenScopes: async () => {
      try {
        const path = '/personal_access_tokens/self';
        return (await rest({ method: 'GET', path, schema: tokenSchema })).body.scopes;
      } catch (error) {
        // GitLab answers so for OAuth tokens, and older versions for all.
        if (error instanceof ProviderError && ['unauthorised', 'not-found', 'refused'].includes(error.kind))
          return undefined;
        throw error;
      }
    },
    listNamespaces: (query = {}) => listNamespaces(rest, query),
    listRepositories: (query) => listRepositories(rest, baseUrl, query),
    findRepository: async (id) => {
      try {
        const { body } = await rest({ method: 'GET', path: `/projects/${toId(id)}`, schema: repositorySchema });
        return toRepository(baseUrl, body);
      } catch (error) {
        if (error instanceof ProviderError && error.kind === 'not-found') return undefined;
        throw error;
      }
    },
    createRepository: async (input) => {
      const { body } = await rest({
        method: 'POST',
        path: '/projects',
        schema: repositorySchema,
        body: {
          name: input.name,
          namespace_id: input.namespaceId,
          visibility: input.visibility,
          initialize_with_readme: input.initializeWithReadme,
          ...(input.path === undefined ? {} : { path: input.path }),
          ...(input.description === undefined ? {} : { description: input.description }),
          ...(input.defaultBranch === undefined || !input.initializeWithReadme
            ? {}
            : { default_branch: input.defaultBranch }),
        },
      });
      // Who creates a repository may push to it, also where GitLab leaves the permissions out.
      return toRepository(baseUrl, body, true);
    },
    ...createMergeRequestCalls(rest),
    ...createDiscussionCalls(rest),
    gitAuthorization: async (more = {}) => {
      const rejected = more.rejected === undefined ? undefined : tokenOf(more.rejected);
      const token = await options.getAccessToken(rejected === undefined ? {} : { rejected });
      return `Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`;
    },
  };
}

function tokenOf(authorization: string): string {
  const decoded = Buffer.from(authorization.replace(/^Basic\s+/i, ''), 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}
