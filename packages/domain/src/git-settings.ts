import type { RepositoryId } from './ids.ts';
import {
  DEFAULT_AUTHOR,
  DEFAULT_MERGE_REQUEST,
  type CommitAuthor,
  type MergeRequestSettings,
} from './merge-request-settings.ts';
import { Refusal } from './refusal.ts';

/** `shared`: one sync branch and merge request for all services of a repository. `per-service`: one for each. */
export const BRANCH_STRATEGIES = ['shared', 'per-service'] as const;
export type BranchStrategy = (typeof BRANCH_STRATEGIES)[number];

/** How a project, or a service that overrides it, syncs with its repository. */
export interface GitSettings {
  readonly repositoryId: RepositoryId;
  /** The branch that merge requests target; null is the repository's default branch. */
  readonly baseBranch: string | null;
  /** The only branch that we ever write. */
  readonly syncBranch: string;
  readonly strategy: BranchStrategy;
  readonly commitMessage: string;
  /** Whether we may make the first commit on the base branch of an empty repository. */
  readonly allowFirstCommit: boolean;
  readonly mergeRequest: MergeRequestSettings;
  readonly author: CommitAuthor;
}

export const DEFAULT_SYNC_BRANCH = 'amplication';
export const DEFAULT_COMMIT_MESSAGE = 'chore: update generated code';

/** Settings that were pinned by an older version, with the defaults of what it did not know. */
export function withSettingDefaults(
  settings: Omit<GitSettings, 'mergeRequest' | 'author'> & {
    readonly mergeRequest?: Partial<MergeRequestSettings> | undefined;
    readonly author?: CommitAuthor | undefined;
  },
): GitSettings {
  return {
    ...settings,
    mergeRequest: { ...DEFAULT_MERGE_REQUEST, ...settings.mergeRequest },
    author: settings.author ?? DEFAULT_AUTHOR,
  };
}

/** The settings that apply to a service: its own where it overrides, else the project's, else none. */
export function toEffectiveSettings(
  project: GitSettings | undefined,
  service: GitSettings | undefined,
): { readonly source: 'project' | 'service'; readonly settings: GitSettings } | undefined {
  if (service !== undefined) return { source: 'service', settings: service };
  if (project !== undefined) return { source: 'project', settings: project };
  return undefined;
}

/**
 * The branch that a service syncs through. Beside the default base the name carries the base, so that two bases of one
 * repository never share a sync branch; `per-service` appends the service's slug, which never changes.
 */
export function toSyncBranch(
  settings: Pick<GitSettings, 'syncBranch' | 'strategy'>,
  base: { readonly branch: string; readonly isDefault: boolean },
  serviceSlug: string,
): string {
  const perBase = base.isDefault ? settings.syncBranch : `${settings.syncBranch}-${base.branch}`;
  return settings.strategy === 'shared' ? perBase : `${perBase}-${serviceSlug}`;
}

const BRANCH_NAME = /^(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)))(?![/.-])[^\s~^:?*[\\\p{Cc}]{1,200}(?<![/.])$/u;
/** git reads these as the current commit. */
const NOT_BRANCHES = new Set(['@', 'HEAD']);

/** Refuses what git would refuse as a branch name, at the form field it was typed into. */
export function assertBranchName(path: string, name: string): void {
  if (BRANCH_NAME.test(name) && !NOT_BRANCHES.has(name)) return;
  throw new Refusal(
    'invalid_name',
    `"${name}" cannot name a branch in git: no spaces, "..", "~", "^", ":", "?", "*", "[" or "\\", and not ending in "/" or ".".`,
    [{ path, message: 'Not a branch name that git accepts.' }],
  );
}
