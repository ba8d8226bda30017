import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BuildTarget, MergeRequestApprovals } from '../build-data.ts';
import { user } from './auth.ts';
import { instant } from './columns.ts';
import { repository } from './git.ts';
import { project, service } from './project.ts';

export const MERGEABILITIES = ['checking', 'mergeable', 'conflicted', 'blocked'] as const;

/** What GitLab last said of a merge request. `remote` is instance and repository number. */
export const mergeRequest = pgTable(
  'merge_request',
  {
    id: uuid('id').primaryKey(),
    remote: text('remote').notNull(),
    repositoryId: uuid('repository_id')
      .notNull()
      .references(() => repository.id),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    webUrl: text('web_url').notNull(),
    state: text('state', { enum: ['open', 'merged', 'closed'] }).notNull(),
    draft: boolean('draft').notNull(),
    /** We made it a draft because of conflicts; false when a person did. */
    draftedByUs: boolean('drafted_by_us').notNull().default(false),
    hasConflicts: boolean('has_conflicts').notNull(),
    sourceBranch: text('source_branch').notNull(),
    targetBranch: text('target_branch').notNull(),
    mergedAt: instant('merged_at'),
    mergedBy: text('merged_by'),
    mergeCommit: text('merge_commit'),
    squashCommit: text('squash_commit'),
    mergeability: text('mergeability', { enum: MERGEABILITIES }).notNull().default('checking'),
    /** GitLab's own word: an open set. */
    mergeabilityDetail: text('mergeability_detail').notNull().default(''),
    pipelineStatus: text('pipeline_status'),
    pipelineUrl: text('pipeline_url'),
    /** null: not known, or this edition of GitLab has none. */
    approvals: jsonb('approvals').$type<MergeRequestApprovals>(),
    refreshedAt: instant('refreshed_at').notNull(),
  },
  (table) => [uniqueIndex('merge_request_number').on(table.remote, table.number)],
);

/** Who may push to a repository now. A worker whose lease was taken over must not push. */
export const repositoryLease = pgTable('repository_lease', {
  remote: text('remote').primaryKey(),
  /** The job that holds it, and which attempt of it. */
  holder: text('holder').notNull(),
  attempt: integer('attempt').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

/** What a sync is about to push, written before the push: a rerun finds out whether it arrived. */
export const syncIntent = pgTable(
  'sync_intent',
  {
    remote: text('remote').notNull(),
    branch: text('branch').notNull(),
    tip: text('tip').notNull(),
    plan: jsonb('plan').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.remote, table.branch] })],
);

/** Which generations ever reached a remote; the base of the next merge is one of them. */
export const pushedGeneration = pgTable(
  'pushed_generation',
  {
    remote: text('remote').notNull(),
    serviceId: uuid('service_id').notNull(),
    generationId: text('generation_id').notNull(),
    order: bigint('order', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.remote, table.serviceId, table.generationId] })],
);

/** What a person decided about a generated text of a file: the same text never asks again. */
export const syncResolution = pgTable(
  'sync_resolution',
  {
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id, { onDelete: 'cascade' }),
    fingerprint: text('fingerprint').notNull(),
    /** null: it was merged undecided, which counts as kept. */
    decidedBy: text('decided_by').references(() => user.id),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.serviceId, table.fingerprint] })],
);

/** Where a user moved a generated file; an empty path: nowhere, it was deleted. */
export const userRename = pgTable(
  'user_rename',
  {
    remote: text('remote').notNull(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    path: text('path').notNull(),
  },
  (table) => [primaryKey({ columns: [table.remote, table.serviceId, table.key] })],
);

/** Which branch belongs to whom in a remote, once given out for good: also a branch that was deleted comes back under its name. */
export const syncBranch = pgTable(
  'sync_branch',
  {
    remote: text('remote').notNull(),
    branch: text('branch').notNull(),
    /** The name in the git settings that it is made from. */
    prefix: text('prefix').notNull(),
    /** The base branch; empty for the repository's default one, whatever its name. */
    base: text('base').notNull(),
    /** Of a branch of one service; null for one that services share. It outlives its service. */
    serviceId: uuid('service_id'),
  },
  (table) => [
    primaryKey({ columns: [table.remote, table.branch] }),
    unique('sync_branch_owner').on(table.remote, table.prefix, table.base, table.serviceId).nullsNotDistinct(),
  ],
);

export const DEPARTURE_STATES = ['left', 'removal-requested', 'removed'] as const;

/** A service that generates into a repository no more. Its files stay there until a person asks for their removal. */
export const departure = pgTable(
  'departure',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => project.id, { onDelete: 'cascade' }),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id, { onDelete: 'cascade' }),
    serviceName: text('service_name').notNull(),
    remote: text('remote').notNull(),
    repositoryId: uuid('repository_id')
      .notNull()
      .references(() => repository.id),
    /** Where its code went before. */
    target: jsonb('target').$type<BuildTarget>().notNull(),
    state: text('state', { enum: DEPARTURE_STATES }).notNull(),
    at: instant('at').notNull(),
    requestedBy: text('requested_by').references(() => user.id),
    requestedAt: instant('requested_at'),
    /** Why the last try to remove the files failed. */
    message: text('message'),
    mergeRequestId: uuid('merge_request_id').references(() => mergeRequest.id),
  },
  (table) => [
    uniqueIndex('departure_service').on(table.remote, table.serviceId),
    index('departure_project').on(table.projectId),
    index('departure_merge_request').on(table.mergeRequestId),
  ],
);
