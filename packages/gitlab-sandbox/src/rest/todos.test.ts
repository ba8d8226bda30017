import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

it('what is marked to come back to is listed until it is done', async () => {
  const project = await openProject(sandbox);
  await project.change('topic', 'a.txt', 'a\n', 'main');
  await project.open('topic');
  const marked = await project.first('POST', '/todo');
  expect([marked.status, at(marked.body, 'target', 'iid')]).toEqual([201, 1]);
  expect((await project.first('POST', '/todo')).status).toBe(304);
  expect((await sandbox.call('GET', '/todos')).body).toMatchObject([{ state: 'pending', target_type: 'MergeRequest' }]);
  const done = `/todos/${String(at(marked.body, 'id'))}/mark_as_done`;
  expect((await sandbox.call('POST', done, { token: sandbox.tokens.developer })).status).toBe(404);
  expect((await sandbox.call('POST', done)).body).toMatchObject({ state: 'done' });
  expect((await sandbox.call('GET', '/todos')).body).toEqual([]);
  await project.first('POST', '/todo');
  expect((await sandbox.call('POST', '/todos/mark_as_done')).status).toBe(204);
  expect((await sandbox.call('GET', '/todos?state=done')).body).toHaveLength(2);
});
