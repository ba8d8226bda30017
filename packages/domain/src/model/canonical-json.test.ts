import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCanonicalJson } from './canonical-json.ts';

it('sorts keys at every depth and leaves the order of lists', () => {
  expect(toCanonicalJson({ b: [{ d: 1, c: 2 }, 'x'], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1},"x"]}');
});

it('is the same text for the same value, whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(toCanonicalJson(turned)).toBe(toCanonicalJson(value));
    }),
  );
});

it('reads back as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(toCanonicalJson(value))).toEqual(plain);
    }),
  );
});

it('is another text for another value', () => {
  expect(toCanonicalJson({ a: 1 })).not.toBe(toCanonicalJson({ a: '1' }));
  expect(toCanonicalJson([1, 2])).not.toBe(toCanonicalJson([2, 1]));
});
