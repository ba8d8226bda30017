import { describe, expect, it } from 'vitest';
import { jsonMerger } from './merge-json.ts';

const merge = (path: string, base: string, ours: string, theirs: string) => jsonMerger(path)?.(base, ours, theirs);
const merged = (text: string) => ({ kind: 'merged', text });
const json = (value: unknown, indent: number | string = 2) => `${JSON.stringify(value, undefined, indent)}\n`;

describe('merge by key', () => {
  it.each([
    ['keys that both added', { a: 1 }, { a: 1, mine: 2 }, { a: 1, their: 3 }, { a: 1, mine: 2, their: 3 }],
    ['keys below keys', { a: { b: 1 } }, { a: { b: 1, mine: 1 } }, { a: { b: 2 } }, { a: { b: 2, mine: 1 } }],
    ['the same key with objects', {}, { a: { mine: 1 } }, { a: { their: 1 } }, { a: { mine: 1, their: 1 } }],
    ['arrays of scalars', ['a', 'b', 'c'], ['b', 'c', 'mine'], ['a', 'b', 'their'], ['b', 'mine', 'their']],
    [
      'arrays of named objects',
      [{ name: 'a', v: 1 }],
      [{ name: 'a', v: 1, mine: 1 }, { name: 'm' }],
      [{ name: 'a', v: 2 }, { name: 't' }],
      [{ name: 'a', v: 2, mine: 1 }, { name: 'm' }, { name: 't' }],
    ],
    ['a removed key', { a: 1, b: 2 }, { a: 1, b: 2, mine: 1 }, { a: 1 }, { a: 1, mine: 1 }],
  ])('keeps %s', (_, base, ours, theirs, expected) => {
    expect(merge('a.json', json(base), json(ours), json(theirs))).toEqual(merged(json(expected)));
  });

  it('keeps the indentation, order and comments of ours', () => {
    const base = `{\n  "a": 1,\n  "b": [1, 2]\n}\n`;
    const ours = `{\n    // mine\n    "b": [1, 2],\n    "a": 1\n}\n`;
    const theirs = `{\n  "a": 2,\n  "b": [1, 2, 3]\n}\n`;
    expect(merge('tsconfig.json', base, ours, theirs)).toEqual(
      merged(`{\n    // mine\n    "b": [1, 2, 3],\n    "a": 2\n}\n`),
    );
  });

  it('puts a key that both changed in a hunk at its lines', () => {
    const [base, ours, theirs] = [1, 2, 3].map((a) => json({ a, b: { c: a === 3 ? 1 : 0 } }));
    const range = { start: 1, end: 2 };
    expect(merge('a.json', base ?? '', ours ?? '', theirs ?? '')).toEqual({
      kind: 'conflicted',
      text: json({ a: 2, b: { c: 1 } }),
      hunks: [{ base: range, ours: range, theirs: range, result: range }],
    });
  });

  it('takes an array of nameless objects as a whole', () => {
    const merge3 = merge('a.json', json([{ a: 1 }]), json([{ a: 2 }]), json([{ a: 1 }, { b: 1 }]));
    expect(merge3).toMatchObject({ kind: 'conflicted', text: json([{ a: 2 }]) });
  });
});

describe('package.json', () => {
  const base = { name: 'a', dependencies: { x: '1', y: '1', z: '1' }, scripts: { test: 'a' }, engines: { node: '20' } };

  it('takes versions that ours did not touch and keeps those that it did, without a conflict', () => {
    const ours = { ...base, dependencies: { x: '1', y: '9', mine: '1' }, scripts: { test: 'mine' } };
    const theirs = { ...base, dependencies: { x: '2', y: '2', z: '2', t: '1' }, scripts: { test: 'b' } };
    const expected = { ...ours, dependencies: { x: '2', y: '9', mine: '1', t: '1' } };
    expect(merge('apps/a/package.json', json(base), json(ours), json(theirs))).toEqual(merged(json(expected)));
  });

  it('has a conflict for a version that another person changed too', () => {
    const [ours, theirs] = ['8', '9'].map((y) => json({ ...base, dependencies: { ...base.dependencies, y } }));
    const between = jsonMerger('package.json', undefined, 'person')?.(json(base), ours ?? '', theirs ?? '');
    expect(between).toMatchObject({ kind: 'conflicted' });
    expect(merge('package.json', json(base), ours ?? '', theirs ?? '')).toEqual(merged(ours ?? ''));
  });

  it('has a conflict for another key that both changed', () => {
    const merge3 = merge('package.json', json(base), json({ ...base, name: 'b' }), json({ ...base, name: 'c' }));
    expect(merge3).toMatchObject({ kind: 'conflicted', hunks: [{ ours: { start: 1, end: 2 } }] });
  });
});
