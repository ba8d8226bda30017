import { eq, lt } from 'drizzle-orm';
import type { Database } from '../store.ts';
import { repository, webhook, webhookDelivery } from '../tables/index.ts';

export type WebhookRow = typeof webhook.$inferSelect;

export async function findWebhook(db: Database, id: string): Promise<WebhookRow | undefined> {
  const [row] = await db.select().from(webhook).where(eq(webhook.id, id));
  return row;
}

/** Our webhook at a remote (instance and repository number). */
export async function findWebhookOf(db: Database, remote: string): Promise<WebhookRow | undefined> {
  const [row] = await db.select().from(webhook).where(eq(webhook.remote, remote));
  return row;
}

/** Enters a webhook; when another process was quicker, that one is returned and nothing is entered. */
export async function enterWebhook(db: Database, row: typeof webhook.$inferInsert): Promise<WebhookRow> {
  const [entered] = await db.insert(webhook).values(row).onConflictDoNothing({ target: webhook.remote }).returning();
  const found = entered ?? (await findWebhookOf(db, row.remote));
  if (found === undefined) throw new Error('The webhook was not stored.');
  return found;
}

export async function updateWebhook(
  db: Database,
  id: string,
  change: Partial<Pick<WebhookRow, 'externalId' | 'isSigned' | 'state' | 'message' | 'checkedAt' | 'repositoryId'>>,
): Promise<void> {
  await db.update(webhook).set(change).where(eq(webhook.id, id));
}

export async function deleteWebhook(db: Database, id: string): Promise<void> {
  await db.delete(webhook).where(eq(webhook.id, id));
}

/** The webhooks of the repositories that are reached through an account. */
export async function listWebhooksOf(
  db: Database,
  gitOrganizationId: string,
): Promise<readonly (Pick<WebhookRow, 'id' | 'externalId'> & { readonly repositoryExternalId: number })[]> {
  return db
    .select({ id: webhook.id, externalId: webhook.externalId, repositoryExternalId: repository.externalId })
    .from(webhook)
    .innerJoin(repository, eq(repository.id, webhook.repositoryId))
    .where(eq(repository.gitOrganizationId, gitOrganizationId));
}

/** Notes that a delivery came; false when it came before. */
export async function enterDelivery(db: Database, id: string, key: string, at: Date): Promise<boolean> {
  const rows = await db
    .insert(webhookDelivery)
    .values({ webhookId: id, key, receivedAt: at })
    .onConflictDoNothing()
    .returning({ key: webhookDelivery.key });
  if (rows.length === 0) return false;
  await db.update(webhook).set({ lastDeliveryAt: at }).where(eq(webhook.id, id));
  return true;
}

/** Forgets deliveries that came before a moment. */
export async function pruneDeliveries(db: Database, before: Date): Promise<void> {
  await db.delete(webhookDelivery).where(lt(webhookDelivery.receivedAt, before));
}
