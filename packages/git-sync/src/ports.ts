import type { GitRemote, RemoteFailure } from '@amplication/git';
import type { FileMode, GenerationId, ServiceId } from '@amplication/domain';

/** One file of a generation, as the ledger keeps it. */
export interface LedgerEntry {
  readonly path: string;
  readonly mode: FileMode;
  /** SHA-256 of the bytes: the ledger's address. */
  readonly hash: string;
  /** git's id of the same bytes. */
  readonly gitId: string;
  /** Kind of file + stable id of the entity: finds the same file after a rename. */
  readonly key: string;
}

/** The pristine output of one build of one service. */
export interface Generation {
  readonly id: GenerationId;
  readonly serviceId: ServiceId;
  readonly entries: readonly LedgerEntry[];
}

/** Our own memory of what was generated: the merge base comes from here, never from git's history alone. */
export interface LedgerPort {
  /** The generation, if it is one of this service: a marker is user input and never opens another service's. */
  readonly findGeneration: (serviceId: ServiceId, id: string) => Promise<Generation | undefined>;
  /** What ever reached this remote, oldest first. */
  readonly listPushed: (serviceId: ServiceId) => Promise<readonly Generation[]>;
  /** Bytes by SHA-256, in one round trip. */
  readonly readContents: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
}

/** What GitLab says of one merge request from the sync branch. */
export interface MergeRequestFacts {
  readonly number: number;
  readonly state: 'open' | 'merged' | 'closed';
  readonly title: string;
  readonly description: string;
  readonly targetBranch: string;
  /** Tip of the source branch when it was last pushed or merged. */
  readonly sourceSha: string | undefined;
  readonly mergeCommitSha: string | undefined;
  readonly squashCommitSha: string | undefined;
}

export interface MergeRequestPort {
  /** All that were ever made from the sync branch, newest first. */
  readonly list: () => Promise<readonly MergeRequestFacts[]>;
  readonly create: (input: {
    readonly title: string;
    readonly description: string;
    readonly targetBranch: string;
  }) => Promise<MergeRequestFacts>;
  readonly updateDescription: (number: number, description: string) => Promise<MergeRequestFacts>;
}

/** A person's work that could not be joined with the generated change; the person's side is in the branch. */
export interface SyncConflict {
  readonly path: string;
  readonly kind: 'content' | 'modify-delete' | 'delete-modify' | 'add-add' | 'binary' | 'base' | 'other';
}

/** What a sync is about to push: written before the push, so that a rerun can tell whether it arrived. */
export interface SyncIntent {
  readonly tip: string;
  readonly conflicts: readonly SyncConflict[];
  readonly changes: GeneratedChanges | undefined;
}

export interface IntentPort {
  readonly find: () => Promise<SyncIntent | undefined>;
  readonly store: (intent: SyncIntent) => Promise<void>;
}

/** Size of the generated change (not of the commit that carries it). */
export interface GeneratedChanges {
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

export type SyncStep = 'merge' | 'push' | 'merge-request';

export interface SyncPorts {
  readonly ledger: LedgerPort;
  readonly mergeRequests: MergeRequestPort;
  readonly intents: IntentPort;
  /** Throws when another worker took the repository over: then nothing may be pushed. */
  readonly assertLease: () => Promise<void>;
  /** Remembers, before the push, that these generations go to the remote. */
  readonly recordPushed: (generations: readonly Generation[]) => Promise<void>;
  readonly log: (step: SyncStep, level: 'info' | 'warning' | 'error', message: string) => Promise<void>;
}

/** A service whose files are on the branch, with its newest finished generation. */
export interface SyncedService {
  readonly id: ServiceId;
  readonly name: string;
  readonly generatorVersion: string;
  readonly generation: Generation;
}

/** A name, an address and a moment for the commit; pinned by the build, so that a rerun makes the same commit. */
export interface CommitIdentity {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface SyncRequest {
  /** Bare mirror of this remote; a cache that may vanish at any time. */
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly baseBranch: string;
  readonly syncBranch: string;
  readonly services: readonly SyncedService[];
  readonly subject: string;
  /** Lines for the commit's body: what changed, in words. */
  readonly body: string;
  readonly trailers: readonly string[];
  readonly identity: CommitIdentity;
  readonly mergeRequest: {
    readonly title: string;
    /** Markdown that we own in the description; the rest of it belongs to people. */
    readonly builds: string;
  };
  readonly allowFirstCommit: boolean;
  readonly repositoryName: string;
  readonly signal?: AbortSignal | undefined;
}

/** How a sync ended. */
export type SyncOutcome =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'proposed';
      readonly commitId: string;
      readonly mergeRequest: MergeRequestFacts;
      readonly changes: GeneratedChanges | undefined;
      readonly conflicts: readonly SyncConflict[];
    }
  | { readonly kind: 'empty-repository' }
  | { readonly kind: 'base-missing'; readonly branch: string }
  | { readonly kind: 'rejected'; readonly lines: readonly string[] }
  | { readonly kind: 'busy' }
  | RemoteFailure;
