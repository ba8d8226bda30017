import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSecrets, deriveSecret, ensureKeyFile } from './secrets.ts';

const [OLD, NEW] = ['a'.repeat(64), 'b'.repeat(64)];

describe('an encrypted secret', () => {
  const secrets = createSecrets([OLD]);

  it.each(['glpat-token', '', 'größe 日本 😀', 'x'.repeat(10_000)])('reads back as it was: %#', (text) => {
    expect(secrets.decrypt(secrets.encrypt(text))).toBe(text);
  });

  it('shows nothing of the text, and is never the same twice', () => {
    const [one, two] = [secrets.encrypt('glpat-token'), secrets.encrypt('glpat-token')];
    expect(one).not.toContain('glpat');
    expect(one).not.toBe(two);
  });

  it('reads back after the key changed, as long as the old one is in the list', () => {
    const cipher = secrets.encrypt('token');
    const rotated = createSecrets([NEW, OLD]);
    expect(rotated.decrypt(cipher)).toBe('token');
    expect(createSecrets([NEW]).decrypt(rotated.encrypt('token'))).toBe('token');
  });

  it('does not read back without its key, and says so', () => {
    expect(() => createSecrets([NEW]).decrypt(secrets.encrypt('token'))).toThrow(
      /The encryption key [0-9a-f]{8} is not in ENCRYPTION_KEY/u,
    );
  });

  it('does not read back when a single part of it was changed', () => {
    const parts = secrets.encrypt('a longer secret').split('.');
    parts.forEach((part, place) => {
      const changed = (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
      const cipher = parts.map((each, index) => (index === place ? changed : each)).join('.');
      expect(() => secrets.decrypt(cipher)).toThrow();
    });
  });

  it('does not read back with a shortened tag', () => {
    const [version, id, nonce, tag = '', sealed] = secrets.encrypt('token').split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => secrets.decrypt([version, id, nonce, short, sealed].join('.'))).toThrow();
  });

  it.each(['', 'token', 'v1', 'v1.a.b', 'v2.a.b.c.d'])('is none of ours: %j', (text) => {
    expect(() => secrets.decrypt(text)).toThrow('no cipher of ours');
  });

  it('needs a key', () => {
    expect(() => createSecrets([])).toThrow('There must be an encryption key.');
  });
});

it('derives the same secret each time, and another one for another purpose or key', () => {
  expect(deriveSecret([OLD], 'sessions')).toBe(deriveSecret([OLD, NEW], 'sessions'));
  expect(
    new Set([deriveSecret([OLD], 'sessions'), deriveSecret([OLD], 'demo'), deriveSecret([NEW], 'sessions'), OLD]).size,
  ).toBe(4);
});

describe('the key of an installation that sets none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amplication-key-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, for its owner only', () => {
    const directory = join(folder, 'data');
    const keys = ensureKeyFile(directory);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/u)]);
    expect(ensureKeyFile(directory)).toEqual(keys);
    expect(statSync(join(directory, 'encryption-key')).mode & 0o777).toBe(0o600);
    expect(ensureKeyFile(join(folder, 'other'))).not.toEqual(keys);
  });
});
