import type { GitRemote, RemoteFailure } from '@amplication/git';
import type { FileMode, GenerationId, ServiceId, SyncConflict } from '@amplication/domain';

export type { ConflictKind, LineRange, SyncConflict, SyncConflictHunk } from '@amplication/domain';

/** The way to a host: proxy, certificate authorities, checked addresses. */
export type GitTransport = Pick<GitRemote, 'proxy' | 'caFile' | 'resolve'>;

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
  /** By role and stable id (`model artist-1`), how a name of the model is spelled in the files. */
  readonly identifiers: Readonly<Record<string, string>>;
}

/** A file of a generation. */
export interface Origin {
  readonly generation: string;
  readonly path: string;
}

/** Our own memory of what was generated: the merge base comes from here, never from git's history alone. */
export interface LedgerPort {
  /**
   * The generations by service and id, in one round trip; those that are not of this service are left out: a marker is user
   * input and never opens another service's.
   */
  readonly findGenerations: (
    wanted: readonly { readonly serviceId: ServiceId; readonly id: string }[],
  ) => Promise<readonly Generation[]>;
  /** Ids of what ever reached this remote, oldest first. */
  readonly listPushed: (serviceId: ServiceId) => Promise<readonly string[]>;
  /** By git's id of a blob, where the service ever generated exactly these bytes. */
  readonly findOrigins: (
    serviceId: ServiceId,
    gitIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly Origin[]>>;
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
    /** While a person has to decide something, it must not be merged by accident. */
    readonly isDraft: boolean;
  }) => Promise<MergeRequestFacts>;
  readonly update: (
    number: number,
    change: { readonly description: string; readonly isDraft?: true | undefined },
  ) => Promise<MergeRequestFacts>;
}

/** A file of a service that a user moved: remembered, because similarity falls with every edit. */
export interface UserRename {
  readonly serviceId: ServiceId;
  /** The file's key in the generations. */
  readonly key: string;
  readonly path: string;
}

/** What a sync is about to push: written before the push, so that a rerun can tell whether it arrived. */
export interface SyncIntent {
  readonly tip: string;
  /** What the merge request is to say of the builds in it. */
  readonly builds: string;
  readonly conflicts: readonly SyncConflict[];
  readonly changes: GeneratedChanges | undefined;
  /** Of the last sync that found nothing to push. */
  readonly settled?: Settled | undefined;
}

/** What a sync decided from, by a hash of all of it, when there was nothing to push: the same gives the same again. */
export interface Settled {
  readonly inputs: string;
  readonly conflicts: readonly SyncConflict[];
}

export interface IntentPort {
  readonly find: () => Promise<SyncIntent | undefined>;
  /** Remembers, before the push, what is about to arrive at the remote: the tip, and these generations. */
  readonly store: (intent: SyncIntent, generations: readonly Generation[]) => Promise<void>;
  /**
   * They arrived: from now on they are among those that were pushed. Not before: where none ever was, what is in the way is
   * a person's, and has to be asked for again.
   */
  readonly confirm: () => Promise<void>;
  /** Remembers, with the intent that is there, that nothing is to be pushed. */
  readonly settle: (settled: Settled) => Promise<void>;
}

/** Size of the generated change (not of the commit that carries it). */
export interface GeneratedChanges {
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

/** What people decided and did, as far as it does not travel with the files. */
export interface MemoryPort {
  /** Fingerprints of the generated texts that a person decided against. */
  readonly listResolved: () => Promise<ReadonlySet<string>>;
  readonly listUserRenames: () => Promise<readonly UserRename[]>;
  readonly rememberUserRenames: (renames: readonly UserRename[]) => Promise<void>;
}

/** Moments of a sync that tests stop it at; each may be its last. */
export const SYNC_POINTS = ['gathered', 'planned', 'written', 'intended', 'pushed', 'offered'] as const;
export type SyncPoint = (typeof SYNC_POINTS)[number];

export type SyncStep = 'merge' | 'push' | 'merge-request';

export interface SyncPorts {
  readonly ledger: LedgerPort;
  readonly mergeRequests: MergeRequestPort;
  readonly intents: IntentPort;
  readonly memory: MemoryPort;
  /** Throws when another worker took the repository over: then nothing may be pushed. */
  readonly assertLease: () => Promise<void>;
  /** Called at each point that was reached. */
  readonly reached?: ((point: SyncPoint) => Promise<void>) | undefined;
  readonly log: (step: SyncStep, level: 'info' | 'warning' | 'error', message: string) => Promise<void>;
}

/** A service whose files are on the branch, with its newest finished generation. */
export interface ServiceOnBranch {
  readonly id: ServiceId;
  readonly name: string;
  readonly generatorVersion: string;
  readonly generationId: GenerationId;
  /** It generates nothing here any more: what nobody edited of it is to be removed. */
  readonly hasLeft?: boolean | undefined;
}

/** The same with what it generated: read only when there is something to decide. */
export interface SyncedService extends ServiceOnBranch {
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
  readonly services: readonly ServiceOnBranch[];
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

/** A request whose generations were read. */
export interface LoadedRequest extends SyncRequest {
  readonly services: readonly SyncedService[];
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
