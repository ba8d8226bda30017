import { expect, it } from 'vitest';
import { toBaseUrl } from './base-url.ts';

it.each([
  ['https://gitlab.com', 'https://gitlab.com'],
  [' https://GitLab.example.com/ ', 'https://gitlab.example.com'],
  ['https://example.com/gitlab//', 'https://example.com/gitlab'],
  ['http://localhost:3001', 'http://localhost:3001'],
  ['https://example.com:443/', 'https://example.com'],
])('keeps %s as %s', (text, kept) => expect(toBaseUrl(text)).toBe(kept));

it.each([
  'gitlab.com',
  'ftp://gitlab.com',
  'javascript:alert(1)',
  'https://user:secret@gitlab.com',
  'https://gitlab.com/?private_token=x',
  'https://gitlab.com/#x',
  '',
])('refuses %s at its field', (text) => {
  expect(() => toBaseUrl(text)).toThrow(
    expect.objectContaining({ problems: [{ path: 'baseUrl', message: expect.any(String) }] }),
  );
});
