import type { MergeRequest, Note, Project, SandboxState } from './sandbox-state.ts';

type Stored = Omit<SandboxState, 'projects' | 'mergeRequests' | 'notes'> & {
  readonly projects: readonly Partial<Project>[];
  readonly mergeRequests: readonly Partial<MergeRequest>[];
  readonly notes: readonly Partial<Note>[];
};

/** A stored state with what earlier sandboxes did not write yet, and without the work that a stop has cut off. */
export function upgradeState(state: SandboxState): SandboxState {
  const stored: Stored = state;
  const projects = stored.projects.map((one) => ({ onlyAllowMergeIfAllDiscussionsAreResolved: false, ...one }));
  const mergeRequests = stored.mergeRequests.map((one) => ({ isBehind: false, ...one, isRebasing: false }));
  const notes = stored.notes.map((one) => ({
    discussionId: String(one.id).padStart(40, '0'),
    type: null,
    position: null,
    resolvedById: null,
    resolvedAt: null,
    ...one,
  }));
  return { ...stored, projects, mergeRequests, notes } as SandboxState;
}
