import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox);
  const body = { title: 'Broken', labels: 'bug,urgent', assignee_ids: [3] };
  expect((await sandbox.call('POST', `${project.path}/issues`, { body })).status).toBe(201);
});

const issue = (method: string, path = '', body?: object, token = sandbox.tokens.owner) =>
  sandbox.call(method, `${project.path}/issues/1${path}`, { token, ...(body === undefined ? {} : { body }) });
const list = async (query: string): Promise<number> =>
  Number((await sandbox.call('GET', `${project.path}/issues?${query}`)).headers.get('x-total'));

describe('issues', () => {
  it('are found by people, labels, text, times and their opposites', async () => {
    const found = ['author_id=1', 'assignee_username[]=developer', 'labels=bug', 'search=brok', 'not[labels]=other'];
    for (const query of found) expect([query, await list(query)]).toEqual([query, 1]);
    const missed = [
      'author_username=developer',
      'assignee_id=None',
      'labels=None',
      'search=broken&in=description',
      'created_after=2100-01-01',
      'milestone=Any',
      'not[labels]=bug',
      'not[author_username]=demo',
      'issue_type=incident',
      'confidential=true',
    ];
    for (const query of missed) expect([query, await list(query)]).toEqual([query, 0]);
    const answer = await sandbox.call('GET', `${project.path}/issues?issue_type=nonsense`);
    expect([answer.status, answer.text]).toEqual([400, '{"error":"issue_type does not have a valid value"}']);
  });

  it('show their labels as objects when asked, are counted, and are found from the group', async () => {
    const detailed = await sandbox.call('GET', `${project.path}/issues?with_labels_details=true`);
    expect(detailed.body).toMatchObject([{ labels: [{ name: 'bug' }, { name: 'urgent' }] }]);
    expect((await issue('PUT', '', { state_event: 'close' })).body).toMatchObject({ state: 'closed' });
    expect((await sandbox.call('GET', `${project.path}/issues_statistics`)).body).toEqual({
      statistics: { counts: { all: 1, closed: 1, opened: 0 } },
    });
    const ofGroup = (await sandbox.call('GET', '/groups/acme/issues?state=closed')).body as unknown[];
    expect(ofGroup.map((one) => at(one, 'project_id'))).toContain(project.id);
  });

  it('are not changed by nothing', async () => {
    const answer = await issue('PUT', '', {});
    expect([answer.status, at(answer.body, 'error')]).toEqual([
      400,
      expect.stringMatching(/^title, .* are missing, at least one parameter must be provided$/) as string,
    ]);
  });

  it('have comments that their writers and maintainers change and delete', async () => {
    const id = String(at((await issue('POST', '/notes', { body: 'one' })).body, 'id'));
    expect((await issue('PUT', `/notes/${id}`, { body: 'two' }, sandbox.tokens.developer)).status).toBe(403);
    expect((await issue('PUT', `/notes/${id}`, { body: 'two' })).body).toMatchObject({ body: 'two' });
    expect((await issue('GET', '/discussions')).body).toMatchObject([
      { individual_note: true, notes: [{ body: 'two' }] },
    ]);
    expect((await issue('DELETE', `/notes/${id}`)).status).toBe(204);
    expect((await issue('GET', `/notes/${id}`)).text).toBe('{"message":"404 Not found"}');
  });

  it('are followed once', async () => {
    expect((await issue('POST', '/subscribe', {}, sandbox.tokens.developer)).status).toBe(201);
    expect((await issue('POST', '/subscribe', {}, sandbox.tokens.developer)).status).toBe(304);
  });
});
