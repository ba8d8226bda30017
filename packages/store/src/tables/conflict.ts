import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { CONFLICT_KINDS, type SyncConflictHunk } from '@amplication/domain';
import { user } from './auth.ts';
import { blob, build } from './build.ts';
import { repository } from './git.ts';
import { project, service } from './project.ts';
import { instant } from './columns.ts';
import { mergeRequest } from './sync.ts';

/** `settled`: overtaken by something else, without a decision. */
export const CONFLICT_STATES = ['open', 'kept', 'taken', 'edited', 'settled'] as const;

/** A person's work that a generated change does not go together with. The person's side is in the branch. */
export const conflict = pgTable(
  'conflict',
  {
    id: uuid('id').primaryKey(),
    remote: text('remote').notNull(),
    /** The sync branch. */
    branch: text('branch').notNull(),
    /** Names what is asked: kind, service, path and generated texts. */
    key: text('key').notNull(),
    repositoryId: uuid('repository_id')
      .notNull()
      .references(() => repository.id),
    projectId: uuid('project_id')
      .notNull()
      .references(() => project.id, { onDelete: 'cascade' }),
    /** The build that found it last. */
    buildId: uuid('build_id')
      .notNull()
      .references(() => build.id, { onDelete: 'cascade' }),
    mergeRequestId: uuid('merge_request_id').references(() => mergeRequest.id),
    /** null between two people. */
    serviceId: uuid('service_id').references(() => service.id, { onDelete: 'cascade' }),
    path: text('path').notNull(),
    kind: text('kind', { enum: CONFLICT_KINDS }).notNull(),
    hunks: jsonb('hunks').$type<readonly SyncConflictHunk[]>().notNull(),
    /** The sides as addresses in the ledger; null where a side has no file, or one that is too large to be kept. */
    baseHash: text('base_hash').references(() => blob.hash),
    oursHash: text('ours_hash').references(() => blob.hash),
    theirsHash: text('theirs_hash').references(() => blob.hash),
    resultHash: text('result_hash').references(() => blob.hash),
    /** git's id of what the sync put in the branch: tells whether somebody changed it since; null where it put no file. */
    resultGitId: text('result_git_id'),
    state: text('state', { enum: CONFLICT_STATES }).notNull(),
    discussionId: text('discussion_id'),
    /** Whether the discussion still has to be resolved, by us or by a person. */
    discussionOpen: boolean('discussion_open').notNull().default(false),
    /** null with a decision: made in the merge request, or by merging it. */
    decidedBy: text('decided_by').references(() => user.id),
    decidedAt: instant('decided_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('conflict_open')
      .on(table.remote, table.branch, table.key)
      .where(sql`${table.state} = 'open'`),
    index('conflict_project').on(table.projectId, table.path, table.id),
    index('conflict_merge_request').on(table.mergeRequestId),
  ],
);
