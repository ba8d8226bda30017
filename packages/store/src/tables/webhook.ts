import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { repository } from './git.ts';

export const WEBHOOK_STATES = ['active', 'failing', 'refused'] as const;

/** Our webhook at a repository: GitLab tells us of changes there. Both secrets are encrypted. */
export const webhook = pgTable('webhook', {
  id: uuid('id').primaryKey(),
  /** Instance and repository number. */
  remote: text('remote').notNull().unique(),
  repositoryId: uuid('repository_id')
    .notNull()
    .references(() => repository.id, { onDelete: 'cascade' }),
  /** GitLab's number of it; null while there is none. */
  externalId: integer('external_id'),
  token: text('token').notNull(),
  signingKey: text('signing_key').notNull(),
  /** GitLab 19 and newer signs what it sends: then the signature is required. */
  isSigned: boolean('is_signed').notNull().default(false),
  state: text('state', { enum: WEBHOOK_STATES }).notNull(),
  /** Why it does not work, for people. */
  message: text('message'),
  lastDeliveryAt: instant('last_delivery_at'),
  checkedAt: instant('checked_at').notNull(),
});

/** Deliveries that were taken, so that none is taken twice. */
export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    webhookId: uuid('webhook_id')
      .notNull()
      .references(() => webhook.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.webhookId, table.key] }),
    index('webhook_delivery_age').on(table.receivedAt),
  ],
);
