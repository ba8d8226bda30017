import type { GitProvider } from '../git-provider.ts';
import type { MergeRequestKey } from '../merge-requests.ts';
import type { Repository } from '../repositories.ts';

export interface Matchers {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toContain(expected: unknown): void;
}

/** The functions of a test runner that the suite needs; it depends on no runner itself. */
export interface TestFunctions {
  readonly describe: (name: string, declare: () => void) => void;
  readonly it: (name: string, run: (context: { skip(note?: string): void }) => Promise<void>) => void;
  readonly expect: (value: unknown) => Matchers;
  readonly beforeAll: (run: () => Promise<void>) => void;
  readonly afterAll: (run: () => Promise<void>) => void;
}

/** A file of a branch. */
export interface BranchFile {
  readonly path: string;
  readonly content: string;
}

/** What a provider brings along to be tested. */
export interface ConformanceHarness {
  readonly provider: GitProvider;
  /** The same host with a credential that it refuses. */
  readonly strangerProvider: GitProvider;
  /** One whose access token may be used up; absent where none may: the tests that do so are skipped. */
  readonly spareProvider?: GitProvider | undefined;
  /** Where the account may create repositories. */
  readonly namespaceId: number;
  /** An address that the host can call, and that takes what comes; absent where there is none. */
  readonly hookUrl?: string | undefined;
  /** Makes a branch with one commit on top of the default branch, which adds the file: `<branch>.txt` with the one line `x` when absent. */
  makeBranch(repository: Repository, branch: string, file?: BranchFile): Promise<void>;
  /** Returns its id. */
  makeMilestone(repository: Repository, title: string): Promise<number>;
  /** Deletes one that the suite made. */
  deleteRepository(repository: Repository): Promise<void>;
  dispose(): Promise<void>;
}

/** What the parts of the suite share: one repository that is theirs alone. */
export interface ConformanceBench {
  readonly test: TestFunctions;
  readonly harness: () => ConformanceHarness;
  readonly provider: () => GitProvider;
  readonly repository: () => Repository;
  /** In the names of all that this run makes, and of nothing else. */
  readonly runId: string;
  readonly createRepository: (label: string, initializeWithReadme: boolean) => Promise<Repository>;
  /** Makes the branch too. */
  readonly openMergeRequest: (branch: string) => Promise<MergeRequestKey>;
}
