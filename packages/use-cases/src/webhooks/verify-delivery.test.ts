import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hasToken, isSigned, toDeliveryKey } from './verify-delivery.ts';

const KEY = Buffer.alloc(32, 7);
const SECRETS = { token: 'a token of ours', signingKey: `whsec_${KEY.toString('base64')}` };
const NOW = new Date('2026-01-02T03:04:05Z');
const SECONDS = String(NOW.getTime() / 1_000);
const BODY = Buffer.from('{"object_kind":"push"}');

const sign = (id: string, timestamp: string, body: Buffer, key = KEY): string =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body.toString()}`).digest('base64')}`;
const signed = { id: 'one', timestamp: SECONDS, signature: sign('one', SECONDS, BODY) };

describe('hasToken', () => {
  it('knows its own token only', () => {
    expect(hasToken(SECRETS, { token: 'a token of ours' })).toBe(true);
    for (const token of [undefined, '', 'a token of our', 'a token of ours ', 'A token of ours'])
      expect(hasToken(SECRETS, { token })).toBe(false);
  });
});

describe('isSigned', () => {
  it('takes what GitLab signed, also beside the signature of an older key', () => {
    expect(isSigned(SECRETS, signed, BODY, NOW)).toBe(true);
    const both = `${sign('one', SECONDS, BODY, Buffer.alloc(32, 8))} ${signed.signature}`;
    expect(isSigned(SECRETS, { ...signed, signature: both }, BODY, NOW)).toBe(true);
  });

  it('refuses another body, another id, another key, another version, and none', () => {
    expect(isSigned(SECRETS, signed, Buffer.from('{"object_kind":"note"}'), NOW)).toBe(false);
    expect(isSigned(SECRETS, { ...signed, id: 'two' }, BODY, NOW)).toBe(false);
    expect(isSigned({ ...SECRETS, signingKey: 'whsec_AAAA' }, signed, BODY, NOW)).toBe(false);
    expect(isSigned(SECRETS, { ...signed, signature: signed.signature.replace('v1', 'v2') }, BODY, NOW)).toBe(false);
    for (const part of ['id', 'timestamp', 'signature'] as const)
      expect(isSigned(SECRETS, { ...signed, [part]: undefined }, BODY, NOW)).toBe(false);
  });

  it('refuses what was signed more than five minutes ago, or will be', () => {
    const at = (seconds: number) => isSigned(SECRETS, signed, BODY, new Date(NOW.getTime() + seconds * 1_000));
    expect([at(-301), at(-299), at(299), at(301)]).toEqual([false, true, true, false]);
    const odd = { ...signed, timestamp: 'now', signature: sign('one', 'now', BODY) };
    expect(isSigned(SECRETS, odd, BODY, NOW)).toBe(false);
  });
});

describe('toDeliveryKey', () => {
  it('is the name that GitLab gave it, else the same for the same bytes', () => {
    expect(toDeliveryKey({ idempotencyKey: 'abc-1', id: 'abc-2' }, BODY)).toBe('abc-1');
    expect(toDeliveryKey({ id: 'abc-2' }, BODY)).toBe('abc-2');
    expect(toDeliveryKey({}, BODY)).toBe(toDeliveryKey({ idempotencyKey: 'no name\n' }, BODY));
    expect(toDeliveryKey({}, BODY)).not.toBe(toDeliveryKey({}, Buffer.from('{}')));
  });
});
