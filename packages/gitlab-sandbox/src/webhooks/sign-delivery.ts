import { createHmac } from 'node:crypto';

/** The `webhook-signature` of Standard Webhooks: HMAC-SHA256 over id, time and the exact bytes of the body. */
export function signDelivery(
  signingToken: string,
  delivery: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  const key = Buffer.from(signingToken.replace(/^whsec_/, ''), 'base64');
  const signed = `${delivery.id}.${delivery.timestamp}.${delivery.body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
