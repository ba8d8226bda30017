import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../provider-error.ts';
import { discussionPath, mergeRequestPath, toSegment } from './paths.ts';

const key = { repositoryId: 1, number: 2 };

describe('paths', () => {
  it('are made of ids, and nothing that is none', () => {
    expect(mergeRequestPath(key)).toBe('/projects/1/merge_requests/2');
    for (const id of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1/../2' as unknown as number]) {
      expect(() => mergeRequestPath({ ...key, number: id })).toThrow(ProviderError);
    }
    for (const id of ['../notes', 'a\r\nb', '', 'a'.repeat(65)]) {
      expect(() => discussionPath(key, id)).toThrow(ProviderError);
    }
  });

  it('have names as one part, which stays one and says the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), (name) => {
        if (name === '.' || name === '..') return;
        const { pathname, search, hash } = new URL(`https://host/a/${toSegment(name)}/b`);
        const [, , segment = ''] = pathname.split('/');
        expect([pathname.split('/').length, decodeURIComponent(segment), search, hash]).toEqual([4, name, '', '']);
      }),
    );
    for (const name of ['', '.', '..', '\uD800']) expect(() => toSegment(name)).toThrow(ProviderError);
  });
});
