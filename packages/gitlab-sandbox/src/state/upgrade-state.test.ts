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
    expect(projects).toMatchObject([{ id: 1, name: 'Kept', approvalsRequired: 0, isTemplate: false, nextIssueIid: 1 }]);
    expect(mergeRequests).toMatchObject([
      { id: 2, isBehind: false, isRebasing: false, approvals: [], autoMerge: null },
    ]);
    expect(notes).toMatchObject([
      { id: 3, body: 'Kept', discussionId: `${'0'.repeat(39)}3`, type: null, position: null, issueId: null },
    ]);
  });

  it('adds whole lists and counters that there were not', () => {
    const { counters, hooks: _hooks, redirects: _redirects, ...old } = emptyState();
    const state = upgradeState({ ...old, counters: { user: 5 } as typeof counters });
    expect(state).toMatchObject({ hooks: [], redirects: [], counters: { user: 5, hook: 0 } });
  });

  it('leaves what is there', () => {
    const state = { ...emptyState(), projects: [{ onlyAllowMergeIfAllDiscussionsAreResolved: true } as Project] };
    expect(upgradeState(state).projects[0]?.onlyAllowMergeIfAllDiscussionsAreResolved).toBe(true);
  });
});
