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
  /** Entered by this workspace; the others are the operator's. */
  isOwn: z.boolean(),
  hasCertificate: z.boolean(),
});

export const gitInstanceInput = z.object({
  baseUrl: line.min(1, 'Give its address.').max(500),
  name: line.max(100).optional(),
  /** The id and the secret of an OAuth application (scope api) there; without them only access tokens connect. */
  clientId: line.max(200).optional(),
  clientSecret: line.max(200).optional(),
  /** Certificate authorities in PEM, where the usual ones do not know its certificate. */
  certificate: text.max(100_000).optional(),
});

export const gitOrganizationSchema = z.object({
  id,
  provider: z.literal('gitlab'),
  baseUrl: z.string(),
  /** The account in whose name we read and write. */
  username: z.string(),
  name: z.string(),
  auth: z.enum(['oauth', 'token']),
  /** `expiring`: the access token ends within two weeks. `no-access`: GitLab lets the account do nothing. */
  health: z.enum(['ok', 'expiring', 'reconnect', 'no-access']),
  /** Of an access token, as far as GitLab tells. */
  tokenName: z.string().nullable(),
  /** The day (YYYY-MM-DD) on which the access token ends. */
  tokenExpiresOn: z.string().nullable(),
  /** When GitLab was last asked how the account is. */
  checkedAt: instant.nullable(),
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
  /** `gone`: deleted, or the account may not see it any more. */
  state: z.enum(['ok', 'archived', 'being-deleted', 'merge-requests-disabled', 'no-push-permission', 'mirror', 'gone']),
  /** Why it cannot be used at the moment; null where it can. */
  unavailableReason: z.string().nullable(),
  /** Where it was before somebody renamed or transferred it. */
  movedFrom: z.string().nullable(),
  /** Its default branch before that changed. */
  formerDefaultBranch: z.string().nullable(),
  checkedAt: instant.nullable(),
});

/** How changes in GitLab get here. */
export const webhookSchema = z.object({
  /** `polling`: GitLab cannot reach this server, so that it is asked every minute. */
  state: z.enum(['active', 'failing', 'refused', 'polling']),
  /** Why there is no working webhook; null where there is. */
  message: z.string().nullable(),
  lastDeliveryAt: instant.nullable(),
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
  /** GitLab's number of a milestone of the repository or its groups. */
  milestoneId: z.number().int().positive().nullable(),
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
  webhook: webhookSchema,
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

/** What stops when an account is disconnected. */
export const disconnectConsequencesSchema = z.object({
  /** They stay, and go on when the same account is connected again. */
  settings: z.array(
    z.object({
      projectId: id,
      projectName: z.string(),
      /** null: the project's own settings. */
      serviceName: z.string().nullable(),
      repository: z.string(),
    }),
  ),
  /** They stay open in GitLab, and are not followed any more. */
  openMergeRequests: z.number().int(),
  /** Whether the access is revoked at GitLab; an access token has to be deleted there. */
  isRevoked: z.boolean(),
});

export const branchSchema = z.object({
  name: z.string(),
  isDefault: z.boolean(),
  isProtected: z.boolean(),
  /** null where GitLab does not tell. */
  canPush: z.boolean().nullable(),
});
export const memberSchema = z.object({ id: z.number().int(), username: z.string(), name: z.string() });
export const labelSchema = z.object({ name: z.string(), color: z.string() });
export const milestoneSchema = z.object({ id: z.number().int(), title: z.string() });

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

export type DisconnectConsequences = z.infer<typeof disconnectConsequencesSchema>;
export type GitInstanceInput = z.infer<typeof gitInstanceInput>;
export type WebhookView = z.infer<typeof webhookSchema>;
export type Branch = z.infer<typeof branchSchema>;
export type Member = z.infer<typeof memberSchema>;
export type Label = z.infer<typeof labelSchema>;
export type Milestone = z.infer<typeof milestoneSchema>;
export type Departure = z.infer<typeof departureSchema>;
export type GitInstance = z.infer<typeof gitInstanceSchema>;
export type GitOrganization = z.infer<typeof gitOrganizationSchema>;
export type Namespace = z.infer<typeof namespaceSchema>;
export type RemoteRepository = z.infer<typeof remoteRepositorySchema>;
export type Repository = z.infer<typeof repositorySchema>;
export type GitSettingsView = z.infer<typeof gitSettingsSchema>;
export type GitSettingsInput = z.infer<typeof gitSettingsInput>;
