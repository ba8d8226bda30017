import { describe, expect, it } from 'vitest';
import { isUserId, toMergeRequestInput, toMergeRequestValues } from './merge-request-values.ts';

describe('the merge request fields of a form', () => {
  it.each([
    [null, false],
    [true, null],
    [false, true],
  ])('give back what was stored: squash %s, remove %s', (squash, removeSourceBranch) => {
    const stored = {
      mergeRequest: { labels: ['a'], draft: true, squash, removeSourceBranch, assigneeIds: [4], reviewerIds: [] },
      author: { name: 'Bot', email: 'bot@example.com' },
    };
    expect(toMergeRequestInput(toMergeRequestValues(stored))).toEqual(stored);
  });

  it.each(['1', '4711'])('take the id %s', (text) => {
    expect(isUserId(text)).toBe(true);
  });

  it.each(['', '0', '-1', '1.5', '@user', '1e3', '9'.repeat(16)])('take no id %j', (text) => {
    expect(isUserId(text)).toBe(false);
  });
});
