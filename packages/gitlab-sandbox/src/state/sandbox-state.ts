/** Everything that the sandbox remembers besides the git repositories. Times are ISO 8601 in UTC. */
export interface SandboxState {
  readonly version: 1;
  readonly counters: Record<CounterName, number>;
  readonly users: User[];
  readonly groups: Group[];
  readonly memberships: Membership[];
  readonly projects: Project[];
  readonly mergeRequests: MergeRequest[];
  readonly notes: Note[];
  readonly accessTokens: AccessToken[];
  readonly oauthApplications: OAuthApplication[];
  readonly oauthCodes: OAuthCode[];
  readonly oauthTokens: OAuthToken[];
  readonly sessions: Session[];
}

export type CounterName =
  | 'user'
  | 'namespace'
  | 'project'
  | 'mergeRequest'
  | 'note'
  | 'accessToken'
  | 'application'
  | 'oauthToken';
export type Visibility = 'private' | 'internal' | 'public';
export type AccessLevel = 0 | 10 | 15 | 20 | 30 | 40 | 50;

export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly namespaceId: number;
  readonly createdAt: string;
  state: 'active' | 'blocked';
}

export interface Group {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly path: string;
  readonly fullPath: string;
  readonly description: string;
  readonly visibility: Visibility;
  readonly projectCreationLevel: 'noone' | 'owner' | 'maintainer' | 'developer';
  readonly createdAt: string;
}

/** The role of a user in a group (and all below it) or in one project. */
export interface Membership {
  readonly userId: number;
  readonly groupId: number | null;
  readonly projectId: number | null;
  readonly accessLevel: AccessLevel;
}

export interface ProtectedBranch {
  readonly id: number;
  readonly name: string;
  readonly pushAccessLevel: AccessLevel;
  readonly mergeAccessLevel: AccessLevel;
  readonly allowForcePush: boolean;
}

export interface Project {
  readonly id: number;
  readonly namespaceId: number;
  readonly creatorId: number;
  readonly name: string;
  path: string;
  description: string | null;
  visibility: Visibility;
  defaultBranch: string | null;
  archived: boolean;
  mergeRequestsEnabled: boolean;
  mergeMethod: 'merge' | 'rebase_merge' | 'ff';
  squashOption: 'never' | 'always' | 'default_on' | 'default_off';
  removeSourceBranchAfterMerge: boolean;
  onlyAllowMergeIfAllDiscussionsAreResolved: boolean;
  readonly topics: readonly string[];
  readonly createdAt: string;
  updatedAt: string;
  lastActivityAt: string;
  /** A day (`YYYY-MM-DD`) while the project waits to be deleted. */
  markedForDeletionOn: string | null;
  nextIid: number;
  protectedBranches: ProtectedBranch[];
}

export type MergeStatus = 'preparing' | 'unchecked' | 'checking' | 'can_be_merged' | 'cannot_be_merged';

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number;
  readonly authorId: number;
  readonly createdAt: string;
  readonly sourceBranch: string;
  targetBranch: string;
  title: string;
  description: string | null;
  state: 'opened' | 'closed' | 'merged';
  updatedAt: string;
  preparedAt: string | null;
  labels: string[];
  assigneeIds: number[];
  reviewerIds: number[];
  squash: boolean;
  forceRemoveSourceBranch: boolean;
  mergeStatus: MergeStatus;
  /** Counts the resets of the merge status, so that a check that is out of date is dropped. */
  checkGeneration: number;
  mergeError: string | null;
  /** Whether the last check found commits on the target branch that the source branch lacks. */
  isBehind: boolean;
  isRebasing: boolean;
  diff: MergeRequestDiff;
  mergeCommitSha: string | null;
  squashCommitSha: string | null;
  mergedById: number | null;
  mergedAt: string | null;
  closedById: number | null;
  closedAt: string | null;
}

/** What GitLab keeps of the branches when a merge request is made, pushed to or reopened. */
export interface MergeRequestDiff {
  /** The tip of the source branch; null when it does not exist. */
  readonly headSha: string | null;
  readonly baseSha: string | null;
  /** The tip of the target branch at that time. */
  readonly startSha: string | null;
  readonly files: number;
  readonly commits: number;
}

/** What a person or GitLab itself (`system`) wrote on a merge request; notes of one thread share `discussionId`. */
export interface Note {
  readonly id: number;
  readonly mergeRequestId: number;
  readonly discussionId: string;
  readonly authorId: number;
  /** null is a comment by itself, which nobody resolves; the others belong to a thread. */
  type: 'DiscussionNote' | 'DiffNote' | null;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly system: boolean;
  readonly position: NotePosition | null;
  resolvedById: number | null;
  resolvedAt: string | null;
}

/** The line that a thread is about. An unchanged line has both numbers, an added or removed one only its own. */
export interface NotePosition {
  readonly baseSha: string;
  readonly startSha: string;
  readonly headSha: string;
  readonly oldPath: string;
  readonly newPath: string;
  readonly oldLine: number | null;
  readonly newLine: number | null;
}

export interface AccessToken {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly token: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  revoked: boolean;
  lastUsedAt: string | null;
}

export interface OAuthApplication {
  readonly id: number;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  redirectUris: readonly string[];
}

export interface OAuthCode {
  readonly code: string;
  readonly applicationId: number;
  readonly userId: number;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly codeChallengeMethod: 'S256' | 'plain';
  readonly createdAt: string;
}

/** One row of access and refresh token: revoking either revokes both. */
export interface OAuthToken {
  readonly id: number;
  readonly applicationId: number;
  readonly userId: number;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresIn: number;
  revokedAt: string | null;
}

export interface Session {
  readonly id: string;
  readonly userId: number;
  readonly createdAt: string;
}

/** The next id of its kind; ids are never used again. */
export function nextId(state: SandboxState, name: CounterName): number {
  state.counters[name] += 1;
  return state.counters[name];
}
