import type { ConflictKind } from '@amplication/domain';

/** A file as a history sees it. */
export interface StageFile {
  readonly content: Buffer;
  readonly mode: '100644' | '100755';
}

export type StageFiles = ReadonlyMap<string, StageFile>;

/** How a merge request is merged, or its change taken without it. */
export const MERGE_METHODS = ['merge', 'squash', 'rebase', 'ff', 'pick'] as const;
export type MergeMethod = (typeof MERGE_METHODS)[number];

/** One service's newest output: path -> file, key and the names that follow the model. */
export interface StageGeneration {
  readonly service: string;
  readonly files: readonly { readonly path: string; readonly key: string; readonly file: StageFile }[];
  readonly identifiers: Readonly<Record<string, string>>;
}

export interface StageConflict {
  readonly path: string;
  readonly kind: ConflictKind;
  readonly fingerprints: readonly string[];
}

/** How a sync ended. */
export interface StageOutcome {
  readonly kind: 'proposed' | 'unchanged';
  readonly conflicts: readonly StageConflict[];
}

/**
 * Where a history happens: in memory with the planner alone, or with the whole product. `main` is the base branch and
 * `amplication` the sync branch.
 */
export interface Stage extends AsyncDisposable {
  /** Makes these the newest generations, and syncs. */
  readonly build: (generations: readonly StageGeneration[]) => Promise<StageOutcome>;
  readonly again: () => Promise<StageOutcome>;
  readonly tip: (branch: string) => Promise<string | undefined>;
  readonly files: (branch: string) => Promise<StageFiles>;
  /** A person's commit; undefined deletes a file. */
  readonly commit: (branch: string, files: ReadonlyMap<string, StageFile | undefined>) => Promise<void>;
  /** Merges the open merge request; false where git or GitLab would refuse. */
  readonly merge: (method: MergeMethod, deleteBranch: boolean) => Promise<boolean>;
  readonly close: (deleteBranch: boolean) => Promise<void>;
  /** A person's merge of one branch into another; false where git finds a conflict. */
  readonly mergeBranch: (from: string, into: string) => Promise<boolean>;
  /** A person's commit that gives a branch the files of an earlier commit: a revert. */
  readonly restore: (branch: string, commit: string) => Promise<void>;
  /** Moves (by force) or deletes a branch. */
  readonly point: (branch: string, commit: string | undefined) => Promise<void>;
  /** The paths at which plain git finds a conflict between the two branches. */
  readonly listGitConflicts: () => Promise<readonly string[]>;
  /** What plain git makes of merging the sync branch into main; main where there is no sync branch. */
  readonly readMerge: () => Promise<StageFiles>;
  readonly countOpen: () => Promise<number>;
  /** A person decides to keep theirs, in all conflicts of the last sync. */
  readonly keepMine: () => Promise<void>;
  /** Commits that a branch's tip reaches. */
  readonly reaches: (from: string, commit: string) => Promise<boolean>;
  /** True when a merge request was merged at exactly this commit, and what it made is on main still. */
  readonly wasMergedAt: (commit: string) => Promise<boolean>;
}
