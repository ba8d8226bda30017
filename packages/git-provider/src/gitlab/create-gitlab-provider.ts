import { z } from 'zod';
import type { CreateMergeRequestInput, GitProvider, MergeRequest, UpdateMergeRequestInput } from '../git-provider.ts';
import { ProviderError } from '../provider-error.ts';
import { listNamespaces } from './list-namespaces.ts';
import { listRepositories } from './list-repositories.ts';
import { createRestClient, type RestClient, type RestClientOptions } from './rest-client.ts';
import { mergeRequestSchema, repositorySchema, tokenSchema, userSchema } from './schemas.ts';
import { toMergeRequest, toRepository } from './to-repository.ts';

export type GitLabProviderOptions = RestClientOptions;

const states = { open: 'opened', merged: 'merged', closed: 'closed' } as const;
const maxPages = 50;

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
    listMergeRequests: (query) => listMergeRequests(rest, query),
    getMergeRequest: async ({ repositoryId, number }) => {
      const { body } = await rest({
        method: 'GET',
        path: mergeRequestPath(repositoryId, number),
        schema: mergeRequestSchema,
      });
      return toMergeRequest(body);
    },
    createMergeRequest: async (input) => {
      const path = `/projects/${toId(input.repositoryId)}/merge_requests`;
      const { body } = await rest({ method: 'POST', path, body: toCreateBody(input), schema: mergeRequestSchema });
      return toMergeRequest(body);
    },
    updateMergeRequest: async (input) => {
      const path = mergeRequestPath(input.repositoryId, input.number);
      const { body } = await rest({ method: 'PUT', path, body: toUpdateBody(input), schema: mergeRequestSchema });
      return toMergeRequest(body);
    },
    gitAuthorization: async (more = {}) => {
      const rejected = more.rejected === undefined ? undefined : tokenOf(more.rejected);
      const token = await options.getAccessToken(rejected === undefined ? {} : { rejected });
      return `Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`;
    },
  };
}

async function listMergeRequests(
  rest: RestClient,
  query: Parameters<GitProvider['listMergeRequests']>[0],
): Promise<readonly MergeRequest[]> {
  const found: MergeRequest[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await rest({
      method: 'GET',
      path: cursor ?? `/projects/${toId(query.repositoryId)}/merge_requests`,
      query: cursor === undefined ? toListQuery(query) : undefined,
      schema: z.array(mergeRequestSchema),
    });
    found.push(...answer.body.map(toMergeRequest));
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return found;
}

function toListQuery(query: Parameters<GitProvider['listMergeRequests']>[0]): Record<string, string | number> {
  const state = query.state === undefined ? 'all' : states[query.state];
  return {
    source_branch: query.sourceBranch,
    state,
    scope: 'all',
    order_by: 'created_at',
    sort: 'desc',
    per_page: 100,
  };
}

function toCreateBody(input: CreateMergeRequestInput): Record<string, unknown> {
  return dropUndefined({
    source_branch: input.sourceBranch,
    target_branch: input.targetBranch,
    title: input.isDraft === true && !/^draft:/i.test(input.title) ? `Draft: ${input.title}` : input.title,
    description: input.description,
    labels: input.labels?.join(','),
    squash: input.squash,
    remove_source_branch: input.removeSourceBranch,
    assignee_ids: input.assigneeIds,
    reviewer_ids: input.reviewerIds,
  });
}

const stateEvents = { open: 'reopen', closed: 'close' } as const;

function toUpdateBody(input: UpdateMergeRequestInput): Record<string, unknown> {
  return dropUndefined({
    title: input.title,
    description: input.description,
    target_branch: input.targetBranch,
    add_labels: input.addLabels?.join(','),
    remove_labels: input.removeLabels?.join(','),
    state_event: input.state === undefined ? undefined : stateEvents[input.state],
  });
}

function dropUndefined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function mergeRequestPath(repositoryId: number, number: number): string {
  return `/projects/${toId(repositoryId)}/merge_requests/${toId(number)}`;
}

function toId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new ProviderError({ kind: 'invalid', message: `Not an id: ${id}` });
  return id;
}

function tokenOf(authorization: string): string {
  const decoded = Buffer.from(authorization.replace(/^Basic\s+/i, ''), 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}
