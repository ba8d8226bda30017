import type { MergeRequest } from '../merge-requests.ts';
import { kindOf } from './ask-provider.ts';
import type { ConformanceBench } from './conformance-harness.ts';

/** Declares the tests of merge requests. */
export function describeMergeRequestConformance(bench: ConformanceBench): void {
  const { test, harness, provider, repository } = bench;
  const { it, expect } = test;

  it('opens one merge request per pair of branches, and changes it', async () => {
    await harness().makeBranch(repository(), 'topic');
    const pair = { repositoryId: repository().id, sourceBranch: 'topic', targetBranch: 'main' };
    const opened = await provider().createMergeRequest({
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
    expect(await kindOf(provider().createMergeRequest({ ...pair, title: 'Again' }))).toBe('conflict');
    const where = { repositoryId: repository().id, number: opened.number };
    await provider().updateMergeRequest({ ...where, title: 'Draft: Changed', addLabels: ['two'] });
    expect(await provider().getMergeRequest(where)).toMatchObject({
      title: 'Draft: Changed',
      isDraft: true,
      labels: ['one', 'two'],
    });
    const listed = await provider().listMergeRequests({
      repositoryId: repository().id,
      sourceBranch: 'topic',
      state: 'open',
    });
    expect(listed.map((one) => one.number)).toEqual([opened.number]);
  });

  it('closes and reopens a merge request', async () => {
    await harness().makeBranch(repository(), 'closing');
    const input = { repositoryId: repository().id, sourceBranch: 'closing', targetBranch: 'main', title: 'Close me' };
    const { number } = await provider().createMergeRequest(input);
    const where = { repositoryId: repository().id, number };
    expect((await provider().updateMergeRequest({ ...where, state: 'closed' })).state).toBe('closed');
    const open = await provider().listMergeRequests({
      repositoryId: repository().id,
      sourceBranch: 'closing',
      state: 'open',
    });
    expect(open).toEqual([]);
    expect((await provider().updateMergeRequest({ ...where, state: 'open' })).state).toBe('open');
  });

  it('marks a merge request as a draft and as ready, and leaves the rest of its title', async () => {
    const where = await bench.openMergeRequest('drafted');
    const update = (input: object): Promise<MergeRequest> => provider().updateMergeRequest({ ...where, ...input });
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
    const missing = provider().updateMergeRequest({ ...where, number: 999_999, isDraft: true });
    expect(await kindOf(missing)).toBe('not-found');
  });

  it('sets who works on a merge request, and what merging does', async () => {
    const { id } = await provider().getCurrentUser();
    await harness().makeBranch(repository(), 'staffed');
    const people = { assigneeIds: [id], reviewerIds: [id], squash: true, removeSourceBranch: true };
    const opened = await provider().createMergeRequest({
      repositoryId: repository().id,
      sourceBranch: 'staffed',
      targetBranch: 'main',
      title: 'Staffed',
      ...people,
    });
    expect(opened).toMatchObject(people);
    const none = { assigneeIds: [], reviewerIds: [], squash: false, removeSourceBranch: false };
    const where = { repositoryId: opened.repositoryId, number: opened.number };
    const changed = await provider().updateMergeRequest({ ...where, ...none });
    expect(changed).toMatchObject(none);
    const again = await provider().updateMergeRequest({ ...where, assigneeIds: [id] });
    expect(again).toMatchObject({ ...none, assigneeIds: [id] });
  });

  it('knows who closed a merge request', async () => {
    const { id } = await provider().getCurrentUser();
    const where = await bench.openMergeRequest('closed-by');
    expect((await provider().getMergeRequest(where)).closedById).toBe(null);
    expect((await provider().updateMergeRequest({ ...where, state: 'closed' })).closedById).toBe(id);
    expect((await provider().updateMergeRequest({ ...where, state: 'open' })).closedById).toBe(null);
  });

  it('tells what is not there', async () => {
    expect(await kindOf(provider().getMergeRequest({ repositoryId: repository().id, number: 999_999 }))).toBe(
      'not-found',
    );
    expect(await kindOf(provider().listMergeRequests({ repositoryId: 2_000_000_000, sourceBranch: 'x' }))).toBe(
      'not-found',
    );
  });
}
