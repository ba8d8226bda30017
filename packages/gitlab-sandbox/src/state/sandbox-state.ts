import type { Hook, HookEvent } from './hook-state.ts';
import type { MergeRequest, Note, Suggestion } from './merge-request-state.ts';
import type { CommitStatus, Pipeline } from './pipeline-state.ts';
import type { Issue, Label, Milestone, Todo } from './planning-state.ts';
import type { AccessToken, OAuthApplication, OAuthCode, OAuthToken, Session } from './token-state.ts';

export type * from './merge-request-state.ts';
export type * from './token-state.ts';

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
  readonly redirects: Redirect[];
  readonly labels: Label[];
  readonly milestones: Milestone[];
  readonly issues: Issue[];
  readonly hooks: Hook[];
  readonly hookEvents: HookEvent[];
  readonly pipelines: Pipeline[];
  readonly commitStatuses: CommitStatus[];
  readonly suggestions: Suggestion[];
  readonly todos: Todo[];
  /** The private key (PEM) that signs identity tokens; made when it is first needed. */
  identityKey: string | null;
}

export type CounterName =
  | 'user'
  | 'namespace'
  | 'project'
  | 'mergeRequest'
  | 'note'
  | 'accessToken'
  | 'application'
  | 'oauthToken'
  | 'protectedBranch'
  | 'label'
  | 'milestone'
  | 'issue'
  | 'hook'
  | 'hookEvent'
  | 'pipeline'
  | 'commitStatus'
  | 'suggestion'
  | 'mergeRequestVersion'
  | 'todo';
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
  /** The user behind a project's or group's access token. */
  readonly isBot: boolean;
}

export interface Group {
  readonly id: number;
  parentId: number | null;
  name: string;
  path: string;
  fullPath: string;
  description: string;
  visibility: Visibility;
  projectCreationLevel: 'noone' | 'owner' | 'maintainer' | 'developer';
  readonly createdAt: string;
  /** A day (`YYYY-MM-DD`) while the group waits to be deleted. */
  markedForDeletionOn: string | null;
}

/** The role of a user in a group (and all below it) or in one project. */
export interface Membership {
  readonly userId: number;
  readonly groupId: number | null;
  readonly projectId: number | null;
  accessLevel: AccessLevel;
  readonly createdAt: string;
  readonly createdById: number | null;
  expiresAt: string | null;
}

/** A level of 0 is nobody at all. */
export interface ProtectedBranch {
  readonly id: number;
  readonly name: string;
  pushAccessLevel: AccessLevel;
  mergeAccessLevel: AccessLevel;
  allowForcePush: boolean;
}

/** Where a project was before it was renamed or transferred. */
export interface Redirect {
  readonly path: string;
  readonly projectId: number;
}

export interface Project {
  readonly id: number;
  namespaceId: number;
  readonly creatorId: number;
  name: string;
  path: string;
  description: string | null;
  visibility: Visibility;
  defaultBranch: string | null;
  archived: boolean;
  mergeRequestsEnabled: boolean;
  issuesEnabled: boolean;
  mergeMethod: 'merge' | 'rebase_merge' | 'ff';
  squashOption: 'never' | 'always' | 'default_on' | 'default_off';
  removeSourceBranchAfterMerge: boolean;
  onlyAllowMergeIfAllDiscussionsAreResolved: boolean;
  onlyAllowMergeIfPipelineSucceeds: boolean;
  allowMergeOnSkippedPipeline: boolean;
  /** How many people must approve a merge request; a merge request may ask for more or fewer. */
  approvalsRequired: number;
  topics: readonly string[];
  readonly createdAt: string;
  updatedAt: string;
  lastActivityAt: string;
  /** A day (`YYYY-MM-DD`) while the project waits to be deleted. */
  markedForDeletionOn: string | null;
  nextIid: number;
  nextIssueIid: number;
  nextMilestoneIid: number;
  nextPipelineIid: number;
  forkedFromId: number | null;
  /** The repository is still the shared template; it gets its own when somebody looks at it. */
  isTemplate: boolean;
  protectedBranches: ProtectedBranch[];
}

/** The next id of its kind; ids are never used again. */
export function nextId(state: SandboxState, name: CounterName): number {
  state.counters[name] += 1;
  return state.counters[name];
}
