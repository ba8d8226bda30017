import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateAndSync, openSyncStack, type StackProject, type SyncStack } from '@amplication/test-kit';
import { updateService } from '@amplication/use-cases';
import type { BuildRow } from '@amplication/store';

/** One branch for each owner, in a repository that several projects share. */
describe('sync branches of one repository', () => {
  let stack: SyncStack;
  beforeAll(async () => {
    stack = await openSyncStack();
  });
  afterAll(async () => stack[Symbol.asyncDispose]());

  const open = async (prefix: string, repositoryOf?: StackProject): Promise<StackProject> => {
    const project = await stack.openProject({ services: 1, strategy: 'per-service', repositoryOf });
    stack.setFiles(project.serviceIds[0] ?? '', new Map([[`${prefix}/a.ts`, 'one\n']]));
    return project;
  };
  const branchesOf = (builds: readonly BuildRow[]): readonly (string | undefined)[] =>
    builds.map(({ mergeRequest }) => mergeRequest?.sourceBranch);

  it('differ for two services of one slug, each with its own merge request, and stay when they are renamed', async () => {
    const one = await open('one');
    const two = await open('two', one);
    expect(branchesOf(await generateAndSync(stack, one))).toEqual(['amplication-service-0']);
    expect(branchesOf(await generateAndSync(stack, two))).toEqual(['amplication-service-0-2']);
    for (const project of [one, two]) {
      const [serviceId = ''] = project.serviceIds;
      await updateService(stack.ctx, stack.principal, serviceId, { name: 'Renamed' });
      stack.setFiles(serviceId, new Map([[`${project === one ? 'one' : 'two'}/a.ts`, 'two\n']]));
    }
    expect(await generateAndSync(stack, two)).toMatchObject([
      { state: 'proposed', mergeRequest: { number: 2, sourceBranch: 'amplication-service-0-2' } },
    ]);
    expect(await generateAndSync(stack, one)).toMatchObject([
      { state: 'proposed', mergeRequest: { number: 1, sourceBranch: 'amplication-service-0' } },
    ]);
  });

  it('need no number in another repository', async () => {
    expect(branchesOf(await generateAndSync(stack, await open('three')))).toEqual(['amplication-service-0']);
  });
});
