import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
let sha: unknown;
beforeAll(async () => {
  sandbox = await openSandbox();
  project = await openProject(sandbox);
  sha = await project.tip('main');
  const body = { state: 'success', name: 'ci', ref: 'main', description: 'All is well' };
  await sandbox.call('POST', `${project.path}/statuses/${String(sha)}`, { body });
});
afterAll(() => sandbox.dispose());

const count = async (query: string): Promise<number> =>
  Number((await sandbox.call('GET', `${project.path}/pipelines?${query}`)).headers.get('x-total'));

describe('pipelines', () => {
  it('are found by scope, source and user', async () => {
    for (const query of ['scope=finished', 'scope=branches', 'source=external', 'username=demo'])
      expect([query, await count(query)]).toEqual([query, 1]);
    for (const query of ['scope=running', 'scope=tags', 'source=push', 'username=nobody', 'updated_before=2000-01-01'])
      expect([query, await count(query)]).toEqual([query, 0]);
    for (const name of ['scope', 'source', 'order_by', 'sort', 'status']) {
      const answer = await sandbox.call('GET', `${project.path}/pipelines?${name}=nonsense`);
      expect([answer.status, answer.text]).toEqual([400, `{"error":"${name} does not have a valid value"}`]);
    }
  });

  it('have jobs, each with its commit and what was said as its log', async () => {
    const jobs = await sandbox.call('GET', `${project.path}/jobs?scope[]=success`);
    expect(jobs.body).toMatchObject([{ name: 'ci', commit: { id: sha } }]);
    const path = `${project.path}/jobs/${String(at(jobs.body, 0, 'id'))}`;
    expect((await sandbox.call('GET', path)).body).toMatchObject({ name: 'ci', pipeline: { sha } });
    expect((await sandbox.call('GET', `${path}/trace`)).text).toBe('All is well');
    expect((await sandbox.call('GET', `${project.path}/jobs?scope[]=failed`)).body).toEqual([]);
    expect((await sandbox.call('GET', `${project.path}/jobs/99999`)).status).toBe(404);
  });
});
