/** The account that the access token belongs to. */
export interface ProviderUser {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly url: string;
}

/** Where repositories lie: a user's own space or a group. */
export interface Namespace {
  readonly id: number;
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly path: string;
  readonly url: string;
  readonly canCreateRepositories: boolean;
}

export type Visibility = 'private' | 'internal' | 'public';
export type UnavailableReason = 'archived' | 'being-deleted' | 'merge-requests-disabled' | 'no-push-permission';

export interface Repository {
  readonly id: number;
  readonly name: string;
  /** With all namespaces: `acme/platform/handbook`. It may change; the id does not. */
  readonly path: string;
  readonly namespaceId: number;
  readonly namespacePath: string;
  readonly description: string;
  readonly visibility: Visibility;
  /** null while the repository is empty. */
  readonly defaultBranch: string | null;
  readonly isEmpty: boolean;
  /** The page for people. */
  readonly url: string;
  /** The address for git over HTTP, at the provider's own origin. */
  readonly gitUrl: string;
  /** Why it cannot be synced to, when it cannot. */
  readonly unavailableReason: UnavailableReason | undefined;
}

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
  /** The host's own word for it. */
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

/** A line of a merge request's difference: an added one by `newLine`, a removed one by `oldLine`, an unchanged one by both. */
export interface DiscussionPosition extends DiffRefs {
  readonly path: string;
  /** Where the file was before, when it was renamed. */
  readonly oldPath?: string | undefined;
  readonly newLine?: number | undefined;
  readonly oldLine?: number | undefined;
}

export interface DiscussionNote {
  readonly id: number;
  readonly body: string;
  /** null when the host no longer knows who wrote it. */
  readonly authorId: number | null;
  /** Written by the host itself, about a change. */
  readonly isSystem: boolean;
  readonly resolvable: boolean;
  readonly resolved: boolean;
  readonly createdAt: string;
}

/** A thread on a merge request, or a comment by itself, which nobody resolves. */
export interface Discussion {
  readonly id: string;
  /** Oldest first, never empty. */
  readonly notes: readonly DiscussionNote[];
  readonly isResolvable: boolean;
  /** Whether all that can be resolved of it is; false for a comment by itself. */
  readonly isResolved: boolean;
  /** The line that it is about; null when it is about none. */
  readonly position: {
    readonly path: string;
    readonly newLine: number | null;
    readonly oldLine: number | null;
  } | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it back to get the next page; undefined at the end. */
  readonly nextCursor: string | undefined;
}

export interface CreateRepositoryInput {
  readonly namespaceId: number;
  readonly name: string;
  readonly path?: string | undefined;
  readonly visibility: Visibility;
  readonly description?: string | undefined;
  readonly initializeWithReadme: boolean;
  readonly defaultBranch?: string | undefined;
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
}

export interface MergeRequestKey {
  readonly repositoryId: number;
  readonly number: number;
}

/** What the platform needs of a git host. Everything throws `ProviderError`. */
export interface GitProvider {
  getCurrentUser(): Promise<ProviderUser>;
  /** What the access token may do, where the host tells (not for OAuth tokens). */
  findTokenScopes(): Promise<readonly string[] | undefined>;
  listNamespaces(query?: {
    readonly search?: string | undefined;
    readonly cursor?: string | undefined;
  }): Promise<Page<Namespace>>;
  listRepositories(query: {
    readonly namespaceId?: number | undefined;
    readonly search?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  }): Promise<Page<Repository>>;
  /** undefined when it is gone or may not be seen. */
  findRepository(id: number): Promise<Repository | undefined>;
  createRepository(input: CreateRepositoryInput): Promise<Repository>;
  /** All of them, newest first. */
  listMergeRequests(query: {
    readonly repositoryId: number;
    readonly sourceBranch: string;
    readonly state?: 'open' | 'merged' | 'closed' | undefined;
  }): Promise<readonly MergeRequest[]>;
  /** Asking makes the host find out whether it can be merged. */
  getMergeRequest(query: MergeRequestKey): Promise<MergeRequest>;
  /** Throws kind `conflict` when one is open for the same branches. */
  createMergeRequest(input: CreateMergeRequestInput): Promise<MergeRequest>;
  /** Changes what is given. `isDraft` without `title` reads first, and writes only what differs. */
  updateMergeRequest(input: UpdateMergeRequestInput): Promise<MergeRequest>;
  /** All threads and comments, oldest first, those of the host itself too. */
  listDiscussions(query: MergeRequestKey): Promise<readonly Discussion[]>;
  /**
   * Begins a thread that can be resolved. Throws `PositionRefused` when the host does not take the line (it is not in
   * the difference, or the commits are out of date): nothing was written then, so that the caller may begin one without.
   */
  createDiscussion(
    input: MergeRequestKey & { readonly body: string; readonly position?: DiscussionPosition | undefined },
  ): Promise<Discussion>;
  /** Resolves or reopens; no change when it is so already. Throws kind `forbidden` for a comment by itself. */
  resolveDiscussion(
    input: MergeRequestKey & { readonly discussionId: string; readonly resolved: boolean },
  ): Promise<Discussion>;
  /** Answers in a thread; without `discussionId` writes a comment by itself. */
  addNote(
    input: MergeRequestKey & { readonly discussionId?: string | undefined; readonly body: string },
  ): Promise<DiscussionNote>;
  /**
   * The value of the `Authorization` header for git over HTTP. Pass the one that the host refused to get another.
   */
  gitAuthorization(options?: { readonly rejected?: string | undefined }): Promise<string>;
}
