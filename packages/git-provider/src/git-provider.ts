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
  readonly url: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mergedAt: string | null;
  readonly mergedBy: string | null;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
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
  getMergeRequest(query: { readonly repositoryId: number; readonly number: number }): Promise<MergeRequest>;
  createMergeRequest(input: CreateMergeRequestInput): Promise<MergeRequest>;
  updateMergeRequest(input: UpdateMergeRequestInput): Promise<MergeRequest>;
  /**
   * The value of the `Authorization` header for git over HTTP. Pass the one that the host refused to get another.
   */
  gitAuthorization(options?: { readonly rejected?: string | undefined }): Promise<string>;
}
