import { describe, expect, it } from 'vitest';
import { mergeText } from './index.ts';
import { additiveMerger } from './merge-additive.ts';

const merge = (base: string, ours: string, theirs: string, path = 'a.ts') => additiveMerger(path)?.(base, ours, theirs);
const merged = (text: string) => ({ kind: 'merged', text });

describe('additions of both sides at the same place', () => {
  it.each([
    [
      'specifiers of one import',
      `import { a } from './a';\n`,
      `import { a, mine } from './a';\n`,
      `import { a, their } from './a';\n`,
      `import { a, mine, their } from './a';\n`,
    ],
    [
      'specifiers, one side broken into lines',
      `import { a } from './a';\n`,
      `import { a, mine } from './a';\n`,
      `import {\n  a,\n  their,\n} from './a';\n`,
      `import {\n  a,\n  mine,\n  their,\n} from './a';\n`,
    ],
    [
      'whole imports',
      `import { a } from './a';\n\na();\n`,
      `import { a } from './a';\nimport { mine } from './mine';\n\na();\n`,
      `import { a } from './a';\nimport { their } from './their';\n\na();\n`,
      `import { a } from './a';\nimport { mine } from './mine';\nimport { their } from './their';\n\na();\n`,
    ],
    [
      'imports of the same new module',
      `import { a } from './a';\n`,
      `import { a } from './a';\nimport { mine } from './new';\n`,
      `import { a } from './a';\nimport { their } from './new';\n`,
      `import { a } from './a';\nimport { mine, their } from './new';\n`,
    ],
    [
      'the same import',
      `import { a } from './a';\nimport { z } from './z';\n`,
      `import { a } from './a';\nimport { both } from './both';\nimport { mine } from './m';\nimport { z } from './z';\n`,
      `import { a } from './a';\nimport { both } from './both';\nimport { their } from './t';\nimport { z } from './z';\n`,
      `import { a } from './a';\nimport { both } from './both';\nimport { mine } from './m';\nimport { their } from './t';\nimport { z } from './z';\n`,
    ],
    [
      'exports',
      `export * from './a';\n`,
      `export * from './a';\nexport * from './mine';\n`,
      `export * from './a';\nexport * from './their';\n`,
      `export * from './a';\nexport * from './mine';\nexport * from './their';\n`,
    ],
    [
      'items of a decorator',
      `@Module({ imports: [A], providers: [B] })\nexport class M {}\n`,
      `@Module({ imports: [A, Mine], providers: [B] })\nexport class M {}\n`,
      `@Module({ imports: [A, Their], providers: [B, C] })\nexport class M {}\n`,
      `@Module({ imports: [A, Mine, Their], providers: [B, C] })\nexport class M {}\n`,
    ],
    [
      'class members',
      `class A {\n  one() {}\n}\n`,
      `class A {\n  one() {}\n\n  // why\n  mine() {\n    return 1;\n  }\n}\n`,
      `class A {\n  one() {}\n\n  their() {\n    return 2;\n  }\n}\n`,
      `class A {\n  one() {}\n\n  // why\n  mine() {\n    return 1;\n  }\n\n  their() {\n    return 2;\n  }\n}\n`,
    ],
    [
      'interface members',
      `interface A {\n  a: string;\n}\n`,
      `interface A {\n  a: string;\n  mine: string;\n}\n`,
      `interface A {\n  a: string;\n  their: string;\n}\n`,
      `interface A {\n  a: string;\n  mine: string;\n  their: string;\n}\n`,
    ],
    [
      'members of a type in one line',
      `type A = { a: string };\n`,
      `type A = { a: string; mine: string };\n`,
      `type A = { a: string; their: string };\n`,
      `type A = { a: string; mine: string; their: string };\n`,
    ],
    [
      'enum members',
      `export enum E {\n  A = 'A'\n}\n`,
      `export enum E {\n  A = 'A',\n  Mine = 'Mine'\n}\n`,
      `export enum E {\n  A = 'A',\n  Their = 'Their'\n}\n`,
      `export enum E {\n  A = 'A',\n  Mine = 'Mine',\n  Their = 'Their'\n}\n`,
    ],
    [
      'types of a union',
      `type A = 'a' | 'b';\n`,
      `type A = 'a' | 'b' | 'mine';\n`,
      `type A =\n  | 'a'\n  | 'b'\n  | 'their';\n`,
      `type A =\n  | 'a'\n  | 'b'\n  | 'mine'\n  | 'their';\n`,
    ],
    [
      'properties, into an empty object',
      `const a = {};\n`,
      `const a = { mine: 1 };\n`,
      `const a = { their: 2 };\n`,
      `const a = { mine: 1, their: 2 };\n`,
    ],
    [
      'an addition, a removal and a replacement',
      `const a = [one, two, three];\n`,
      `const a = [two, three, mine];\n`,
      `const a = [one, two, their];\n`,
      `const a = [two, their, mine];\n`,
    ],
    ['statements of the module', `run();\n`, `run();\nmine();\n`, `run();\ntheir();\n`, `run();\nmine();\ntheir();\n`],
    [
      'tests of one describe',
      `describe('a', () => {\n  it('one', () => {});\n});\n`,
      `describe('a', () => {\n  it('one', () => {});\n});\ndescribe('mine', () => {});\n`,
      `describe('a', () => {\n  it('one', () => {});\n});\ndescribe('their', () => {});\n`,
      `describe('a', () => {\n  it('one', () => {});\n});\ndescribe('mine', () => {});\ndescribe('their', () => {});\n`,
    ],
  ])('unites %s', (_, base, ours, theirs, expected) => {
    expect(merge(base, ours, theirs)).toEqual(merged(expected));
    expect(mergeText('a.ts', base, ours, theirs)).toEqual(merged(expected));
  });
});

