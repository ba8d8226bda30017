import { describe, expect, it } from 'vitest';
import { createParseTest } from './parses.ts';

const test = (path: string, input: string) => createParseTest(path, { base: input, ours: input, theirs: input });

describe('createParseTest', () => {
  it.each([
    ['a.ts', 'let a: string;', 'let a string;'],
    ['a.ts', 'let a: string;', 'let a; let a;'],
    ['a.ts', '@A() class B { constructor(@C() private readonly d: E) {} }', 'class B {'],
    ['a.tsx', 'const a = <div>{b as C}</div>;', 'const a = <div>;'],
    ['a.mjs', 'export const a = 1;', 'export const a: number = 1;'],
    ['a.json', '{ "a": 1 }', '{ "a": 1, }'],
    ['a.json', '{ "a": 1 }', '{ "a": 1, "a": 2 }'],
    ['tsconfig.json', '{ "a": 1, } // why', '{ "a": [ }'],
    ['a.json', '{ "a": 1 }', '{ "a": f() }'],
  ])('%s: passes %s, not %s', (path, good, bad) => {
    expect(test(path, good)(good)).toBe(true);
    expect(test(path, good)(bad)).toBe(false);
  });

  it('passes every text where an input does not parse, and every text in other languages', () => {
    expect(createParseTest('a.ts', { base: 'a', ours: 'a(', theirs: 'a' })('b(')).toBe(true);
    expect(test('a.md', 'a')('b(')).toBe(true);
  });

  it('reads a text with a byte order mark', () => {
    expect(test('a.json', '\uFEFF{}')('\uFEFF{')).toBe(false);
  });
});
