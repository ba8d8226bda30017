import type { GitProvider, Repository } from '../git-provider.ts';
import { ProviderError, type ProviderErrorKind } from '../provider-error.ts';

interface Matchers {
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
  /** Makes a branch with one commit on top of the default branch. */
  makeBranch(repository: Repository, branch: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Declares the tests that every provider passes. Each repository it creates has a new name. */
export function describeProviderConformance(
  name: string,
  test: TestFunctions,
  open: () => Promise<ConformanceHarness>,
): void {
  const { describe, it, expect } = test;
  let harness: ConformanceHarness;
  let repository: Repository;

  const createRepository = (label: string, initializeWithReadme: boolean): Promise<Repository> =>
    harness.provider.createRepository({
      namespaceId: harness.namespaceId,
      name: `${label} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`,
      visibility: 'private',
      description: 'Made by the conformance tests',
      initializeWithReadme,
      defaultBranch: 'main',
    });
  const kindOf = async (work: Promise<unknown>): Promise<ProviderErrorKind | undefined> => {
    const error = await work.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    return error instanceof ProviderError ? error.kind : undefined;
  };

  describe(`${name} as a git provider`, () => {
    test.beforeAll(async () => {
      harness = await open();
      repository = await createRepository('Conformance', true);
    });
    test.afterAll(() => harness.dispose());

    it('knows the account, and tells a credential that is refused', async () => {
      expect(typeof (await harness.provider.getCurrentUser()).username).toBe('string');
      expect(await kindOf(harness.strangerProvider.getCurrentUser())).toBe('unauthorised');
    });

    it('lists namespaces with whether repositories can be created', async () => {
      const { items } = await harness.provider.listNamespaces();
      const own = items.find((namespace) => namespace.id === harness.namespaceId);
      expect(own?.canCreateRepositories).toBe(true);
      expect((await harness.provider.listNamespaces({ search: 'no such namespace' })).items).toEqual([]);
    });

    it('creates repositories, with a first commit or empty', async () => {
      expect(repository).toMatchObject({
        defaultBranch: 'main',
        isEmpty: false,
        unavailableReason: undefined,
        visibility: 'private',
      });
      const empty = await createRepository('Conformance empty', false);
      expect(empty).toMatchObject({ defaultBranch: null, isEmpty: true });
      expect(await harness.provider.findRepository(empty.id)).toMatchObject({ id: empty.id, path: empty.path });
    });

    it('refuses a name that is taken, by field', async () => {
      const { namespaceId, name: taken } = repository;
      const again = harness.provider.createRepository({
        namespaceId,
        name: taken,
        visibility: 'private',
        initializeWithReadme: false,
      });
      const error = await again.then(
        () => undefined,
        (cause: unknown) => cause,
      );
      expect(error instanceof ProviderError && error.kind).toBe('invalid');
      expect(error instanceof ProviderError && JSON.stringify(error.fields)).toContain('taken');
    });

    it('finds a repository by id, page by page, and by search', async () => {
      expect(await harness.provider.findRepository(repository.id)).toMatchObject({ name: repository.name });
      expect(await harness.provider.findRepository(2_000_000_000)).toBe(undefined);
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await harness.provider.listRepositories({ limit: 1, cursor, namespaceId: harness.namespaceId });
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toContain(repository.id);
      expect(new Set(seen).size).toBe(seen.length);
      const { items } = await harness.provider.listRepositories({ limit: 20, search: repository.name });
      expect(items.map((item) => item.id)).toEqual([repository.id]);
    });

    it('opens one merge request per pair of branches, and changes it', async () => {
      await harness.makeBranch(repository, 'topic');
      const pair = { repositoryId: repository.id, sourceBranch: 'topic', targetBranch: 'main' };
      const opened = await harness.provider.createMergeRequest({
        ...pair,
        title: 'Change',
        description: 'Why',
        labels: ['one'],
      });
      expect(opened).toMatchObject({
        ...pair,
        state: 'open',
        title: 'Change',
        description: 'Why',
        isDraft: false,
        labels: ['one'],
      });
      expect(await kindOf(harness.provider.createMergeRequest({ ...pair, title: 'Again' }))).toBe('conflict');
      const where = { repositoryId: repository.id, number: opened.number };
      await harness.provider.updateMergeRequest({ ...where, title: 'Draft: Changed', addLabels: ['two'] });
      expect(await harness.provider.getMergeRequest(where)).toMatchObject({
        title: 'Draft: Changed',
        isDraft: true,
        labels: ['one', 'two'],
      });
      const listed = await harness.provider.listMergeRequests({
        repositoryId: repository.id,
        sourceBranch: 'topic',
        state: 'open',
      });
      expect(listed.map((one) => one.number)).toEqual([opened.number]);
    });

    it('closes and reopens a merge request', async () => {
      await harness.makeBranch(repository, 'closing');
      const input = { repositoryId: repository.id, sourceBranch: 'closing', targetBranch: 'main', title: 'Close me' };
      const { number } = await harness.provider.createMergeRequest(input);
      const where = { repositoryId: repository.id, number };
      expect((await harness.provider.updateMergeRequest({ ...where, state: 'closed' })).state).toBe('closed');
      const open = await harness.provider.listMergeRequests({
        repositoryId: repository.id,
        sourceBranch: 'closing',
        state: 'open',
      });
      expect(open).toEqual([]);
      expect((await harness.provider.updateMergeRequest({ ...where, state: 'open' })).state).toBe('open');
    });

    it('finds out whether a merge request can be merged when asked', async () => {
      await harness.makeBranch(repository, 'asked');
      const input = { repositoryId: repository.id, sourceBranch: 'asked', targetBranch: 'main', title: 'Ask me' };
      const { number } = await harness.provider.createMergeRequest(input);
      let answer = 'checking';
      for (let turn = 0; turn < 100 && answer === 'checking'; turn += 1) {
        answer = (await harness.provider.getMergeRequest({ repositoryId: repository.id, number })).mergeability;
        if (answer === 'checking') await new Promise((resolve) => setTimeout(resolve, 20 * (turn + 1)));
      }
      expect(answer).toBe('mergeable');
    });

    it('tells what is not there', async () => {
      expect(await kindOf(harness.provider.getMergeRequest({ repositoryId: repository.id, number: 999_999 }))).toBe(
        'not-found',
      );
      expect(await kindOf(harness.provider.listMergeRequests({ repositoryId: 2_000_000_000, sourceBranch: 'x' }))).toBe(
        'not-found',
      );
    });

    it('gives a header for git', async () => {
      expect((await harness.provider.gitAuthorization()).startsWith('Basic ')).toBe(true);
    });
  });
}
