import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from '@amplication/use-cases';

const VERSION = 'v1';

/** AES-256-GCM under the newest key; older ones still read what they wrote. A cipher names its key by a hash. */
export function createSecrets(keys: readonly string[]): Secrets {
  const ring = keys.map((hex) => ({
    id: toKeyId(hex),
    key: Buffer.from(hkdfSync('sha256', Buffer.from(hex, 'hex'), '', 'encryption at rest', 32)),
  }));
  const [newest] = ring;
  if (newest === undefined) throw new Error('There must be an encryption key.');
  return {
    encrypt: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [
        VERSION,
        newest.id,
        ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')),
      ].join('.');
    },
    decrypt: (text) => {
      const [version, id, ...parts] = text.split('.');
      const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
      const entry = ring.find((candidate) => candidate.id === id);
      if (version !== VERSION || nonce === undefined || tag === undefined || sealed === undefined)
        throw new Error('This is no cipher of ours.');
      if (entry === undefined) throw new Error(`The encryption key ${id ?? ''} is not in ENCRYPTION_KEY (any more).`);
      const decipher = createDecipheriv('aes-256-gcm', entry.key, nonce, { authTagLength: 16 });
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    },
  };
}

/** A secret for one purpose, derived from the newest key: the same at each start, of no use for another purpose. */
export function deriveSecret(keys: readonly string[], purpose: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(keys[0] ?? '', 'hex'), '', purpose, 32)).toString('hex');
}

/** The key of an installation that sets none: made once in its data folder, readable by its owner only. */
export function ensureKeyFile(dataDirectory: string): readonly string[] {
  const file = join(dataDirectory, 'encryption-key');
  mkdirSync(dataDirectory, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim().split(',');
}

function toKeyId(hex: string): string {
  return createHash('sha256').update(hex).digest('hex').slice(0, 8);
}
