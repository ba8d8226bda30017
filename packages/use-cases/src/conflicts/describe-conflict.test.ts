import { describe, expect, it } from 'vitest';
import { describeConflict, describeEnd, findSuggestedLine, toDiscussionMark } from './describe-conflict.ts';

const NOWHERE = { start: 0, end: 0 };
const hunk = (result: readonly [number, number], theirs: readonly [number, number]) => ({
  base: NOWHERE,
  ours: NOWHERE,
  theirs: { start: theirs[0], end: theirs[1] },
  result: { start: result[0], end: result[1] },
  fingerprint: '',
});
const row = { id: 'id', path: 'a.ts', kind: 'content' } as const;

describe('what a discussion says of a conflict', () => {
  const tell = (theirs: string | undefined, suggests: boolean, ...hunks: readonly ReturnType<typeof hunk>[]) =>
    describeConflict({ ...row, hunks }, theirs, { page: 'https://example.com/c', suggests });

  it('suggests the generated lines in place of those above, and shows those of other hunks', () => {
    const text = tell('one\ntwo\nthree\n', true, hunk([4, 7], [0, 2]), hunk([9, 10], [2, 3]));
    expect(text).toContain('```suggestion:-2+0\none\ntwo\n```\n\n```\nthree\n```');
    expect(text).toContain('(https://example.com/c)');
    expect(text.endsWith(toDiscussionMark('id'))).toBe(true);
  });

  it('suggests a deletion, and tells of one where nothing can be suggested', () => {
    expect(tell('one\n', true, hunk([0, 1], [1, 1]))).toContain('```suggestion:-0+0\n```');
    expect(tell('one\n', false, hunk([0, 1], [1, 1]))).toContain('these lines would be deleted');
  });

  it('fences text that has fences, and text without a line end', () => {
    expect(tell('````md', false, hunk([0, 1], [0, 1]))).toContain('`````\n````md\n`````');
  });

  it('leaves out what is too long, and what has no lines', () => {
    expect(tell('x\n'.repeat(9_000), true, hunk([0, 1], [0, 9_000]))).not.toContain('suggestion');
    const whole = describeConflict({ ...row, kind: 'binary', hunks: [hunk([0, 0], [0, 0])] }, undefined, {
      page: '',
      suggests: false,
    });
    expect(whole).not.toContain('```');
  });

  it('suggests at a line only where there are lines, and no more than GitLab takes', () => {
    const find = (...result: [number, number]) => findSuggestedLine({ ...row, hunks: [hunk(result, [0, 1])] });
    expect([find(4, 7), find(4, 4), find(0, 101), find(0, 100)]).toEqual([7, undefined, undefined, 100]);
    expect(findSuggestedLine({ ...row, kind: 'binary', hunks: [hunk([0, 1], [0, 1])] })).toBeUndefined();
  });

  it('names who decided, where somebody did', () => {
    expect(describeEnd({ state: 'taken', decider: 'A user' })).toBe('A user took what was generated.');
    expect(describeEnd({ state: 'kept', decider: null })).toBe('Kept what is in the branch.');
    expect(describeEnd({ state: 'settled', decider: null })).toMatch(/^Nothing left to decide/u);
  });
});
