import { z } from 'zod';
import { route } from '../route.ts';
import * as git from '../schemas/git.ts';
import { authId, ids, line, pageOf, pageQuery, text } from '../schemas/shared.ts';

const tag = 'Git';
const workspaceParams = z.object({ workspaceId: authId });
const organizationParams = ids('gitOrganizationId');
const search = line.max(200).optional();

export const gitRoutes = {
  listGitInstances: route({
    id: 'listGitInstances',
    method: 'GET',
    path: '/workspaces/:workspaceId/git-instances',
    summary: 'GitLab instances that can be connected',
    tag,
    params: workspaceParams,
    answer: z.array(git.gitInstanceSchema),
  }),
  listGitOrganizations: route({
    id: 'listGitOrganizations',
    method: 'GET',
    path: '/workspaces/:workspaceId/git-organizations',
    summary: 'Connected accounts',
    tag,
    params: workspaceParams,
    answer: z.array(git.gitOrganizationSchema),
  }),
  connectWithToken: route({
    id: 'connectWithToken',
    method: 'POST',
    path: '/workspaces/:workspaceId/git-organizations',
    summary: 'Connect with a personal, group or project access token (scope api)',
    tag,
    params: workspaceParams,
    body: z.object({ baseUrl: z.url().max(500), accessToken: line.min(1).max(500) }),
    answer: git.gitOrganizationSchema,
  }),
  startAuthorization: route({
    id: 'startAuthorization',
    method: 'POST',
    path: '/workspaces/:workspaceId/git-authorizations',
    summary: 'Begin to connect by OAuth: send the browser to the address in the answer',
    tag,
    params: workspaceParams,
    body: z.object({ baseUrl: z.url().max(500), returnTo: z.string().max(1_000) }),
    answer: z.object({ url: z.string() }),
  }),
  disconnect: route({
    id: 'disconnect',
    method: 'DELETE',
    path: '/git-organizations/:gitOrganizationId',
    summary: 'Disconnect an account that nothing uses; its token is revoked at GitLab',
    tag,
    params: organizationParams,
  }),
  listNamespaces: route({
    id: 'listNamespaces',
    method: 'GET',
    path: '/git-organizations/:gitOrganizationId/namespaces',
    summary: 'Groups and the personal namespace',
    tag,
    params: organizationParams,
    query: pageQuery.extend({ search }),
    answer: pageOf(git.namespaceSchema),
  }),
  listRepositories: route({
    id: 'listRepositories',
    method: 'GET',
    path: '/git-organizations/:gitOrganizationId/repositories',
    summary: 'Repositories that the account sees, searched by GitLab',
    tag,
    params: organizationParams,
    query: pageQuery.extend({ search, namespaceId: z.coerce.number().int().positive().optional() }),
    answer: pageOf(git.remoteRepositorySchema),
  }),
  createRepository: route({
    id: 'createRepository',
    method: 'POST',
    path: '/git-organizations/:gitOrganizationId/repositories',
    summary: 'Create a repository in GitLab',
    tag,
    params: organizationParams,
    body: z.object({
      namespaceId: z.number().int().positive(),
      name: line.min(1, 'Give it a name.').max(255),
      visibility: z.enum(['private', 'internal', 'public']).default('private'),
      description: text.max(2_000).default(''),
      initializeWithReadme: z.boolean().default(true),
      defaultBranch: z.string().min(1).max(200).optional(),
    }),
    answer: git.remoteRepositorySchema,
  }),
  getProjectGitSettings: route({
    id: 'getProjectGitSettings',
    method: 'GET',
    path: '/projects/:projectId/git-settings',
    summary: "The project's Git Settings; null while no repository is chosen",
    tag,
    params: ids('projectId'),
    answer: z.object({
      settings: git.gitSettingsSchema.nullable(),
      /** Names of the services that follow these settings. */
      inheritedBy: z.array(z.string()),
    }),
  }),
  setProjectGitSettings: route({
    id: 'setProjectGitSettings',
    method: 'PUT',
    path: '/projects/:projectId/git-settings',
    summary: "Choose the project's repository and how it syncs",
    tag,
    params: ids('projectId'),
    body: git.gitSettingsInput,
    answer: git.gitSettingsSchema,
  }),
  getServiceGitSettings: route({
    id: 'getServiceGitSettings',
    method: 'GET',
    path: '/services/:serviceId/git-settings',
    summary: 'What a service inherits, and what it overrides',
    tag,
    params: ids('serviceId'),
    answer: z.object({
      override: z.boolean(),
      inherited: git.gitSettingsSchema.nullable(),
      settings: git.gitSettingsSchema.nullable(),
    }),
  }),
  overrideServiceGitSettings: route({
    id: 'overrideServiceGitSettings',
    method: 'PUT',
    path: '/services/:serviceId/git-settings',
    summary: 'Override project settings for one service',
    tag,
    params: ids('serviceId'),
    body: git.gitSettingsInput,
    answer: git.gitSettingsSchema,
  }),
  removeServiceGitSettings: route({
    id: 'removeServiceGitSettings',
    method: 'DELETE',
    path: '/services/:serviceId/git-settings',
    summary: "Go back to the project's settings",
    tag,
    params: ids('serviceId'),
  }),
  listDepartures: route({
    id: 'listDepartures',
    method: 'GET',
    path: '/projects/:projectId/departures',
    summary: 'Services that were deleted or moved to another repository, with files in the one that they left',
    tag,
    params: ids('projectId'),
    answer: z.array(git.departureSchema),
  }),
  removeFiles: route({
    id: 'removeFiles',
    method: 'POST',
    path: '/departures/:departureId/remove-files',
    summary: 'Ask for a merge request that removes the files of a service that left; edited files stay',
    tag,
    status: 202,
    params: ids('departureId'),
    answer: git.departureSchema,
  }),
} as const;

/** Where GitLab sends the browser back to; registered with the OAuth application. */
export const OAUTH_CALLBACK_PATH = '/git-authorizations/callback';
