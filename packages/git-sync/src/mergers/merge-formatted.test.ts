import { describe, expect, it } from 'vitest';
import { formattedMerger } from './merge-formatted.ts';

const merge = (path: string, base: string, ours: string, theirs: string) => formattedMerger(path)(base, ours, theirs);

describe('ours only formatted', () => {
  it.each([
    ['quotes', `a('x');\nb('y');\n`, `a("x");\nb("y");\n`, `a('x');\nb('z');\n`, `a("x");\nb("z");\n`],
    ['semicolons', `a();\nb();\n`, `a()\nb()\n`, `a();\nc();\n`, `a()\nc()\n`],
    [
      'width',
      `f({ a: 1, b: 2 });\n`,
      `f({\n  a: 1,\n  b: 2,\n});\n`,
      `f({ a: 1, b: 3 });\n`,
      `f({\n  a: 1,\n  b: 3,\n});\n`,
    ],
    [
      'trailing commas',
      `f([\n  a,\n  b,\n]);\n`,
      `f([\n  a,\n  b\n]);\n`,
      `f([\n  a,\n  b,\n  c,\n]);\n`,
      `f([\n  a,\n  b,\n  c\n]);\n`,
    ],
    ['arrow parentheses', `f((x) => 1, 2);\n`, `f(x => 1, 2);\n`, `f((x) => 1, 3);\n`, `f(x => 1, 3);\n`],
    ['blank lines', `a();\nb();\n`, `a();\n\nb();\n`, `a();\nb();\nc();\n`, `a();\n\nb();\nc();\n`],
  ])('%s: keeps it where the generator changed nothing', (_, base, ours, theirs, expected) => {
    expect(merge('a.ts', base, ours, theirs)).toEqual({ kind: 'merged', text: expected });
  });
});

it('takes a parameter list with a trailing comma for the same', () => {
  const [base, ours] = [`f = (a, b) => 1;\nc(1);\n`, `f = (\n  a,\n  b,\n) => 1;\nc(1);\n`];
  const theirs = `f = (a, b) => 1;\nc(2);\n`;
  expect(merge('a.ts', base, ours, theirs)).toEqual({ kind: 'merged', text: `f = (\n  a,\n  b,\n) => 1;\nc(2);\n` });
});

it('does not join an added statement with a statement that ours left without a semicolon', () => {
  const theirs = `a();\n(b)();\n`;
  expect(merge('a.ts', `a();\n`, `a()\n`, theirs)).toEqual({ kind: 'merged', text: theirs });
});

it('does not take a call over two lines for two statements', () => {
  const [base, ours, theirs] = [`a;\n(b)();\nc();\n`, `a\n(b)();\nc();\n`, `a;\n(d)();\nc();\n`];
  expect(merge('a.ts', base, ours, theirs)?.kind).toBe('conflicted');
});

it('compares words where no parser reads the language, and nothing in YAML', () => {
  const [base, ours, theirs] = ['a  b\nc\n', 'a b\nc\n', 'a  b\nd\n'];
  expect(merge('a.md', base, ours, theirs)).toEqual({ kind: 'merged', text: 'a b\nd\n' });
  expect(merge('a.yml', base, ours, theirs)).toBeUndefined();
});
