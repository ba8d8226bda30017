import { Refusal, isUuid } from '@amplication/domain';
import {
  enterDelivery,
  findWebhook,
  listMergeRequestsOf,
  pruneDeliveries,
  type Database,
  type MergeRequestRow,
  type WebhookRow,
} from '@amplication/store';
import type { Context } from '../context.ts';
import { queueRecord } from '../jobs/queue-record.ts';
import { readDelivery, type DeliveryHint } from './read-delivery.ts';
import { hasToken, isSigned, toDeliveryKey, type DeliveryHeaders } from './verify-delivery.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'secrets' | 'jobs'>;

/** A webhook that somebody may speak for; its body is still to be read. */
export interface KnownSender {
  readonly webhook: WebhookRow;
  readonly headers: DeliveryHeaders;
}

/**
 * Lets a delivery of GitLab through by its token, before its body is read. Throws `Refusal` (the same for a webhook that does
 * not exist and for a wrong token).
 */
export async function identifySender(ctx: Ctx, webhookId: string, headers: DeliveryHeaders): Promise<KnownSender> {
  const webhook = isUuid(webhookId) ? await findWebhook(ctx.store.db, webhookId) : undefined;
  if (webhook === undefined || !hasToken(readSecrets(ctx, webhook), headers)) throw unknownSender();
  return { webhook, headers };
}

/**
 * Takes a delivery once, however often it is sent, and queues a look at what it is about: nothing in it is believed. Throws
 * `Refusal` for one that is not signed, though this GitLab signs, or that somebody kept and sends again later.
 */
export async function takeDelivery(
  ctx: Ctx,
  { webhook, headers }: KnownSender,
  body: Uint8Array,
): Promise<'taken' | 'known'> {
  const now = ctx.clock();
  if (webhook.isSigned && !isSigned(readSecrets(ctx, webhook), headers, body, now)) throw unknownSender();
  const hint = readDelivery(body);
  return ctx.store.transact(async (transaction) => {
    const { db } = transaction;
    if (!(await enterDelivery(db, webhook.id, toDeliveryKey(headers, body), now))) return 'known';
    await queueRecord(ctx, transaction, await listMeant(db, webhook.remote, hint));
    return 'taken';
  });
}

/** How long a delivery is known by its name; GitLab sends none again after that. */
const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1_000;

/** Forgets the names of deliveries that nobody sends again. */
export async function forgetDeliveries(ctx: Pick<Context, 'store' | 'clock'>): Promise<void> {
  await pruneDeliveries(ctx.store.db, new Date(ctx.clock().getTime() - REMEMBERED_MS));
}

async function listMeant(db: Database, remote: string, hint: DeliveryHint): Promise<readonly MergeRequestRow[]> {
  if (hint.kind === 'other') return [];
  return listMergeRequestsOf(db, remote, hint.kind === 'branch' ? hint.branch : hint.number);
}

function readSecrets(ctx: Ctx, { token, signingKey }: WebhookRow) {
  return { token: ctx.secrets.decrypt(token), signingKey: ctx.secrets.decrypt(signingKey) };
}

function unknownSender(): Refusal {
  return new Refusal(
    'not_found',
    'There is no such webhook, or the secret is not the one that it was registered with.',
  );
}
