import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from './merge-lines.ts';
import { mergeText, type FileMerge, type LineRange } from './index.ts';
import { findParser } from './syntax.ts';
import { editModule, edits, GENERATED, layouts, modules, printModule } from './testing/random-modules.ts';

const parse = findParser('a.ts');

/** A random history of one module, as texts, with the names that each side put in. */
const histories = fc
  .record({ base: modules, oursEdits: edits, theirsEdits: edits, layout: fc.oneof(fc.constant(GENERATED), layouts) })
  .map(({ base, oursEdits, theirsEdits, layout }) => {
    const ours = editModule(base, oursEdits, 'mine');
    const theirs = editModule(base, theirsEdits, 'their');
    return {
      base: printModule(base, GENERATED),
      ours: printModule(ours.module, layout),
      theirs: printModule(theirs.module, GENERATED),
      mine: ours.added,
      their: theirs.added,
      isFormatOnly: JSON.stringify(ours.module) === JSON.stringify(base),
    };
  });

const linesIn = (text: string, { start, end }: LineRange) => splitLines(text).slice(start, end).join('');
const words = (text: string) => new Set(text.match(/\w+/gu));

describe('laws of the merge of modules', () => {
  it('keeps what the user put in, and has what the generator put in or shows it in a hunk', () => {
    fc.assert(
      fc.property(histories, ({ base, ours, theirs, mine, their }) => {
        const merge = mergeText('a.ts', base, ours, theirs);
        const inText = words(merge.text);
        for (const name of mine) expect(inText).toContain(name);
        const hunks = merge.kind === 'merged' ? [] : merge.hunks;
        const shown = words(merge.text + hunks.map((hunk) => linesIn(theirs, hunk.theirs)).join(''));
        for (const name of their) expect(shown).toContain(name);
        for (const hunk of hunks) expect(linesIn(merge.text, hunk.result)).toBe(linesIn(ours, hunk.ours));
      }),
      { numRuns: 160 },
    );
  });

  it('parses', () => {
    fc.assert(
      fc.property(histories, ({ base, ours, theirs }) => {
        expect(parse?.(mergeText('a.ts', base, ours, theirs).text)).toBeDefined();
      }),
      { numRuns: 110 },
    );
  });

  it('is clean where the user only formatted', () => {
    fc.assert(
      fc.property(modules, layouts, edits, (module, layout, generated) => {
        const base = printModule(module, GENERATED);
        const theirs = printModule(editModule(module, generated, 'their').module, GENERATED);
        expect(mergeText('a.ts', base, printModule(module, layout), theirs).kind).toBe('merged');
      }),
      { numRuns: 110 },
    );
  });

  it('says the same when asked again', () => {
    fc.assert(
      fc.property(histories, ({ base, ours, theirs }) => {
        const merge = mergeText('a.ts', base, ours, theirs);
        expect(mergeText('a.ts', base, ours, theirs)).toEqual(merge);
        expect(mergeText('a.ts', theirs, merge.text, theirs)).toEqual({ kind: 'merged', text: merge.text });
      }),
      { numRuns: 80 },
    );
  });

  it('brings back nothing that a side removed while the other left it', () => {
    fc.assert(
      fc.property(histories, ({ base, ours, theirs }) => {
        const merge = mergeText('a.ts', base, ours, theirs);
        if (merge.kind !== 'merged') return;
        const [inOurs, inTheirs, inText] = [words(ours), words(theirs), words(merge.text)];
        for (const name of base.match(/\w+\d\b/gu) ?? [])
          if (!inOurs.has(name) || !inTheirs.has(name)) expect(inText).not.toContain(name);
      }),
      { numRuns: 110 },
    );
  });
});

describe('laws of every merge', () => {
  const texts = fc.array(fc.constantFrom('a\n', 'b\n', 'a \n', '\n', 'c\r\n', '{\n', '}\n', 'x'), { maxLength: 8 });
  it.each(['a.ts', 'a.json', 'a.md', 'a.yml', 'a.unknown'])(
    '%s: a side that changed nothing takes the other',
    (path) => {
      fc.assert(
        fc.property(texts, texts, (one, other) => {
          const [base, text] = [one.join(''), other.join('')];
          const merged: FileMerge = { kind: 'merged', text };
          expect(mergeText(path, base, base, text)).toEqual(merged);
          expect(mergeText(path, base, text, base)).toEqual(merged);
          expect(mergeText(path, base, text, text)).toEqual(merged);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('the chain', () => {
  it('keeps ours with one hunk around all that differs when no merge parses', () => {
    const base = 'a();\nb();\nc();\nd();\n';
    const ours = `a();\nconst { x } = e;\nb();\nc();\nd();\n`;
    const theirs = 'a();\nb();\nc();\nconst x = 2;\nd();\n';
    const [before, after] = [
      { start: 1, end: 3 },
      { start: 1, end: 4 },
    ];
    expect(mergeText('a.ts', base, ours, theirs)).toEqual({
      kind: 'conflicted',
      text: ours,
      hunks: [{ base: before, ours: after, theirs: after, result: after }],
    });
  });

  it.each([201, 20_000])('merges a text with %i brackets in each other by lines', (depth) => {
    const deep = `f(${'['.repeat(depth)}${']'.repeat(depth)});\n`;
    const merge = mergeText('a.ts', `a();\n${deep}`, `mine();\n${deep}`, `their();\n${deep}`);
    expect(merge).toMatchObject({ kind: 'conflicted', text: `mine();\n${deep}` });
  });

  it('merges a chain of thousands of calls by lines', () => {
    const chain = `a${'.b().c'.repeat(2000)};\n`;
    const merge = mergeText('a.ts', `a();\n${chain}`, `mine();\n${chain}`, `their();\n${chain}`);
    expect(merge).toMatchObject({ kind: 'conflicted', text: `mine();\n${chain}` });
  });

  it('does not take a clean merge of lines that declares a name twice', () => {
    const base = 'a();\nb();\nc();\nd();\n';
    const ours = 'const x = 1;\na();\nb();\nc();\nd();\n';
    const theirs = 'a();\nb();\nc();\nd();\nconst x = 2;\n';
    expect(mergeText('a.ts', base, ours, theirs)).toMatchObject({ kind: 'conflicted', text: ours });
    expect(mergeText('a.txt', base, ours, theirs).kind).toBe('merged');
  });

  it('unites additions in a text that the user formatted, with the line ends of the user', () => {
    const base = `import { a } from './a';\n\nrun(a, { b: 1 });\n`;
    const ours = `import { a } from "./a"\r\nimport { mine } from "./mine"\r\n\r\nrun(a, { b: 1 })\r\n`;
    const theirs = `import { a } from './a';\nimport { their } from './their';\n\nrun(a, { b: 2 });\n`;
    expect(mergeText('a.ts', base, ours, theirs)).toEqual({
      kind: 'merged',
      text: `import { a } from "./a"\r\nimport { mine } from "./mine"\r\nimport { their } from "./their";\r\n\r\nrun(a, { b: 2 })\r\n`,
    });
  });
});
