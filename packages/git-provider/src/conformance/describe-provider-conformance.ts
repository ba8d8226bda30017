import type { MergeRequestKey } from '../merge-requests.ts';
import type { Repository } from '../repositories.ts';
import type { ConformanceBench, ConformanceHarness, TestFunctions } from './conformance-harness.ts';
import { describeAccountConformance } from './describe-account-conformance.ts';
import { describeDiscussionConformance } from './describe-discussion-conformance.ts';
import { describeMergeabilityConformance } from './describe-mergeability-conformance.ts';
import { describeMergeRequestConformance } from './describe-merge-request-conformance.ts';
import { describeRepositoryConformance } from './describe-repository-conformance.ts';
import { describeSurroundingsConformance } from './describe-surroundings-conformance.ts';
import { describeWebhookConformance } from './describe-webhook-conformance.ts';

/**
 * Declares the tests that every provider passes. They touch only repositories that they make, private ones whose names hold
 * a new random word, and delete those at the end, also after failures.
 */
export function describeProviderConformance(
  name: string,
  test: TestFunctions,
  open: () => Promise<ConformanceHarness>,
): void {
  let harness: ConformanceHarness | undefined;
  let repository: Repository | undefined;
  const runId = `c${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  const get = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('The host could not be made ready.');
    return value;
  };
  const made: Repository[] = [];
  const createRepository = async (label: string, initializeWithReadme: boolean): Promise<Repository> => {
    const created = await get(harness).provider.createRepository({
      namespaceId: get(harness).namespaceId,
      name: `${label} ${runId}`,
      visibility: 'private',
      description: 'Made by the conformance tests',
      initializeWithReadme,
      defaultBranch: 'main',
    });
    made.push(created);
    return created;
  };
  const openMergeRequest = async (branch: string): Promise<MergeRequestKey> => {
    await get(harness).makeBranch(get(repository), branch);
    const input = { repositoryId: get(repository).id, sourceBranch: branch, targetBranch: 'main' };
    const { number } = await get(harness).provider.createMergeRequest({ ...input, title: `Merge ${branch}` });
    return { repositoryId: get(repository).id, number };
  };
  const bench: ConformanceBench = {
    test,
    harness: () => get(harness),
    provider: () => get(harness).provider,
    repository: () => get(repository),
    runId,
    createRepository,
    openMergeRequest,
  };

  test.describe(`${name} as a git provider`, () => {
    test.beforeAll(async () => {
      harness = await open();
      repository = await createRepository('Conformance', true);
    });
    test.afterAll(async () => {
      if (harness === undefined) return;
      try {
        await deleteAll(harness, made, runId);
      } finally {
        await harness.dispose();
      }
    });
    describeAccountConformance(bench);
    describeRepositoryConformance(bench);
    describeSurroundingsConformance(bench);
    describeMergeRequestConformance(bench);
    describeMergeabilityConformance(bench);
    describeDiscussionConformance(bench);
    describeWebhookConformance(bench);
  });
}

/** Deletes what was made, and by its name also what came to be by a call that failed. One that stays keeps none of the others. */
async function deleteAll(harness: ConformanceHarness, made: readonly Repository[], runId: string): Promise<void> {
  const { provider, namespaceId } = harness;
  const deletions = await Promise.allSettled(made.map((one) => harness.deleteRepository(one)));
  const { items } = await provider.listRepositories({ namespaceId, search: runId, limit: 100 });
  const known = new Set(made.map(({ id }) => id));
  for (const one of items) if (!known.has(one.id) && one.name.includes(runId)) await harness.deleteRepository(one);
  for (const deletion of deletions) if (deletion.status === 'rejected') throw deletion.reason;
}
