import { z } from 'zod';
import { BRANCH_STRATEGIES, MOST_LABELS, MOST_PEOPLE } from '@amplication/domain';
import { mergeRequestSchema } from './build.ts';
import { id, instant, line, text } from './shared.ts';

export const gitInstanceSchema = z.object({
  /** Base URL of the GitLab instance, its identity. */
  baseUrl: z.string(),
  name: z.string(),
  /** Whether people can authorize in the browser (an application id is configured); an access token always works. */
  oauth: z.boolean(),
});

export const gitOrganizationSchema = z.object({
  id,
  provider: z.literal('gitlab'),
  baseUrl: z.string(),
  /** The account in whose name we read and write. */
  username: z.string(),
  name: z.string(),
  auth: z.enum(['oauth', 'token']),
  health: z.enum(['ok', 'reconnect']),
  createdAt: instant,
  /** Number of projects and services whose repository is reached through it. */
  usedBy: z.number().int(),
});

export const namespaceSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  fullPath: z.string(),
  kind: z.enum(['user', 'group']),
  canCreateRepositories: z.boolean(),
});

export const remoteRepositorySchema = z.object({
  /** GitLab's own number; survives rename and transfer. */
  externalId: z.number().int(),
  name: z.string(),
  fullPath: z.string(),
  webUrl: z.string(),
  visibility: z.enum(['private', 'internal', 'public']),
  defaultBranch: z.string().nullable(),
  /** Why it cannot be picked; null where it can. */
  unavailableReason: z.string().nullable(),
});

export const repositorySchema = z.object({
  id,
  gitOrganizationId: id,
  externalId: z.number().int(),
  fullPath: z.string(),
  webUrl: z.string(),
  defaultBranch: z.string().nullable(),
});

/** What a new merge request is opened with; what people change in it later stays. */
export const mergeRequestSettingsSchema = z.object({
  labels: z.array(line.max(255)).max(MOST_LABELS, `At most ${MOST_LABELS} labels.`),
  /** Always opened as a draft. */
  draft: z.boolean(),
  /** null: as the repository's own settings say. */
  squash: z.boolean().nullable(),
  /** Whether the sync branch goes when it is merged; null: as the repository's own settings say. */
  removeSourceBranch: z.boolean().nullable(),
  /** GitLab's numbers of users; one that is no member of the repository is left out by GitLab. */
  assigneeIds: z.array(z.number().int().positive()).max(MOST_PEOPLE, `At most ${MOST_PEOPLE} people.`),
  reviewerIds: z.array(z.number().int().positive()).max(MOST_PEOPLE, `At most ${MOST_PEOPLE} people.`),
});

/** Who signs the commits of the sync. */
export const commitAuthorSchema = z.object({ name: z.string().max(200), email: z.string().max(500) });

export const gitSettingsSchema = z.object({
  repository: repositorySchema,
  organization: gitOrganizationSchema,
  baseBranch: z.string().nullable(),
  syncBranch: z.string(),
  strategy: z.enum(BRANCH_STRATEGIES),
  commitMessage: z.string(),
  allowFirstCommit: z.boolean(),
  mergeRequest: mergeRequestSettingsSchema,
  author: commitAuthorSchema,
});

export const gitSettingsInput = z.object({
  gitOrganizationId: id,
  externalRepositoryId: z.number().int().positive(),
  baseBranch: z.string().min(1).max(200).nullable().optional(),
  syncBranch: z.string().min(1).max(100).optional(),
  strategy: z.enum(BRANCH_STRATEGIES).optional(),
  commitMessage: text.min(1).max(200).optional(),
  allowFirstCommit: z.boolean().optional(),
  mergeRequest: mergeRequestSettingsSchema.partial().optional(),
  author: commitAuthorSchema.partial().optional(),
});

/** A service that generates into a repository no more. Its files stay there until somebody asks for their removal. */
export const departureSchema = z.object({
  id,
  serviceId: id,
  serviceName: z.string(),
  repository: z.object({ fullPath: z.string(), webUrl: z.string() }).nullable(),
  at: instant,
  state: z.enum(['left', 'removal-requested', 'removed']),
  /** Why the last try to remove the files failed. */
  message: z.string().nullable(),
  /** The merge request that removes them. */
  mergeRequest: mergeRequestSchema.nullable(),
});

export type Departure = z.infer<typeof departureSchema>;
export type GitInstance = z.infer<typeof gitInstanceSchema>;
export type GitOrganization = z.infer<typeof gitOrganizationSchema>;
export type Namespace = z.infer<typeof namespaceSchema>;
export type RemoteRepository = z.infer<typeof remoteRepositorySchema>;
export type Repository = z.infer<typeof repositorySchema>;
export type GitSettingsView = z.infer<typeof gitSettingsSchema>;
export type GitSettingsInput = z.infer<typeof gitSettingsInput>;
