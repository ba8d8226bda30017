import { describe, expect, it } from 'vitest';
import { parseFields, toFields } from './nested-params.ts';

describe('parseFields', () => {
  it.each([
    ['a=1&b=', { a: '1', b: '' }],
    ['a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a=1&a=2', { a: ['1', '2'] }],
    ['a[b]=1&a[c][d]=2', { a: { b: '1', c: { d: '2' } } }],
    ['a[][b]=1&a[][c]=2&a[][b]=3', { a: [{ b: '1', c: '2' }, { b: '3' }] }],
    ['a[b=1', { 'a[b': '1' }],
    ['__proto__[x]=1', {}],
  ])('%s', (text, expected) => {
    expect(parseFields(text)).toEqual(expected);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('toFields', () => {
  it('writes what parseFields reads', () => {
    const value = { a: ['1', '2'], b: { c: '3' }, d: [{ e: '4' }, { e: '5' }] };
    const fields = Object.entries(value).flatMap(([name, inner]) => toFields(name, inner));
    expect(parseFields(new URLSearchParams(fields.map(([name, one]) => [name, one])).toString())).toEqual(value);
    expect(toFields('n', null)).toEqual([]);
  });
});
