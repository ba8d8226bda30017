import { sql } from 'drizzle-orm';
import { customType, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { BUILD_STATES } from '@amplication/domain';
import type { BuildChanges, BuildConflict, BuildTarget, GenerationEntry } from '../build-data.ts';
import { user } from './auth.ts';
import { modelSnapshot, project, service } from './project.ts';
import { instant } from './columns.ts';
import { mergeRequest } from './sync.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const commit = pgTable(
  'commit',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id')
      .notNull()
      .references(() => project.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    message: text('message').notNull(),
    authorId: text('author_id')
      .notNull()
      .references(() => user.id),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [uniqueIndex('commit_number').on(table.projectId, table.number)],
);

/** The bytes of generated files, gzip-compressed, once for all generations that hold them. */
export const blob = pgTable(
  'blob',
  {
    /** SHA-256 of the bytes: the address. */
    hash: text('hash').primaryKey(),
    content: bytea('content').notNull(),
    /** git's id of the same bytes: finds out whether a file of a repository is one that was generated. */
    gitId: text('git_id'),
    /** When somebody last wanted to keep these bytes: what is about to refer to them is not pruned away under it. */
    usedAt: instant('used_at').notNull().defaultNow(),
  },
  (table) => [index('blob_git_id').on(table.gitId)],
);

/** The pristine output of builds: equal output of one service is one generation. */
export const generation = pgTable(
  'generation',
  {
    id: text('id').primaryKey(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id, { onDelete: 'cascade' }),
    entries: jsonb('entries').$type<readonly GenerationEntry[]>().notNull(),
    /** By stable id and role, how a name of the model is spelled in the files. */
    identifiers: jsonb('identifiers').$type<Readonly<Record<string, string>>>().notNull().default({}),
    /** When it was last generated. */
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('generation_service').on(table.serviceId)],
);

export const build = pgTable(
  'build',
  {
    id: uuid('id').primaryKey(),
    commitId: uuid('commit_id')
      .notNull()
      .references(() => commit.id, { onDelete: 'cascade' }),
    commitNumber: integer('commit_number').notNull(),
    projectId: uuid('project_id').notNull(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id, { onDelete: 'cascade' }),
    serviceName: text('service_name').notNull(),
    state: text('state', { enum: BUILD_STATES }).notNull(),
    /** Everything the build reads, pinned by its commit. */
    modelHash: text('model_hash')
      .notNull()
      .references(() => modelSnapshot.hash),
    target: jsonb('target').$type<BuildTarget>(),
    generatorVersion: text('generator_version').notNull(),
    generationId: text('generation_id').references(() => generation.id),
    message: text('message'),
    errorCode: text('error_code'),
    gitCommitId: text('git_commit_id'),
    mergeRequestId: uuid('merge_request_id').references(() => mergeRequest.id),
    changes: jsonb('changes').$type<BuildChanges>(),
    conflicts: jsonb('conflicts').$type<readonly BuildConflict[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('build_commit').on(table.commitId),
    index('build_service').on(table.serviceId, table.commitNumber),
    index('build_merge_request').on(table.mergeRequestId),
    index('build_generation').on(table.generationId),
    // Finds the newest generation of each service of a remote, however many builds there are.
    index('build_remote')
      .on(
        sql`(${table.target} ->> 'baseUrl')`,
        sql`((${table.target} ->> 'externalId')::int)`,
        table.serviceId,
        table.commitNumber.desc().nullsFirst(),
      )
      .where(sql`${table.generationId} is not null`),
  ],
);

export const buildLog = pgTable(
  'build_log',
  {
    buildId: uuid('build_id')
      .notNull()
      .references(() => build.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    at: instant('at').notNull(),
    step: text('step').notNull(),
    level: text('level', { enum: ['info', 'warning', 'error'] }).notNull(),
    message: text('message').notNull(),
  },
  (table) => [primaryKey({ columns: [table.buildId, table.number] })],
);

/** The migrations of a service, once written never changed: later generator versions re-emit them as they are. */
export const serviceMigration = pgTable(
  'service_migration',
  {
    serviceId: uuid('service_id')
      .notNull()
      .references(() => service.id, { onDelete: 'cascade' }),
    /** The commit that changed the model; migrations apply in this order. */
    commitNumber: integer('commit_number').notNull(),
    name: text('name').notNull(),
    sql: text('sql').notNull(),
  },
  (table) => [primaryKey({ columns: [table.serviceId, table.commitNumber] })],
);
