import type { GitProvider, Repository } from '../git-provider.ts';

export interface Matchers {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toContain(expected: unknown): void;
}

/** The functions of a test runner that the suite needs; it depends on no runner itself. */
export interface TestFunctions {
  readonly describe: (name: string, declare: () => void) => void;
  readonly it: (name: string, run: () => Promise<void>) => void;
  readonly expect: (value: unknown) => Matchers;
  readonly beforeAll: (run: () => Promise<void>) => void;
  readonly afterAll: (run: () => Promise<void>) => void;
}

/** What a provider brings along to be tested. */
export interface ConformanceHarness {
  readonly provider: GitProvider;
  /** The same host with a credential that it refuses. */
  readonly strangerProvider: GitProvider;
  /** Where the account may create repositories. */
  readonly namespaceId: number;
  /** Makes a branch with one commit on top of the default branch, which adds `<branch>.txt` with the one line `x`. */
  makeBranch(repository: Repository, branch: string): Promise<void>;
  dispose(): Promise<void>;
}
