import { describe, expect, it } from 'vitest';
import { ProviderError } from '../provider-error.ts';
import { nextCursorOf, toApiUrl, toCursorQuery } from './page-links.ts';

const kindOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof ProviderError ? error.kind : error;
  }
};

describe('toApiUrl', () => {
  it('keeps a relative root, and takes no address with a credential or of another kind', () => {
    expect(toApiUrl('https://host/gitlab/').href).toBe('https://host/gitlab/api/v4');
    for (const bad of ['https://me:secret@host', 'https://me@host', 'ftp://host', 'host', '']) {
      expect(kindOf(() => toApiUrl(bad))).toBe('invalid');
    }
  });
});

describe('nextCursorOf', () => {
  const nextOf = (address: string, base = 'https://host/gitlab'): unknown =>
    kindOf(() => nextCursorOf(base, `<https://host/x>; rel="prev", <${address}>; rel="next"`));

  it('finds the next page under a relative root, also by a relative link', () => {
    expect(nextOf('https://host/gitlab/api/v4/projects?id_after=42&per_page=1')).toBe('id_after=42&per_page=1');
    expect(nextOf('/gitlab/api/v4/projects?page=2')).toBe('page=2');
    expect(nextOf('https://host:443/gitlab/api/v4/projects?page=2')).toBe('page=2');
    expect(nextCursorOf('https://host', '')).toBeUndefined();
    expect(nextCursorOf('https://host', '<https://evil/api/v4/x>; rel="first"')).toBeUndefined();
  });

  it.each([
    'http://host/gitlab/api/v4/projects?page=2',
    'https://host:8443/gitlab/api/v4/projects?page=2',
    'https://evil.example/gitlab/api/v4/projects?page=2',
    'https://host.evil.example/gitlab/api/v4/projects?page=2',
    '//evil.example/gitlab/api/v4/projects?page=2',
    'https://me:secret@host/gitlab/api/v4/projects?page=2',
    'https://host/api/v4/projects?page=2',
    'https://host/gitlab/api/v4/../../x?page=2',
    'javascript:alert(1)',
    'https://[',
  ])('refuses %s', (address) => expect(nextOf(address)).toBe('refused'));
});

describe('toCursorQuery', () => {
  it('takes back what it gave, whatever is in it', () => {
    const link = '</api/v4/groups?cursor=eyJh%2FIn0%3D&search=a+b%26c%20%C3%BC&skip_groups[]=1>; rel="next"';
    const cursor = nextCursorOf('https://host', link) ?? '';
    expect(toCursorQuery(cursor).get('search')).toBe('a b&c ü');
    expect(toCursorQuery(cursor).get('cursor')).toBe('eyJh/In0=');
  });

  it.each([
    '',
    '/../../evil',
    'http://evil.example/',
    'page=2#x',
    'page=2\r\nx: y',
    'sudo=root&page=2',
    'private_token=x',
  ])('refuses %j', (cursor) => expect(kindOf(() => toCursorQuery(cursor))).toBe('invalid'));
});