describe('what is no addition', () => {
  it.each([
    ['the same name with other words', `class A {\n}\n`, `class A {\n  a = 1;\n}\n`, `class A {\n  a = 2;\n}\n`],
    ['one item replaced by both', `f([a]);\n`, `f([mine]);\n`, `f([their]);\n`],
    ['one item for which both have others', `f([a]);\n`, `f([mine, more]);\n`, `f([their, other]);\n`],
    ['arguments', `f(a);\n`, `f(a, mine);\n`, `f(a, their);\n`],
    [
      'statements in a function',
      `function f() {\n}\n`,
      `function f() {\n  mine();\n}\n`,
      `function f() {\n  their();\n}\n`,
    ],
    [
      'a member removed by ours and changed by theirs',
      `class A {\n  a = 1;\n}\n`,
      `class A {\n}\n`,
      `class A {\n  a = 2;\n}\n`,
    ],
  ])('%s is a conflict in which ours stays', (_, base, ours, theirs) => {
    expect(merge(base, ours, theirs)).toMatchObject({ kind: 'conflicted', text: ours, hunks: [{}] });
  });

  it('leaves other changes of theirs in the text of a conflict', () => {
    const base = `class A {\n  a = 1;\n\n  b() {}\n}\n`;
    const ours = `class A {\n  a = 2;\n\n  mine() {}\n\n  b() {}\n}\n`;
    const theirs = `class A {\n  a = 3;\n\n  their() {}\n\n  b() {}\n}\n`;
    const text = `class A {\n  a = 2;\n\n  mine() {}\n\n  their() {}\n\n  b() {}\n}\n`;
    const range = { start: 1, end: 2 };
    expect(merge(base, ours, theirs)).toEqual({
      kind: 'conflicted',
      text,
      hunks: [{ base: range, ours: range, theirs: range, result: range }],
    });
  });
});

it('says nothing about a text that does not parse, or in another language', () => {
  expect(merge('a(', 'b(', 'c(')).toBeUndefined();
  expect(additiveMerger('a.md')).toBeUndefined();
});
