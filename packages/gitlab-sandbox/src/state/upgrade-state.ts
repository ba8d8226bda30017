import { emptyState } from './empty-state.ts';
import type { AccessToken, MergeRequest, Note, SandboxState } from './sandbox-state.ts';

/** A stored state with what earlier sandboxes did not write yet, and without the work that a stop has cut off. */
export function upgradeState(stored: Partial<SandboxState>): SandboxState {
  const empty = emptyState();
  const counters = { ...empty.counters, ...stored.counters };
  // What was there before there were versions has its own id as that of its first one.
  counters.mergeRequestVersion ||= counters.mergeRequest;
  const state: SandboxState = { ...empty, ...stored, counters };
  return {
    ...state,
    users: state.users.map((one) => withDefaults({ isBot: false }, one)),
    groups: state.groups.map((one) => withDefaults({ markedForDeletionOn: null }, one)),
    memberships: state.memberships.map((one) => withDefaults(newMembership, one)),
    projects: state.projects.map((one) => withDefaults(newProject, one)),
    mergeRequests: state.mergeRequests.map(upgradeMergeRequest),
    notes: state.notes.map(upgradeNote),
    issues: state.issues.map((one) => withDefaults({ subscriptions: {} }, one)),
    accessTokens: state.accessTokens.map(upgradeToken),
  };
}

const newMembership = { createdAt: '2026-01-01T00:00:00.000Z', createdById: null, expiresAt: null };

const newProject = {
  issuesEnabled: true,
  onlyAllowMergeIfAllDiscussionsAreResolved: false,
  onlyAllowMergeIfPipelineSucceeds: false,
  allowMergeOnSkippedPipeline: false,
  approvalsRequired: 0,
  nextIssueIid: 1,
  nextMilestoneIid: 1,
  nextPipelineIid: 1,
  forkedFromId: null,
  isTemplate: false,
};

function upgradeMergeRequest(stored: MergeRequest): MergeRequest {
  const defaults = {
    sourceProjectId: stored.projectId,
    isBehind: false,
    milestoneId: null,
    approvals: [],
    approvalsRequired: null,
    autoMerge: null,
    allowCollaboration: false,
    discussionLocked: null,
    subscriptions: {},
    versions: [{ id: stored.id, createdAt: stored.createdAt, diff: stored.diff }],
  };
  return { ...withDefaults(defaults, stored), isRebasing: false };
}

function upgradeNote(stored: Note): Note {
  const defaults = {
    discussionId: String(stored.id).padStart(40, '0'),
    issueId: null,
    type: null,
    internal: false,
    position: null,
    resolvedById: null,
    resolvedAt: null,
  };
  return withDefaults(defaults, stored);
}

function upgradeToken(stored: AccessToken): AccessToken {
  return withDefaults({ familyId: stored.id, description: null, resource: null }, stored);
}

// What is stored wins; the type says that all of it is there, which older files do not keep to.
function withDefaults<Stored extends object>(defaults: Partial<Stored>, stored: Stored): Stored {
  return { ...defaults, ...stored };
}
