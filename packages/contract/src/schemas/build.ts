import { z } from 'zod';
import { BUILD_STATES, CONFLICT_KINDS } from '@amplication/domain';
import { id, instant, text, userSchema } from './shared.ts';

export const mergeRequestSchema = z.object({
  id,
  /** The number that GitLab shows after `!`. */
  number: z.number().int(),
  title: z.string(),
  webUrl: z.string(),
  state: z.enum(['open', 'merged', 'closed']),
  draft: z.boolean(),
  hasConflicts: z.boolean(),
  sourceBranch: z.string(),
  targetBranch: z.string(),
  mergedAt: instant.nullable(),
  mergedBy: z.string().nullable(),
  mergeCommit: z.string().nullable(),
  squashCommit: z.string().nullable(),
  /** `checking` while GitLab finds out. */
  mergeability: z.enum(['checking', 'mergeable', 'conflicted', 'blocked']),
  /** GitLab's own word for it, such as `ci_still_running`: an open set. */
  mergeabilityDetail: z.string(),
  /** The newest pipeline of the source branch, in GitLab's own word. */
  pipeline: z.object({ status: z.string(), webUrl: z.string().nullable() }).nullable(),
  /** null where this edition of GitLab has none, and while nothing is known. */
  approvals: z.object({ isApproved: z.boolean(), left: z.number().int(), approvedBy: z.array(z.string()) }).nullable(),
});

export const conflictSchema = z.object({
  path: z.string(),
  kind: z.enum(CONFLICT_KINDS),
});

export const buildSchema = z.object({
  id,
  commitId: id,
  projectId: id,
  serviceId: id,
  serviceName: z.string(),
  state: z.enum(BUILD_STATES),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  generatorVersion: z.string().nullable(),
  generationId: z.string().nullable(),
  /** Why there is nothing to review, or what went wrong and what to do; null where all is well. */
  message: z.string().nullable(),
  errorCode: z.string().nullable(),
  gitCommitId: z.string().nullable(),
  repository: z.object({ fullPath: z.string(), webUrl: z.string() }).nullable(),
  mergeRequest: mergeRequestSchema.nullable(),
  changes: z.object({ files: z.number().int(), insertions: z.number().int(), deletions: z.number().int() }).nullable(),
  conflicts: z.array(conflictSchema),
});

export const BUILD_STEPS = ['queue', 'generate', 'merge', 'push', 'merge-request'] as const;

export const logLineSchema = z.object({
  number: z.number().int(),
  at: instant,
  step: z.enum(BUILD_STEPS),
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
});

export const generatedFileSchema = z.object({ path: z.string(), size: z.number().int() });

export const COMMIT_STRATEGIES = ['pending-changes', 'all-services', 'specific-services'] as const;

export const commitSchema = z.object({
  id,
  number: z.number().int(),
  projectId: id,
  message: z.string(),
  author: userSchema,
  createdAt: instant,
  builds: z.array(buildSchema),
});

export const commitInput = z.object({
  message: text.max(500).default(''),
  strategy: z.enum(COMMIT_STRATEGIES).default('pending-changes'),
  /** Read with the strategy `specific-services`. */
  serviceIds: z.array(id).max(1_000).optional(),
});

export const pendingChangeSchema = z.object({
  /** Names the change for *discard*. */
  key: z.string(),
  serviceId: id,
  serviceName: z.string(),
  subject: z.enum(['service', 'entity', 'field']),
  action: z.enum(['created', 'updated', 'deleted']),
  label: z.string(),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
});

export type MergeRequest = z.infer<typeof mergeRequestSchema>;
export type Build = z.infer<typeof buildSchema>;
export type LogLine = z.infer<typeof logLineSchema>;
export type BuildStep = (typeof BUILD_STEPS)[number];
export type Commit = z.infer<typeof commitSchema>;
export type CommitInput = z.infer<typeof commitInput>;
export type PendingChange = z.infer<typeof pendingChangeSchema>;
