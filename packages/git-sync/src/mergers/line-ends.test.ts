import { describe, expect, it } from 'vitest';
import { mergeTrimmedLines, withLineEnds } from './line-ends.ts';
import { mergeLines } from './merge-lines.ts';

const merge = withLineEnds(mergeLines);

describe('withLineEnds', () => {
  it.each([
    ['CRLF of ours', 'a\nb\n', 'a\r\nb\r\n', 'a\nB\n', 'a\r\nB\r\n'],
    ['LF of ours', 'a\r\nb\r\n', 'a\nb\n', 'a\r\nB\r\n', 'a\nB\n'],
    ['CRLF of theirs', 'a\nb\n', 'A\nb\n', 'a\r\nb\r\n', 'A\r\nb\r\n'],
    ['a mark of ours', 'a\nb\n', '\uFEFFa\nb\n', 'A\nb\n', '\uFEFFA\nb\n'],
    ['a mark that ours removed', '\uFEFFa\nb\n', 'a\nb\n', '\uFEFFA\nb\n', 'A\nb\n'],
    ['no final newline of ours', 'a\nb\n', 'a\nb', 'a\nB\n', 'a\nB'],
    ['no final newline of theirs', 'a\nb\n', 'A\nb\n', 'a\nb', 'A\nb'],
  ])('keeps %s', (_, base, ours, theirs, text) => {
    expect(merge(base, ours, theirs)).toEqual({ kind: 'merged', text });
  });

  it('leaves a mixture of line ends to others', () => {
    expect(merge('a\nb\n', 'a\r\nb\n', 'a\nB\n')).toBeUndefined();
  });

  it('has the hunks of the merger, by line', () => {
    const range = { start: 1, end: 2 };
    expect(merge('a\nb\nc\n', 'a\r\nX\r\nc\r\n', 'a\nY\nc\n')).toEqual({
      kind: 'conflicted',
      text: 'a\r\nX\r\nc\r\n',
      hunks: [{ base: range, ours: range, theirs: range, result: range }],
    });
  });
});

describe('mergeTrimmedLines', () => {
  it('does not see white space at the end of lines and leaves it as ours has it', () => {
    const merged = mergeTrimmedLines('a \nb \nc \n', 'a\nb\nc\n', 'a \nB \nc \n');
    expect(merged).toEqual({ kind: 'merged', text: 'a\nB \nc\n' });
  });

  it('sees indentation', () => {
    expect(mergeTrimmedLines('a\n', '  a\n', 'b\n').kind).toBe('conflicted');
  });
});
