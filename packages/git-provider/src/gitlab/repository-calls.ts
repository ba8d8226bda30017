import { ProviderError } from '../provider-error.ts';
import type { Branch, RepositoryCalls } from '../repositories.ts';
import { createRepository } from './create-repository.ts';
import { listNamespaces } from './list-namespaces.ts';
import { listPage, toSearch } from './list-page.ts';
import { listRepositories } from './list-repositories.ts';
import { repositoryPath, toSegment } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import {
  branchSchema,
  labelSchema,
  memberSchema,
  milestoneSchema,
  repositorySchema,
  type RawBranch,
} from './schemas.ts';
import { toRepository } from './to-repository.ts';

const perPage = 50;

/** What a provider knows and does about GitLab's projects and what is around them. */
export function createRepositoryCalls(rest: RestClient, baseUrl: string): RepositoryCalls {
  const list = (
    { repositoryId, cursor }: { readonly repositoryId: number; readonly cursor?: string | undefined },
    part: string,
    query: Readonly<Record<string, string | boolean | undefined>>,
  ) => ({ path: `${repositoryPath(repositoryId)}/${part}`, query: { ...query, per_page: perPage }, cursor });
  return {
    listNamespaces: async (query = {}) => listNamespaces(rest, query),
    listRepositories: async (query) => listRepositories(rest, baseUrl, query),
    findRepository: async (id) => {
      const path = repositoryPath(id);
      const found = await orUndefined(rest({ method: 'GET', path, schema: repositorySchema }));
      return found === undefined ? undefined : toRepository(baseUrl, found.body);
    },
    createRepository: async (input) => createRepository(rest, baseUrl, input),
    listBranches: async (query) => {
      const page = list(query, 'repository/branches', { search: toSearch(query.search) });
      return listPage(rest, { ...page, schema: branchSchema }, toBranch);
    },
    findBranch: async ({ repositoryId, name }) => {
      const path = `${repositoryPath(repositoryId)}/repository/branches/${toSegment(name)}`;
      const found = await orUndefined(rest({ method: 'GET', path, schema: branchSchema }));
      return found === undefined ? undefined : toBranch(found.body);
    },
    listMembers: async (query) => {
      const page = list(query, 'members/all', { query: toSearch(query.search) });
      return listPage(rest, { ...page, schema: memberSchema }, ({ id, username, name, access_level: accessLevel }) => ({
        id,
        username,
        name,
        accessLevel,
      }));
    },
    listLabels: async (query) => {
      const page = list(query, 'labels', { search: toSearch(query.search), include_ancestor_groups: true });
      return listPage(rest, { ...page, schema: labelSchema }, ({ name, color }) => ({ name, color }));
    },
    listMilestones: async (query) => {
      const page = list(query, 'milestones', { search: toSearch(query.search), include_ancestors: true });
      return listPage(rest, { ...page, schema: milestoneSchema }, ({ id, title, state }) => ({
        id,
        title,
        state: state === 'closed' ? 'closed' : 'active',
      }));
    },
  };
}

function toBranch(raw: RawBranch): Branch {
  return {
    name: raw.name,
    isDefault: raw.default ?? false,
    isProtected: raw.protected ?? false,
    canPush: raw.can_push ?? undefined,
  };
}

async function orUndefined<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
