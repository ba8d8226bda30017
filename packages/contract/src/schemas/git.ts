import { z } from 'zod';
import { BRANCH_STRATEGIES } from '@amplication/domain';
import { id, instant, text } from './shared.ts';

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

export const gitSettingsSchema = z.object({
  repository: repositorySchema,
  organization: gitOrganizationSchema,
  baseBranch: z.string().nullable(),
  syncBranch: z.string(),
  strategy: z.enum(BRANCH_STRATEGIES),
  commitMessage: z.string(),
  allowFirstCommit: z.boolean(),
});

export const gitSettingsInput = z.object({
  gitOrganizationId: id,
  externalRepositoryId: z.number().int().positive(),
  baseBranch: z.string().min(1).max(200).nullable().optional(),
  syncBranch: z.string().min(1).max(100).optional(),
  strategy: z.enum(BRANCH_STRATEGIES).optional(),
  commitMessage: text.min(1).max(200).optional(),
  allowFirstCommit: z.boolean().optional(),
});

export type GitInstance = z.infer<typeof gitInstanceSchema>;
export type GitOrganization = z.infer<typeof gitOrganizationSchema>;
export type Namespace = z.infer<typeof namespaceSchema>;
export type RemoteRepository = z.infer<typeof remoteRepositorySchema>;
export type Repository = z.infer<typeof repositorySchema>;
export type GitSettingsView = z.infer<typeof gitSettingsSchema>;
export type GitSettingsInput = z.infer<typeof gitSettingsInput>;
