import { kindOf } from './ask-provider.ts';
import type { ConformanceBench } from './conformance-harness.ts';

/** Declares the tests of branches, members, labels and milestones. */
export function describeSurroundingsConformance(bench: ConformanceBench): void {
  const { test, harness, provider, repository } = bench;
  const { it, expect } = test;
  const where = (): { repositoryId: number } => ({ repositoryId: repository().id });
  const nowhere = { repositoryId: 2_000_000_000 };

  it('lists branches, also by search, and finds one by name', async () => {
    await harness().makeBranch(repository(), 'around/me');
    const names = async (search?: string): Promise<readonly string[]> =>
      (await provider().listBranches({ ...where(), search })).items.map(({ name }) => name);
    expect(await names()).toContain('main');
    expect(await names('around')).toEqual(['around/me']);
    expect(await names('no-such-branch')).toEqual([]);
    const main = { name: 'main', isDefault: true, isProtected: true };
    expect(await provider().findBranch({ ...where(), name: 'main' })).toMatchObject(main);
    const found = await provider().findBranch({ ...where(), name: 'around/me' });
    expect(found).toEqual({ name: 'around/me', isDefault: false, isProtected: false, canPush: true });
    expect(await provider().findBranch({ ...where(), name: 'around' })).toBe(undefined);
    expect(await kindOf(provider().listBranches(nowhere))).toBe('not-found');
  });

  it('lists no branches of an empty repository', async () => {
    const empty = await bench.createRepository('Conformance without branches', false);
    expect((await provider().listBranches({ repositoryId: empty.id })).items).toEqual([]);
  });

  it('lists the members, with those of the groups around', async () => {
    const { id, username } = await provider().getCurrentUser();
    const { items } = await provider().listMembers(where());
    const me = items.find((member) => member.id === id);
    expect(me).toMatchObject({ username });
    expect((me?.accessLevel ?? 0) >= 30).toBe(true);
    expect((await provider().listMembers({ ...where(), search: username })).items.map((one) => one.id)).toContain(id);
    expect(await kindOf(provider().listMembers(nowhere))).toBe('not-found');
  });

  it('lists labels with their colours', async () => {
    const { number } = await bench.openMergeRequest('labelled');
    await provider().updateMergeRequest({ ...where(), number, addLabels: ['conformance'] });
    const { items } = await provider().listLabels({ ...where(), search: 'conformance' });
    expect(items.map(({ name }) => name)).toEqual(['conformance']);
    expect(/^#\w{3,8}$/.test(items[0]?.color ?? '')).toBe(true);
    expect(await kindOf(provider().listLabels(nowhere))).toBe('not-found');
  });

  it('lists milestones, and puts merge requests into them', async () => {
    const milestoneId = await harness().makeMilestone(repository(), 'First milestone');
    const { items } = await provider().listMilestones({ ...where(), search: 'First' });
    expect(items).toEqual([{ id: milestoneId, title: 'First milestone', state: 'active' }]);
    await harness().makeBranch(repository(), 'planned');
    const input = { ...where(), sourceBranch: 'planned', targetBranch: 'main', title: 'Planned', milestoneId };
    const { number, milestoneId: opened } = await provider().createMergeRequest(input);
    expect(opened).toBe(milestoneId);
    const update = (next: number | null | undefined): Promise<{ readonly milestoneId: number | null }> =>
      provider().updateMergeRequest({ ...where(), number, title: `Planned ${next}`, milestoneId: next });
    expect((await update(null)).milestoneId).toBe(null);
    expect((await update(milestoneId)).milestoneId).toBe(milestoneId);
    expect((await update(undefined)).milestoneId).toBe(milestoneId);
    expect((await update(0)).milestoneId).toBe(null);
    expect(await kindOf(provider().listMilestones(nowhere))).toBe('not-found');
  });
}
