import type { SandboxState } from './sandbox-state.ts';

/** A state that holds nothing. */
export function emptyState(): SandboxState {
  return {
    version: 1,
    counters: {
      user: 0,
      namespace: 0,
      project: 0,
      mergeRequest: 0,
      note: 0,
      accessToken: 0,
      application: 0,
      oauthToken: 0,
    },
    users: [],
    groups: [],
    memberships: [],
    projects: [],
    mergeRequests: [],
    notes: [],
    accessTokens: [],
    oauthApplications: [],
    oauthCodes: [],
    oauthTokens: [],
    sessions: [],
  };
}
