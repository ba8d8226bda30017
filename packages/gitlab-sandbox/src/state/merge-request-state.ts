export type MergeStatus = 'preparing' | 'unchecked' | 'checking' | 'can_be_merged' | 'cannot_be_merged';

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number;
  readonly authorId: number;
  readonly createdAt: string;
  readonly sourceProjectId: number;
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
  milestoneId: number | null;
  approvals: Approval[];
  /** null asks for as many approvals as the project does. */
  approvalsRequired: number | null;
  autoMerge: AutoMerge | null;
  allowCollaboration: boolean;
  discussionLocked: boolean | null;
  /** Who asked to be told, or (false) not to be told, of changes. */
  subscriptions: Record<string, boolean>;
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
  /** Every diff that it had, oldest first; the last one is the present one. */
  readonly versions: MergeRequestVersion[];
  mergeCommitSha: string | null;
  squashCommitSha: string | null;
  mergedById: number | null;
  mergedAt: string | null;
  closedById: number | null;
  closedAt: string | null;
}

export interface Approval {
  readonly userId: number;
  readonly approvedAt: string;
}

/** A merge that waits for its checks. */
export interface AutoMerge {
  readonly userId: number;
  readonly squash: boolean | null;
  readonly shouldRemoveSourceBranch: boolean | null;
  readonly mergeCommitMessage: string | null;
  readonly squashCommitMessage: string | null;
}

export interface MergeRequestVersion {
  readonly id: number;
  readonly createdAt: string;
  readonly diff: MergeRequestDiff;
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

/**
 * What a person or GitLab itself (`system`) wrote on a merge request or an issue (the other id is null); notes of one
 * thread share `discussionId`.
 */
export interface Note {
  readonly id: number;
  readonly mergeRequestId: number | null;
  readonly issueId: number | null;
  readonly discussionId: string;
  readonly authorId: number;
  /** null is a comment by itself, which nobody resolves; the others belong to a thread. */
  type: 'DiscussionNote' | 'DiffNote' | null;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly system: boolean;
  /** Only for people of the project. */
  readonly internal: boolean;
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

/** A change that a note on a line proposes for that line and those around it. */
export interface Suggestion {
  readonly id: number;
  readonly noteId: number;
  readonly fromLine: number;
  readonly toLine: number;
  readonly fromContent: string;
  readonly toContent: string;
  isApplied: boolean;
}
