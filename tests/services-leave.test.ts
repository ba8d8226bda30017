import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '@amplication/domain';
import {
  generate,
  generateAndSync,
  openSyncStack,
  readBranchFile,
  runSync,
  writeBranchFile,
  type StackProject,
  type SyncStack,
} from '@amplication/test-kit';
import {
  createService,
  deleteService,
  listCommits,
  listDepartures,
  listServices,
  overrideServiceGitSettings,
  recordMergeRequest,
  removeFiles,
  removeServiceGitSettings,
  requestRemoval,
  type Job,
} from '@amplication/use-cases';

/** Services that are deleted or go to another repository: what they generated stays until a person wants it gone. */
describe('a service that leaves a repository', () => {
  let stack: SyncStack;
  beforeAll(async () => {
    stack = await openSyncStack();
  });
  afterAll(async () => stack[Symbol.asyncDispose]());

  const departures = ({ projectId }: StackProject) => listDepartures(stack.ctx, stack.principal, projectId);
  const read = (project: StackProject, branch: string, path: string): Promise<string | undefined> =>
    readBranchFile(stack.sandbox, project.repositoryPath, branch, path);
  const toMarker = (serviceId: string): string => `.amplication/${serviceId}.json`;
  const setFiles = (serviceId: string, files: Readonly<Record<string, string>>): void =>
    stack.setFiles(serviceId, new Map(Object.entries(files)));

  const api = async (project: StackProject, path: string, method = 'GET'): Promise<Record<string, unknown>> => {
    const url = `${stack.sandbox.url}/api/v4/projects/${project.externalId}${path}`;
    const response = await fetch(url, { method, headers: { 'private-token': stack.sandbox.tokens.owner } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const merge = async (project: StackProject, number: number): Promise<void> => {
    const path = `/merge_requests/${number}`;
    await expect.poll(async () => (await api(project, path))['detailed_merge_status']).toBe('mergeable');
    await api(project, `${path}/merge`, 'PUT');
  };
  /** Two services whose code is merged; a person has edited one file of the second. */
  const openMerged = async (): Promise<StackProject & { readonly first: string; readonly second: string }> => {
    const project = await stack.openProject({ services: 2 });
    const [first = '', second = ''] = project.serviceIds;
    setFiles(first, { 'first/a.ts': 'one\n' });
    setFiles(second, { 'second/a.ts': 'one\n', 'second/edited.ts': '1\n2\n3\n' });
    await generateAndSync(stack, project);
    await merge(project, 1);
    await writeBranchFile(stack.sandbox, project.repositoryPath, 'main', 'second/edited.ts', '1\nmine\n3\n');
    return { ...project, first, second };
  };
  const takeRemoval = (): Extract<Job, { name: 'remove-files' }> => {
    const index = stack.queue.findIndex((job) => job.name === 'remove-files');
    const [job] = index === -1 ? [] : stack.queue.splice(index, 1);
    if (job?.name !== 'remove-files') throw new Error('No removal was queued.');
    return job;
  };
  const remove = async (departureId: string): Promise<void> => {
    await requestRemoval(stack.ctx, stack.principal, departureId);
    await removeFiles(stack.ctx, takeRemoval().data.departureId, { jobId: randomUUID(), number: 0, isLast: true });
  };

  it('leaves its files when it is deleted, and a merge request removes those that nobody edited when a person asks', async () => {
    const project = await openMerged();
    const { first, second } = project;
    await deleteService(stack.ctx, stack.principal, second);
    const services = await listServices(stack.ctx, stack.principal, project.projectId);
    expect(services.map(({ id }) => id)).toEqual([first]);
    const [left] = await departures(project);
    expect(left).toMatchObject({ serviceId: second, state: 'left', mergeRequest: null });

    // Nobody asked yet: the next build of the other service leaves all alone.
    setFiles(first, { 'first/a.ts': 'two\n' });
    expect(await generateAndSync(stack, project)).toMatchObject([{ state: 'proposed' }]);
    await merge(project, 2);
    expect(await read(project, 'main', 'first/a.ts')).toBe('two\n');
    expect(await read(project, 'main', 'second/a.ts')).toBe('one\n');
    expect(JSON.parse((await read(project, 'main', toMarker(second))) ?? '')).not.toHaveProperty('removed');

    await remove(left?.id ?? '');
    expect(await departures(project)).toMatchObject([
      { state: 'removal-requested', message: null, mergeRequest: { number: 3, state: 'open' } },
    ]);
    expect(await api(project, '/merge_requests/3')).toMatchObject({
      title: expect.stringContaining('chore: remove the files of Service 1'),
      description: expect.stringContaining('The files of Service 1 are removed'),
    });
    expect(await read(project, 'amplication', 'second/a.ts')).toBeUndefined();
    expect(await read(project, 'amplication', 'second/edited.ts')).toBe('1\nmine\n3\n');
    expect(await read(project, 'amplication', 'first/a.ts')).toBe('two\n');
    expect(JSON.parse((await read(project, 'amplication', toMarker(second))) ?? '')).toMatchObject({ removed: true });

    // A build of the other service meanwhile keeps the removal in the merge request.
    setFiles(first, { 'first/a.ts': 'three\n' });
    await generateAndSync(stack, project);
    expect(await read(project, 'amplication', 'second/a.ts')).toBeUndefined();
  });

  it('has its files removed for good when the merge request is merged', async () => {
    const project = await openMerged();
    await writeBranchFile(stack.sandbox, project.repositoryPath, 'main', 'second/edited.ts', '1\n2\n3\n');
    await deleteService(stack.ctx, stack.principal, project.second);
    const [left] = await departures(project);
    await remove(left?.id ?? '');
    await merge(project, 2);
    const [asked] = await departures(project);
    await recordMergeRequest(stack.ctx, asked?.mergeRequest?.id ?? '');
    expect(await departures(project)).toMatchObject([{ state: 'removed' }]);
    expect(await read(project, 'main', 'second/edited.ts')).toBeUndefined();
    await expect(requestRemoval(stack.ctx, stack.principal, left?.id ?? '')).rejects.toMatchObject({
      code: 'conflict',
    });
    // It is no offer any more, and nothing comes back.
    expect(await generateAndSync(stack, project)).toMatchObject([{ state: 'unchanged' }]);
  });

  it('that moves to another repository leaves its files, and goes on there; when it comes back it never left', async () => {
    const project = await openMerged();
    const elsewhere = await stack.openProject({ services: 0 });
    const input = { gitOrganizationId: stack.gitOrganizationId, externalRepositoryId: elsewhere.externalId };
    await overrideServiceGitSettings(stack.ctx, stack.principal, project.second, input);
    expect(await departures(project)).toMatchObject([
      { serviceId: project.second, state: 'left', repository: { fullPath: project.repositoryPath } },
    ]);
    const { commitId: _commitId, sync } = await generate(stack, project, [project.second]);
    await runSync(stack, sync);
    expect(await read(elsewhere, 'amplication', 'second/a.ts')).toBe('one\n');
    expect(await read(project, 'main', 'second/a.ts')).toBe('one\n');

    await removeServiceGitSettings(stack.ctx, stack.principal, project.second);
    expect(await departures(project)).toMatchObject([{ repository: { fullPath: elsewhere.repositoryPath } }]);
    setFiles(project.second, { 'second/a.ts': 'two\n', 'second/edited.ts': '1\n2\n3\n' });
    await generateAndSync(stack, project);
    expect(await read(project, 'amplication', 'second/a.ts')).toBe('two\n');
    expect(await read(project, 'amplication', 'second/edited.ts')).toBe('1\nmine\n3\n');
  });

  it('did not leave when only its settings change, or when it never synced', async () => {
    const project = await openMerged();
    const input = { gitOrganizationId: stack.gitOrganizationId, externalRepositoryId: project.externalId };
    await overrideServiceGitSettings(stack.ctx, stack.principal, project.second, { ...input, commitMessage: 'own' });
    expect(await departures(project)).toEqual([]);
    const fresh = await createService(stack.ctx, stack.principal, project.projectId, {
      name: 'Fresh',
      description: '',
    });
    await deleteService(stack.ctx, stack.principal, fresh.id);
    expect(await departures(project)).toEqual([]);
    // Its name is free again.
    await createService(stack.ctx, stack.principal, project.projectId, { name: 'Fresh', description: '' });
  });

  it('keeps its builds and its conflicts readable after it was deleted', async () => {
    const project = await openMerged();
    await deleteService(stack.ctx, stack.principal, project.second);
    const { items } = await listCommits(stack.ctx, stack.principal, project.projectId, {});
    expect(items[0]?.builds.map(({ serviceId }) => serviceId)).toContain(project.second);
  });

  it('is not deleted while a build of it runs', async () => {
    const project = await openMerged();
    const { sync } = await generate(stack, project);
    await expect(deleteService(stack.ctx, stack.principal, project.second)).rejects.toMatchObject({ code: 'in_use' });
    await runSync(stack, sync);
    await deleteService(stack.ctx, stack.principal, project.second);
    await expect(deleteService(stack.ctx, stack.principal, project.second)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('says why its files could not be removed, and is tried again', async () => {
    const project = await openMerged();
    await deleteService(stack.ctx, stack.principal, project.second);
    const [left] = await departures(project);
    await api(project, '/archive', 'POST');
    await remove(left?.id ?? '');
    expect(await departures(project)).toMatchObject([
      { state: 'removal-requested', message: expect.stringContaining('cannot be used'), mergeRequest: null },
    ]);
    await api(project, '/unarchive', 'POST');
    await remove(left?.id ?? '');
    expect(await departures(project)).toMatchObject([{ message: null, mergeRequest: { number: 2 } }]);
  });

  it('does not exist for somebody else', async () => {
    const project = await openMerged();
    await deleteService(stack.ctx, stack.principal, project.second);
    const [left] = await departures(project);
    const stranger = { userId: randomUUID() as UserId };
    await expect(listDepartures(stack.ctx, stranger, project.projectId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(requestRemoval(stack.ctx, stranger, left?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
    await expect(requestRemoval(stack.ctx, stack.principal, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteService(stack.ctx, stranger, project.first)).rejects.toMatchObject({ code: 'not_found' });
    expect(stack.queue.some((job) => job.name === 'remove-files')).toBe(false);
  });
});
