export interface MergeRequest {
  readonly repositoryId: number;
  /** Counts within its repository. */
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly state: 'open' | 'merging' | 'merged' | 'closed';
  readonly isDraft: boolean;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  /** The source branch's tip when it last changed; null when there is none. */
  readonly sourceTip: string | null;
  readonly mergeCommit: string | null;
  readonly squashCommit: string | null;
  /** `checking` until the host knows; ask again later. */
  readonly mergeability: 'checking' | 'mergeable' | 'conflicted' | 'blocked';
  /** The host's own word for it; hosts add words, and what is not known is `blocked`. */
  readonly mergeabilityDetail: string;
  readonly labels: readonly string[];
  readonly assigneeIds: readonly number[];
  readonly reviewerIds: readonly number[];
  readonly squash: boolean;
  /** Whether the source branch goes when it is merged. */
  readonly removeSourceBranch: boolean;
  /** What discussions at a line refer to. null in lists, and until the host has made the difference. */
  readonly diffRefs: DiffRefs | null;
  /** The host's own word for the newest pipeline of the source branch; null in lists, and where there is none. */
  readonly pipelineStatus: string | null;
  /** The page of that pipeline. */
  readonly pipelineUrl: string | null;
  readonly milestoneId: number | null;
  /** Why the last attempt to merge or rebase failed, in the host's words; null in lists. */
  readonly mergeError: string | null;
  readonly url: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mergedAt: string | null;
  readonly mergedBy: string | null;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly closedById: number | null;
}

/** The three commits that a merge request's difference is made of. */
export interface DiffRefs {
  /** The merge base. */
  readonly baseSha: string;
  /** The target branch's tip when the source branch last moved. */
  readonly startSha: string;
  /** The source branch's tip. */
  readonly headSha: string;
}

export interface CreateMergeRequestInput {
  readonly repositoryId: number;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly isDraft?: boolean | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly squash?: boolean | undefined;
  readonly removeSourceBranch?: boolean | undefined;
  readonly assigneeIds?: readonly number[] | undefined;
  readonly reviewerIds?: readonly number[] | undefined;
  /** None for null and 0. */
  readonly milestoneId?: number | null | undefined;
}

export interface UpdateMergeRequestInput {
  readonly repositoryId: number;
  readonly number: number;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly targetBranch?: string | undefined;
  readonly addLabels?: readonly string[] | undefined;
  readonly removeLabels?: readonly string[] | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  /** Puts the mark of a draft before the title or takes it away: before `title` when it is given, else before the present one. */
  readonly isDraft?: boolean | undefined;
  /** All of them; none for an empty list. */
  readonly assigneeIds?: readonly number[] | undefined;
  readonly reviewerIds?: readonly number[] | undefined;
  readonly squash?: boolean | undefined;
  readonly removeSourceBranch?: boolean | undefined;
  /** null and 0 take it away. */
  readonly milestoneId?: number | null | undefined;
}

export interface MergeRequestKey {
  readonly repositoryId: number;
  readonly number: number;
}

/** Who approved a merge request, and how many more must. */
export interface Approvals {
  readonly isApproved: boolean;
  readonly required: number;
  readonly left: number;
  /** User names. */
  readonly approvedBy: readonly string[];
}

export interface WaitForMergeabilityOptions {
  /** How long to go on asking; a minute when absent. */
  readonly timeoutMs?: number | undefined;
  readonly wait?: ((milliseconds: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

/** What a provider does with merge requests. */
export interface MergeRequestCalls {
  /** All of them, newest first. */
  listMergeRequests(query: {
    readonly repositoryId: number;
    readonly sourceBranch: string;
    readonly state?: 'open' | 'merged' | 'closed' | undefined;
  }): Promise<readonly MergeRequest[]>;
  /** Asking makes the host find out whether it can be merged. */
  getMergeRequest(query: MergeRequestKey): Promise<MergeRequest>;
  /** Asks again, more and more slowly, while the host does not know whether it can be merged; returns the last answer. */
  waitForMergeability(query: MergeRequestKey, options?: WaitForMergeabilityOptions): Promise<MergeRequest>;
  /**
   * Throws kind `conflict` when one is open for the same branches. When the answer is lost it looks for one with the same
   * title, and returns that.
   */
  createMergeRequest(input: CreateMergeRequestInput): Promise<MergeRequest>;
  /** Changes what is given. `isDraft` without `title` reads first, and writes only what differs. */
  updateMergeRequest(input: UpdateMergeRequestInput): Promise<MergeRequest>;
  /** undefined where the host's edition counts no approvals. */
  getApprovals(query: MergeRequestKey): Promise<Approvals | undefined>;
}
