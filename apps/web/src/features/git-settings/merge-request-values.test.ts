import { describe, expect, it } from 'vitest';
import { toMergeRequestInput, toMergeRequestValues } from './merge-request-values.ts';

describe('the merge request fields of a form', () => {
  it.each([
    [null, false],
    [true, null],
    [false, true],
  ])('give back what was stored: squash %s, remove %s', (squash, removeSourceBranch) => {
    const stored = {
      mergeRequest: {
        labels: ['a'],
        draft: true,
        squash,
        removeSourceBranch,
        milestoneId: 3,
        assigneeIds: [4],
        reviewerIds: [],
      },
      author: { name: 'Bot', email: 'bot@example.com' },
    };
    expect(toMergeRequestInput(toMergeRequestValues(stored))).toEqual(stored);
  });
});
