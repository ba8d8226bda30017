import type { MergeRequest, MergeRequestKey, Repository } from '../git-provider.ts';
import { ProviderError } from '../provider-error.ts';
import { errorOf, kindOf, readUntil } from './ask-provider.ts';
import type { ConformanceHarness, TestFunctions } from './conformance-harness.ts';
import { describeDiscussionConformance } from './describe-discussion-conformance.ts';

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
  const openMergeRequest = async (branch: string): Promise<MergeRequestKey> => {
    await harness.makeBranch(repository, branch);
    const { number } = await harness.provider.createMergeRequest({
      repositoryId: repository.id,
      sourceBranch: branch,
      targetBranch: 'main',
      title: `Merge ${branch}`,
    });
    return { repositoryId: repository.id, number };
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
      const error = await errorOf(again);
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
      const where = await openMergeRequest('asked');
      const { mergeability } = await readUntil(harness.provider, where, (one) => one.mergeability !== 'checking');
      expect(mergeability).toBe('mergeable');
    });

    it('knows the commits of a difference once it is made', async () => {
      const where = await openMergeRequest('refs');
      const { diffRefs, sourceTip } = await readUntil(harness.provider, where, (one) => one.diffRefs !== null);
      expect(diffRefs?.headSha).toBe(sourceTip);
      expect(diffRefs?.baseSha).toBe(diffRefs?.startSha);
    });

    it('marks a merge request as a draft and as ready, and leaves the rest of its title', async () => {
      const where = await openMergeRequest('drafted');
      const update = (input: object): Promise<MergeRequest> =>
        harness.provider.updateMergeRequest({ ...where, ...input });
      const states = [
        await update({ isDraft: true }),
        await update({ isDraft: true }),
        await update({ title: 'Other', isDraft: true }),
        await update({ isDraft: false }),
        await update({ title: 'Draft: Last', isDraft: false }),
      ];
      expect(states.map((one) => [one.title, one.isDraft])).toEqual([
        ['Draft: Merge drafted', true],
        ['Draft: Merge drafted', true],
        ['Draft: Other', true],
        ['Other', false],
        ['Last', false],
      ]);
      const missing = harness.provider.updateMergeRequest({ ...where, number: 999_999, isDraft: true });
      expect(await kindOf(missing)).toBe('not-found');
    });

    it('sets who works on a merge request, and what merging does', async () => {
      const { id } = await harness.provider.getCurrentUser();
      await harness.makeBranch(repository, 'staffed');
      const people = { assigneeIds: [id], reviewerIds: [id], squash: true, removeSourceBranch: true };
      const opened = await harness.provider.createMergeRequest({
        repositoryId: repository.id,
        sourceBranch: 'staffed',
        targetBranch: 'main',
        title: 'Staffed',
        ...people,
      });
      expect(opened).toMatchObject(people);
      const none = { assigneeIds: [], reviewerIds: [], squash: false, removeSourceBranch: false };
      const where = { repositoryId: opened.repositoryId, number: opened.number };
      const changed = await harness.provider.updateMergeRequest({ ...where, ...none });
      expect(changed).toMatchObject(none);
      const again = await harness.provider.updateMergeRequest({ ...where, assigneeIds: [id] });
      expect(again).toMatchObject({ ...none, assigneeIds: [id] });
    });

    it('knows who closed a merge request', async () => {
      const { id } = await harness.provider.getCurrentUser();
      const where = await openMergeRequest('closed-by');
      expect((await harness.provider.getMergeRequest(where)).closedById).toBe(null);
      expect((await harness.provider.updateMergeRequest({ ...where, state: 'closed' })).closedById).toBe(id);
      expect((await harness.provider.updateMergeRequest({ ...where, state: 'open' })).closedById).toBe(null);
    });

    describeDiscussionConformance(test, { harness: () => harness, openMergeRequest });

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
