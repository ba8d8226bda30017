import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeLines, mergePickedLines, splitLines } from './merge-lines.ts';

const lines = (text: string) => text.replaceAll(/\w/gu, '$&\n').replaceAll(' ', '');
const merge = (base: string, ours: string, theirs: string) => mergeLines(lines(base), lines(ours), lines(theirs));

describe('mergeLines', () => {
  it.each([
    ['changes of both apart from each other', 'abcde', 'aBcde', 'abcdE', 'aBcdE'],
    ['the same change of both', 'abc', 'aXc', 'aXc', 'aXc'],
  ])('merges %s', (_, base, ours, theirs, expected) => {
    expect(merge(base, ours, theirs)).toEqual({ kind: 'merged', text: lines(expected) });
  });

  it.each([
    ['a part of the change of theirs', 'abcd', 'aXcd', 'aXYd', 'aXYd'],
    ['a part of the removal of theirs', 'abcd', 'acd', 'ad', 'ad'],
    ['the change of theirs and more', 'abcd', 'aXYd', 'aXcd', 'aXYd'],
  ])('merges %s only as a half-picked change', (_, base, ours, theirs, expected) => {
    const picked = mergePickedLines(lines(base), lines(ours), lines(theirs));
    expect(picked).toEqual({ kind: 'merged', text: lines(expected) });
    expect(merge(base, ours, theirs)).toMatchObject({ kind: 'conflicted' });
  });

  it.each([
    ['different changes of one line', 'abc', 'aXc', 'aYc', { base: [1, 2], ours: [1, 2], theirs: [1, 2] }],
    ['changes that touch', 'abcd', 'aXcd', 'abYd', { base: [1, 3], ours: [1, 3], theirs: [1, 3] }],
    ['additions at one place', 'ab', 'aXb', 'aYZb', { base: [1, 1], ours: [1, 2], theirs: [1, 3] }],
    ['a removal of what theirs rewrote', 'abc', 'ac', 'aXc', { base: [1, 2], ours: [1, 1], theirs: [1, 2] }],
  ])('keeps ours in a hunk: %s', (_, base, ours, theirs, at) => {
    const range = ([start, end]: number[]) => ({ start, end });
    expect(merge(base, ours, theirs)).toEqual({
      kind: 'conflicted',
      text: lines(ours),
      hunks: [{ base: range(at.base), ours: range(at.ours), theirs: range(at.theirs), result: range(at.ours) }],
    });
  });

  it('sees a missing final newline and a line end as content', () => {
    expect(mergeLines('a\nb\nc\n', 'a\nb\nc', 'A\nb\nc\n')).toEqual({ kind: 'merged', text: 'A\nb\nc' });
    expect(mergeLines('a\nb\n', 'a\r\nb\n', 'A\nb\n')).toMatchObject({ kind: 'conflicted', text: 'a\r\nb\n' });
  });

  it('splits into lines that are the text again', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(splitLines(text).join('')).toBe(text);
      }),
    );
  });
});

describe('beside git merge-file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'merge-file-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function mergeWithGit(base: string, ours: string, theirs: string): string | undefined {
    for (const [name, text] of Object.entries({ base, ours, theirs })) writeFileSync(join(folder, name), text);
    try {
      const args = ['merge-file', '-p', 'ours', 'base', 'theirs'];
      return execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
    } catch {
      return undefined;
    }
  }

  const edits = fc.array(fc.tuple(fc.constantFrom('add', 'remove', 'replace'), fc.nat(30)), { maxLength: 3 });
  const edit = (base: readonly string[], side: string, all: readonly (readonly [string, number])[]) => {
    let edited = base;
    for (const [index, [kind, at]] of all.entries()) {
      const added = kind === 'remove' ? [] : [`${side}${index}\n`];
      edited = edited.toSpliced(at % (edited.length + 1), kind === 'add' ? 0 : 1, ...added);
    }
    return edited.join('');
  };

  it('gives the same text where the lines leave one alignment only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), edits, edits, (length, oursEdits, theirsEdits) => {
        const base = Array.from({ length }, (_, index) => `line ${index}\n`);
        const [ours, theirs] = [edit(base, 'mine', oursEdits), edit(base, 'their', theirsEdits)];
        const git = mergeWithGit(base.join(''), ours, theirs);
        const merge = mergeLines(base.join(''), ours, theirs);
        if (git !== undefined) expect(merge).toEqual({ kind: 'merged', text: git });
      }),
      { numRuns: 80 },
    );
  });

  it('loses no line that a side put in where lines repeat', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a\n', 'b\n', '}\n'), { maxLength: 10 }),
        edits,
        edits,
        (base, one, other) => {
          const [ours, theirs] = [edit(base, 'mine', one), edit(base, 'their', other)];
          const merge = mergeLines(base.join(''), ours, theirs);
          for (const line of ours.match(/mine\d\n/gu) ?? []) expect(merge.text).toContain(line);
          const hunks = merge.kind === 'merged' ? [] : merge.hunks;
          const shown = hunks.flatMap((hunk) => splitLines(theirs).slice(hunk.theirs.start, hunk.theirs.end));
          for (const line of theirs.match(/their\d\n/gu) ?? []) expect(merge.text + shown.join('')).toContain(line);
        },
      ),
      { numRuns: 400 },
    );
  });
});
