import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { DEFAULT_AUTHOR, DEFAULT_MERGE_REQUEST, type MergeRequestSettings } from '@amplication/domain';
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
    /** `no-access`: GitLab knows the account, and lets it do nothing (blocked, terms not accepted). */
    health: text('health', { enum: ['ok', 'reconnect', 'no-access', 'disconnected'] }).notNull(),
    /** Of an access token: its name in GitLab, and the day (YYYY-MM-DD) on which it ends; null: never, or not known. */
    tokenName: text('token_name'),
    tokenExpiresOn: text('token_expires_on'),
    /** Certificate authorities (PEM) that this instance is trusted by, beside the usual ones. */
    certificate: text('certificate'),
    /** When GitLab was last asked how the account is. */
    checkedAt: instant('checked_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('git_organization_account').on(table.workspaceId, table.baseUrl, table.externalUserId)],
);

/** A GitLab of the workspace's own, with its OAuth application. The secret is encrypted. */
export const gitInstance = pgTable(
  'git_instance',
  {
    id: uuid('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    baseUrl: text('base_url').notNull(),
    name: text('name').notNull(),
    clientId: text('client_id'),
    clientSecret: text('client_secret'),
    certificate: text('certificate'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('git_instance_address').on(table.workspaceId, table.baseUrl)],
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

export const REPOSITORY_STATES = [
  'ok',
  'archived',
  'being-deleted',
  'merge-requests-disabled',
  'no-push-permission',
  'mirror',
  /** Deleted, or the account may not see it any more: GitLab does not tell which. */
  'gone',
] as const;

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
    /** How it was when GitLab was last asked. */
    state: text('state', { enum: REPOSITORY_STATES }).notNull().default('ok'),
    /** Where it was before it was renamed or transferred, and its default branch before that changed. */
    movedFrom: text('moved_from'),
    formerDefaultBranch: text('former_default_branch'),
    /** When one of the two was seen to have changed. */
    movedAt: instant('moved_at'),
    checkedAt: instant('checked_at'),
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
