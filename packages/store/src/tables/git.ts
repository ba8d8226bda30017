import { sql } from 'drizzle-orm';
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
import { DEFAULT_AUTHOR, DEFAULT_MERGE_REQUEST, type MergeRequestSettings } from '@amplication/domain';
import type { BuildTarget } from '../build-data.ts';
import { user, workspace } from './auth.ts';
import { project, service } from './project.ts';
import { instant } from './columns.ts';

/** A connected account at a GitLab instance. Both tokens are encrypted. */
export const gitOrganization = pgTable(
  'git_organization',
  {
    id: uuid('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    baseUrl: text('base_url').notNull(),
    externalUserId: integer('external_user_id').notNull(),
    username: text('username').notNull(),
    name: text('name').notNull(),
    auth: text('auth', { enum: ['oauth', 'token'] }).notNull(),
    accessToken: text('access_token').notNull(),
    refreshToken: text('refresh_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    health: text('health', { enum: ['ok', 'reconnect', 'disconnected'] }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('git_organization_account').on(table.workspaceId, table.baseUrl, table.externalUserId)],
);

/** An authorization that a browser was sent away for. Single use: finishing deletes it. */
export const oauthAttempt = pgTable('oauth_attempt', {
  stateHash: text('state_hash').primaryKey(),
  sessionHash: text('session_hash').notNull(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspace.id, { onDelete: 'cascade' }),
  userId: text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  baseUrl: text('base_url').notNull(),
  codeVerifier: text('code_verifier').notNull(),
  returnTo: text('return_to').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

export const repository = pgTable(
  'repository',
  {
    id: uuid('id').primaryKey(),
    gitOrganizationId: uuid('git_organization_id')
      .notNull()
      .references(() => gitOrganization.id),
    externalId: integer('external_id').notNull(),
    fullPath: text('full_path').notNull(),
    webUrl: text('web_url').notNull(),
    defaultBranch: text('default_branch'),
  },
  (table) => [uniqueIndex('repository_remote').on(table.gitOrganizationId, table.externalId)],
);

/** Of a project (service is null) or of a service that overrides it. */
export const gitSettings = pgTable(
  'git_settings',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => project.id, { onDelete: 'cascade' }),
    serviceId: uuid('service_id').references(() => service.id, { onDelete: 'cascade' }),
    repositoryId: uuid('repository_id')
      .notNull()
      .references(() => repository.id),
    baseBranch: text('base_branch'),
    syncBranch: text('sync_branch').notNull(),
    strategy: text('strategy', { enum: ['shared', 'per-service'] }).notNull(),
    commitMessage: text('commit_message').notNull(),
    allowFirstCommit: boolean('allow_first_commit').notNull(),
    mergeRequest: jsonb('merge_request').$type<MergeRequestSettings>().notNull().default(DEFAULT_MERGE_REQUEST),
    authorName: text('author_name').notNull().default(DEFAULT_AUTHOR.name),
    authorEmail: text('author_email').notNull().default(DEFAULT_AUTHOR.email),
  },
  (table) => [
    uniqueIndex('git_settings_of_project')
      .on(table.projectId)
      .where(sql`${table.serviceId} is null`),
    uniqueIndex('git_settings_of_service')
      .on(table.serviceId)
      .where(sql`${table.serviceId} is not null`),
    index('git_settings_repository').on(table.repositoryId),
  ],
);

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
