import { describe, expect, it } from 'vitest';
import { BUILD_STATES, isRunning, toBuildState } from './build-state.ts';

it('is running until a worker is done with it', () => {
  expect(BUILD_STATES.filter(isRunning)).toEqual(['queued', 'generating', 'syncing']);
});

describe('news of a merge request', () => {
  it.each([
    ['proposed', 'open', 'proposed'],
    ['proposed', 'merged', 'merged'],
    ['proposed', 'closed', 'closed'],
    ['conflicted', 'open', 'conflicted'],
    ['conflicted', 'merged', 'merged'],
    ['conflicted', 'closed', 'closed'],
    ['closed', 'open', 'proposed'],
    ['closed', 'merged', 'merged'],
  ] as const)('makes a build that is %s, when it is %s, %s', (current, mergeRequest, next) => {
    expect(toBuildState(current, mergeRequest)).toBe(next);
  });

  it('changes no build that GitLab has no say in', () => {
    const others = BUILD_STATES.filter((state) => !['proposed', 'conflicted', 'closed'].includes(state));
    for (const state of others) {
      for (const news of ['open', 'merged', 'closed'] as const) expect(toBuildState(state, news)).toBe(state);
    }
  });
});
