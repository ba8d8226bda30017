import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ServiceModel } from '@amplication/domain';
import { user, workspace } from './auth.ts';
import { instant } from './columns.ts';

export const project = pgTable(
  'project',
  {
    id: uuid('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    /** The number of the newest commit; raised under the row's lock. */
    lastCommitNumber: integer('last_commit_number').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('project_slug').on(table.workspaceId, table.slug)],
);

/** A snapshot of a service model, addressed by its hash; commits point here, so it never changes. */
export const modelSnapshot = pgTable('model_snapshot', {
  hash: text('hash').primaryKey(),
  model: jsonb('model').$type<ServiceModel>().notNull(),
});

export const service = pgTable(
  'service',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => project.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    /** The working copy: what the next commit will pin. */
    model: jsonb('model').$type<ServiceModel>().notNull(),
    /** What the last commit pinned; null before the first. */
    committedHash: text('committed_hash').references(() => modelSnapshot.hash),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** A deleted service stays with its ledger: its files are still in repositories. */
    deletedAt: instant('deleted_at'),
  },
  (table) => [
    uniqueIndex('service_slug')
      .on(table.projectId, table.slug)
      .where(sql`${table.deletedAt} is null`),
    uniqueIndex('service_name')
      .on(table.projectId, sql`lower(${table.name})`)
      .where(sql`${table.deletedAt} is null`),
  ],
);

/** Who touched a part of a model last, and when; emptied by the commit that takes the change. */
export const modelEdit = pgTable(
  'model_edit',
  {
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id, { onDelete: 'cascade' }),
    subjectKey: text('subject_key').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.serviceId, table.subjectKey] }), index('model_edit_user').on(table.userId)],
);
