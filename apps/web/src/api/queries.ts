import { routes } from '@amplication/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

/*
 * What pages read, one query each. The first word of a key is the topic that the server's events name when it changed.
 */

export const signInOptionsQuery = () =>
  queryOptions({
    queryKey: ['session', 'options'],
    queryFn: ({ signal }) => api.call(routes.signInOptions, {}, { signal }),
  });

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => api.call(routes.getSession, {}, { signal }),
    staleTime: 60_000,
  });

export const projectsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['model', 'projects', workspaceId],
    queryFn: ({ signal }) => api.call(routes.listProjects, { params: { workspaceId } }, { signal }),
  });

export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['model', 'project', projectId],
    queryFn: ({ signal }) => api.call(routes.getProject, { params: { projectId } }, { signal }),
  });

export const servicesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['catalog', projectId],
    queryFn: ({ signal }) => api.call(routes.listServices, { params: { projectId } }, { signal }),
  });

export const serviceQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ['model', 'service', serviceId],
    queryFn: ({ signal }) => api.call(routes.getService, { params: { serviceId } }, { signal }),
  });

export const pluginsQuery = () =>
  queryOptions({
    queryKey: ['plugins'],
    queryFn: ({ signal }) => api.call(routes.listPlugins, {}, { signal }),
    staleTime: 60_000,
  });

export const entitiesQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ['model', 'entities', serviceId],
    queryFn: ({ signal }) => api.call(routes.listEntities, { params: { serviceId } }, { signal }),
  });

export const pendingChangesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['model', 'pending', projectId],
    queryFn: ({ signal }) => api.call(routes.listPendingChanges, { params: { projectId } }, { signal }),
  });

export const buildQuery = (buildId: string) =>
  queryOptions({
    queryKey: ['builds', 'one', buildId],
    queryFn: ({ signal }) => api.call(routes.getBuild, { params: { buildId } }, { signal }),
  });

export const projectGitSettingsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['git', 'project', projectId],
    queryFn: ({ signal }) => api.call(routes.getProjectGitSettings, { params: { projectId } }, { signal }),
  });

export const serviceGitSettingsQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ['git', 'service', serviceId],
    queryFn: ({ signal }) => api.call(routes.getServiceGitSettings, { params: { serviceId } }, { signal }),
  });

export const departuresQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['git', 'departures', projectId],
    queryFn: ({ signal }) => api.call(routes.listDepartures, { params: { projectId } }, { signal }),
  });

export const gitOrganizationsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['git', 'organizations', workspaceId],
    queryFn: ({ signal }) => api.call(routes.listGitOrganizations, { params: { workspaceId } }, { signal }),
  });

export const gitInstancesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['git', 'instances', workspaceId],
    queryFn: ({ signal }) => api.call(routes.listGitInstances, { params: { workspaceId } }, { signal }),
  });

export const disconnectConsequencesQuery = (gitOrganizationId: string) =>
  queryOptions({
    queryKey: ['git', 'consequences', gitOrganizationId],
    queryFn: ({ signal }) => api.call(routes.getDisconnectConsequences, { params: { gitOrganizationId } }, { signal }),
    staleTime: 0,
  });

interface RemotePlace {
  readonly gitOrganizationId: string;
  readonly externalId: number;
}

export const membersQuery = ({ gitOrganizationId, externalId }: RemotePlace, search: string) =>
  queryOptions({
    queryKey: ['remote', 'members', gitOrganizationId, externalId, search],
    queryFn: ({ signal }) => {
      const query = search === '' ? {} : { search };
      return api.call(routes.listMembers, { params: { gitOrganizationId, externalId }, query }, { signal });
    },
  });

export const labelsQuery = ({ gitOrganizationId, externalId }: RemotePlace) =>
  queryOptions({
    queryKey: ['remote', 'labels', gitOrganizationId, externalId],
    queryFn: ({ signal }) => api.call(routes.listLabels, { params: { gitOrganizationId, externalId } }, { signal }),
  });

export const milestonesQuery = ({ gitOrganizationId, externalId }: RemotePlace) =>
  queryOptions({
    queryKey: ['remote', 'milestones', gitOrganizationId, externalId],
    queryFn: ({ signal }) => api.call(routes.listMilestones, { params: { gitOrganizationId, externalId } }, { signal }),
  });

export const apiTokensQuery = () =>
  queryOptions({
    queryKey: ['session', 'api-tokens'],
    queryFn: ({ signal }) => api.call(routes.listApiTokens, {}, { signal }),
  });

export const commitsQuery = (projectId: string, serviceId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['builds', 'commits', projectId, serviceId ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        routes.listCommits,
        {
          params: { projectId },
          query: {
            ...(pageParam === null ? {} : { cursor: pageParam }),
            ...(serviceId === undefined ? {} : { serviceId }),
          },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const conflictsQuery = (projectId: string, state: 'open' | 'all') =>
  infiniteQueryOptions({
    queryKey: ['conflicts', 'list', projectId, state],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        routes.listConflicts,
        { params: { projectId }, query: { state, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** How many conflicts wait for a decision. */
export const conflictCountQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['conflicts', 'count', projectId],
    queryFn: ({ signal }) =>
      api.call(routes.listConflicts, { params: { projectId }, query: { state: 'open', limit: 1 } }, { signal }),
    select: ({ decisions }) => decisions,
  });

export const conflictQuery = (conflictId: string) =>
  queryOptions({
    queryKey: ['conflicts', 'one', conflictId],
    queryFn: ({ signal }) => api.call(routes.getConflict, { params: { conflictId } }, { signal }),
  });

export const buildFilesQuery = (buildId: string, generationId: string) =>
  queryOptions({
    queryKey: ['builds', 'files', buildId, generationId],
    queryFn: ({ signal }) => api.call(routes.listBuildFiles, { params: { buildId } }, { signal }),
    staleTime: Infinity,
  });

export const buildFileQuery = (buildId: string, path: string) =>
  queryOptions({
    queryKey: ['builds', 'file', buildId, path],
    queryFn: ({ signal }) => api.call(routes.getBuildFile, { params: { buildId }, query: { path } }, { signal }),
  });

export const namespacesQuery = (gitOrganizationId: string, search: string) =>
  queryOptions({
    queryKey: ['remote', 'namespaces', gitOrganizationId, search],
    queryFn: ({ signal }) =>
      api.call(
        routes.listNamespaces,
        { params: { gitOrganizationId }, query: search === '' ? {} : { search } },
        { signal },
      ),
  });

export const remoteRepositoriesQuery = (
  gitOrganizationId: string,
  filter: { readonly search: string; readonly namespaceId: number | undefined },
) =>
  infiniteQueryOptions({
    queryKey: ['remote', 'repositories', gitOrganizationId, filter],
    queryFn: ({ pageParam, signal }) => {
      const { search, namespaceId } = filter;
      const query = {
        ...(search === '' ? {} : { search }),
        ...(namespaceId === undefined ? {} : { namespaceId }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return api.call(routes.listRepositories, { params: { gitOrganizationId }, query }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
