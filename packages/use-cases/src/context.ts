import type { UserId, GeneratedTree } from '@amplication/domain';
import type { GenerateServiceInput, InstalledPlugins } from '@amplication/generator';
import type { GitLabOAuth, GitProvider } from '@amplication/git-provider';
import type { SyncPoint } from '@amplication/git-sync';
import type { GitTransport } from '@amplication/git-sync';
import type { Store, Transaction } from '@amplication/store';
import type { SingleFlight } from './single-flight.ts';

/** Work for the worker. Every job may run twice. */
export type Job =
  | {
      readonly name: 'generate-build';
      /** Service: its builds follow each other. */ readonly key: string;
      readonly data: { readonly buildId: string };
    }
  | {
      readonly name: 'sync-repository';
      /** Remote repository: its syncs follow each other. */
      readonly key: string;
      readonly data: { readonly commitId: string; readonly baseUrl: string; readonly externalId: number };
    }
  | {
      readonly name: 'remove-files';
      /** Remote repository. */
      readonly key: string;
      readonly data: { readonly departureId: string };
    }
  | { readonly name: 'record-merge-request'; readonly key: string; readonly data: { readonly mergeRequestId: string } }
  | { readonly name: 'follow-repository'; readonly key: string; readonly data: { readonly repositoryId: string } };

export interface JobQueue {
  /** Queues jobs as part of the transaction: they run if, and only if, it commits. */
  readonly enqueue: (transaction: Transaction, jobs: readonly Job[]) => Promise<void>;
}

/** Encrypts what must not be readable at rest. */
export interface Secrets {
  readonly encrypt: (text: string) => string;
  readonly decrypt: (cipher: string) => string;
}

/** A GitLab instance that people can authorize at. */
export interface GitInstanceConfig {
  readonly baseUrl: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Certificate authorities (PEM) to trust beside the usual ones. */
  readonly certificate?: string | undefined;
}

/** A provider for one account, and the way that git takes to its host. */
export interface GitConnection extends GitProvider {
  readonly gitTransport: () => Promise<GitTransport>;
}

/** How to talk to GitLab instances; the composition root decides about proxies and allowed hosts. */
export interface GitProviders {
  readonly connect: (input: {
    readonly baseUrl: string;
    /** Names the account: what GitLab's limits count by. */
    readonly account: string;
    readonly certificate?: string | undefined;
    readonly getAccessToken: (options?: { readonly rejected?: string }) => Promise<string>;
  }) => GitConnection;
  readonly oauth: (instance: GitInstanceConfig) => GitLabOAuth;
  /** Throws `Refusal` for an address that the operator does not allow. */
  readonly assertAllowed: (baseUrl: string) => Promise<void>;
}

export interface Logger {
  readonly info: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  readonly error: (fields: Readonly<Record<string, unknown>>, message: string) => void;
}

/** Everything that use cases reach; each one declares the part that it needs. */
export interface Context {
  readonly store: Store;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly secrets: Secrets;
  readonly jobs: JobQueue;
  /** Where people reach the web UI; links in merge requests begin with it. */
  readonly publicUrl: string;
  /** Those of the operator; a workspace may have more of its own. */
  readonly gitInstances: readonly GitInstanceConfig[];
  readonly gitProviders: GitProviders;
  /** Within this process. */
  readonly singleFlight: SingleFlight;
  /** Renders a model, off the thread that serves requests. */
  readonly generate: (input: GenerateServiceInput) => Promise<GeneratedTree>;
  /** What services can choose; `generate` runs them. */
  readonly plugins: InstalledPlugins;
  /** Folder of bare mirrors: a cache, losable at any time. */
  readonly mirrorsDirectory: string;
  readonly log: Logger;
  /** Called at each named moment of a sync; tests stop it there. */
  readonly onSyncPoint?: ((point: SyncPoint) => Promise<void>) | undefined;
}

/** Who asks. */
export interface Principal {
  readonly userId: UserId;
}
