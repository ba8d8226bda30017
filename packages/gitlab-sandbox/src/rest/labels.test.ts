import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

it('labels are counted only when asked, closed issues too', async () => {
  const { path } = await openProject(sandbox);
  await sandbox.call('POST', `${path}/issues`, { body: { title: 'One', labels: 'bug' } });
  await sandbox.call('PUT', `${path}/issues/1`, { body: { state_event: 'close' } });
  const plain = at((await sandbox.call('GET', `${path}/labels`)).body, 0);
  expect(plain).toMatchObject({ name: 'bug', is_project_label: true });
  expect(plain).not.toHaveProperty('open_issues_count');
  const counted = at((await sandbox.call('GET', `${path}/labels?with_counts=true`)).body, 0);
  expect(counted).toMatchObject({ open_issues_count: 0, closed_issues_count: 1, open_merge_requests_count: 0 });
});
