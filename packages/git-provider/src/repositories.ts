import type { Page, PageQuery } from './page.ts';

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
export type UnavailableReason =
  | 'archived'
  | 'being-deleted'
  /** It is filled from another repository, so that what is pushed would be lost. */
  | 'mirror'
  | 'merge-requests-disabled'
  | 'no-push-permission';

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
  readonly isArchived: boolean;
  /** Whether the host fills it from another repository. */
  readonly isMirror: boolean;
  /** The account's role in it (10 guest … 50 owner); null where the host does not tell. */
  readonly accessLevel: number | null;
  /** How it merges: with a merge commit, with one after a rebase, or never with one. null where the host does not tell. */
  readonly mergeMethod: 'merge' | 'rebase_merge' | 'ff' | null;
  readonly squashOption: 'never' | 'always' | 'default_on' | 'default_off' | null;
  readonly createdAt: string;
  /** The page for people. */
  readonly url: string;
  /** The address for git over HTTP, at the provider's own origin. */
  readonly gitUrl: string;
  /** Why it cannot be synced to, when it cannot. */
  readonly unavailableReason: UnavailableReason | undefined;
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

export interface Branch {
  readonly name: string;
  readonly isDefault: boolean;
  readonly isProtected: boolean;
  /** undefined where the host does not tell. */
  readonly canPush: boolean | undefined;
}

export interface Member {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  /** 10 guest … 50 owner. */
  readonly accessLevel: number;
}

export interface Label {
  readonly name: string;
  /** As in CSS. */
  readonly color: string;
}

export interface Milestone {
  readonly id: number;
  readonly title: string;
  readonly state: 'active' | 'closed';
}

interface OfRepository {
  readonly repositoryId: number;
}

/** What a provider knows and does about repositories and what is around them. */
export interface RepositoryCalls {
  listNamespaces(query?: PageQuery): Promise<Page<Namespace>>;
  /** Newest first, those that cannot be used too. With `namespaceId` those of a group and of the groups below it. */
  listRepositories(
    query: PageQuery & { readonly namespaceId?: number | undefined; readonly limit: number },
  ): Promise<Page<Repository>>;
  /** undefined when it is gone or may not be seen. */
  findRepository(id: number): Promise<Repository | undefined>;
  /**
   * Throws kind `invalid` by field, also for a name that is taken. When the answer is lost it looks whether the
   * repository came to be, so that `host-trouble` means: as far as anybody can see it did not.
   */
  createRepository(input: CreateRepositoryInput): Promise<Repository>;
  /** By name; none for an empty repository. */
  listBranches(query: OfRepository & PageQuery): Promise<Page<Branch>>;
  findBranch(query: OfRepository & { readonly name: string }): Promise<Branch | undefined>;
  /** Those of the groups around it too. */
  listMembers(query: OfRepository & PageQuery): Promise<Page<Member>>;
  /** Those of the groups around it too. */
  listLabels(query: OfRepository & PageQuery): Promise<Page<Label>>;
  /** Those of the groups around it too, closed ones as well. */
  listMilestones(query: OfRepository & PageQuery): Promise<Page<Milestone>>;
}
