import { kindOf, readUntil } from './ask-provider.ts';
import type { ConformanceBench } from './conformance-harness.ts';

/** Declares the tests of what can be merged, and of who approved it. */
export function describeMergeabilityConformance(bench: ConformanceBench): void {
  const { test, harness, provider, repository } = bench;
  const { it, expect } = test;

  it('finds out whether a merge request can be merged when asked', async () => {
    const where = await bench.openMergeRequest('asked');
    const { mergeability } = await provider().waitForMergeability(where);
    expect(mergeability).toBe('mergeable');
    await provider().updateMergeRequest({ ...where, state: 'closed' });
    expect(await provider().waitForMergeability(where)).toMatchObject({
      mergeability: 'blocked',
      mergeabilityDetail: 'not_open',
    });
  });

  it('finds out that it conflicts, also as a draft', async () => {
    const file = { path: 'same.txt' };
    await harness().makeBranch(repository(), 'ours', { ...file, content: 'ours\n' });
    await harness().makeBranch(repository(), 'theirs', { ...file, content: 'theirs\n' });
    const { number } = await provider().createMergeRequest({
      repositoryId: repository().id,
      sourceBranch: 'ours',
      targetBranch: 'theirs',
      title: 'Both',
    });
    const where = { repositoryId: repository().id, number };
    expect((await provider().waitForMergeability(where)).mergeability).toBe('conflicted');
    await provider().updateMergeRequest({ ...where, isDraft: true });
    const draft = await readUntil(provider(), where, (one) => one.mergeability === 'conflicted');
    expect(draft.mergeability).toBe('conflicted');
  });

  it('waits no longer than it is told to', async () => {
    const where = await bench.openMergeRequest('impatient');
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
    await provider().waitForMergeability(where, { timeoutMs: 300, wait });
    expect(waits.reduce((sum, one) => sum + one, 0) <= 300).toBe(true);
    expect(await kindOf(provider().waitForMergeability({ ...where, number: 999_999 }))).toBe('not-found');
  });

  it('knows the commits of a difference once it is made', async () => {
    const where = await bench.openMergeRequest('refs');
    const { diffRefs, sourceTip } = await readUntil(provider(), where, (one) => one.diffRefs !== null);
    expect(diffRefs?.headSha).toBe(sourceTip);
    expect(diffRefs?.baseSha).toBe(diffRefs?.startSha);
  });

  it('knows who approved a merge request', async (context) => {
    const where = await bench.openMergeRequest('approved');
    expect(await kindOf(provider().getApprovals({ ...where, number: 999_999 }))).toBe('not-found');
    const approvals = await provider().getApprovals(where);
    if (approvals === undefined) return context.skip('This edition requires no approvals.');
    expect(approvals.approvedBy).toEqual([]);
    expect(approvals.left).toBe(approvals.required);
  });
}
