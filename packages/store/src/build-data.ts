import type { ConflictKind, FileMode, GitOrganizationId, GitSettings, RepositoryId } from '@amplication/domain';

/** Where a build goes: its git settings, pinned by the commit. */
export interface BuildTarget {
  readonly settings: GitSettings;
  readonly repositoryId: RepositoryId;
  readonly gitOrganizationId: GitOrganizationId;
  readonly baseUrl: string;
  readonly externalId: number;
}

/** Size of the generated change. */
export interface BuildChanges {
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

/** Who said yes to a merge request. */
export interface MergeRequestApprovals {
  readonly isApproved: boolean;
  /** How many are still missing. */
  readonly left: number;
  readonly approvedBy: readonly string[];
}

export interface BuildConflict {
  readonly path: string;
  readonly kind: ConflictKind;
}

/** One file of a stored generation. */
export interface GenerationEntry {
  readonly path: string;
  readonly mode: FileMode;
  /** SHA-256 of the bytes, the ledger's address. */
  readonly hash: string;
  /** git's own id of the same bytes, so that a sync needs the bytes only where the remote lacks them. */
  readonly gitId: string;
  readonly key: string;
}
