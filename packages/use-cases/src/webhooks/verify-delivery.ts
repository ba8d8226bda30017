import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The headers of a delivery that say who sent it, and which one it is. */
export interface DeliveryHeaders {
  /** `X-Gitlab-Token`: the secret as it is. */
  readonly token?: string | undefined;
  /** `Idempotency-Key`, from GitLab 17.4: the same when the delivery is sent again. */
  readonly idempotencyKey?: string | undefined;
  /** `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature`, from GitLab 19.0. */
  readonly id?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly signature?: string | undefined;
}

/** What GitLab and we know of a webhook, and nobody else. */
export interface WebhookSecrets {
  readonly token: string;
  /** As GitLab takes it: `whsec_` and base64. */
  readonly signingKey: string;
}

/** A signed delivery that is older (or from a future that is further) than this is one that somebody kept. */
const TOLERANCE_SECONDS = 5 * 60;

/** True when the delivery has the token. Takes the same time for any wrong one. */
export function hasToken({ token }: WebhookSecrets, headers: DeliveryHeaders): boolean {
  return isEqual(headers.token ?? '', token);
}

/**
 * True when the delivery is signed as Standard Webhooks say, and fresh: `v1,` and the base64 of the HMAC-SHA256 of id,
 * timestamp and body, joined by dots. Several signatures are separated by spaces.
 */
export function isSigned(
  { signingKey }: WebhookSecrets,
  { id, timestamp, signature }: DeliveryHeaders,
  body: Uint8Array,
  now: Date,
): boolean {
  if (id === undefined || timestamp === undefined || signature === undefined || !/^\d{1,12}$/u.test(timestamp))
    return false;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(signingKey.replace(/^whsec_/u, ''), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  return signature.split(' ').some((each) => isEqual(each, expected));
}

/** Names a delivery, so that it is taken once; older versions of GitLab give it no name. */
export function toDeliveryKey({ idempotencyKey, id }: DeliveryHeaders, body: Uint8Array): string {
  const name = idempotencyKey ?? id;
  if (name !== undefined && /^[\w-]{1,100}$/u.test(name)) return name;
  return createHash('sha256').update(body).digest('hex');
}

function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
