import { describe, expect, it } from 'vitest';
import { emptyState } from './empty-state.ts';
import type { MergeRequest, Note, Project } from './sandbox-state.ts';
import { upgradeState } from './upgrade-state.ts';

describe('upgradeState', () => {
  it('adds what earlier sandboxes did not write', () => {
    const old = {
      ...emptyState(),
      projects: [{ id: 1, name: 'Kept' } as Project],
      mergeRequests: [{ id: 2, isRebasing: true } as MergeRequest],
      notes: [{ id: 3, body: 'Kept' } as Note],
    };
    const { projects, mergeRequests, notes } = upgradeState(old);
    expect(projects).toEqual([{ id: 1, name: 'Kept', onlyAllowMergeIfAllDiscussionsAreResolved: false }]);
    expect(mergeRequests).toEqual([{ id: 2, isBehind: false, isRebasing: false }]);
    expect(notes).toMatchObject([
      { id: 3, body: 'Kept', discussionId: `${'0'.repeat(39)}3`, type: null, position: null },
    ]);
  });

  it('leaves what is there', () => {
    const state = { ...emptyState(), projects: [{ onlyAllowMergeIfAllDiscussionsAreResolved: true } as Project] };
    expect(upgradeState(state).projects[0]?.onlyAllowMergeIfAllDiscussionsAreResolved).toBe(true);
  });
});
