import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
beforeAll(async () => {
  sandbox = await openSandbox();
  project = await openProject(sandbox);
  await project.change('topic', 'a.txt', 'a\n', 'main');
  await project.open('topic', { labels: 'bug' });
  await project.first('POST', '/approve', {}, sandbox.tokens.maintainer);
});
afterAll(() => sandbox.dispose());

const list = (query: string) => sandbox.call('GET', `${project.path}/merge_requests?${query}`);
const count = async (query: string): Promise<number> => Number((await list(query)).headers.get('x-total'));

describe('lists of merge requests', () => {
  it('leave out what is not wanted, and know who approved', async () => {
    const found = [
      'not[labels]=other',
      'not[author_id]=2',
      'approved_by_ids[]=2',
      'approved_by_usernames[]=maintainer',
    ];
    for (const query of found) expect([query, await count(query)]).toEqual([query, 1]);
    const missed = [
      'not[labels]=bug',
      'not[author_username]=demo',
      'approved_by_ids[]=1',
      'approved_by_ids=None',
      'approved_by_usernames[]=nobody',
    ];
    for (const query of missed) expect([query, await count(query)]).toEqual([query, 0]);
    expect((await list('view=nonsense')).text).toBe('{"error":"view does not have a valid value"}');
  });

  it('and single ones have their fields in the order of GitLab', async () => {
    const one = await project.first(
      'GET',
      '?render_html=true&include_rebase_in_progress=true&include_diverged_commits_count=true',
    );
    const names = Object.keys(one.body as object).join(' ');
    expect(names).toContain('closed_at title_html description_html target_branch');
    expect(names).toContain('merge_error rebase_in_progress diverged_commits_count first_contribution');
    const text_color = at((await list('with_labels_details=true')).body, 0, 'labels', 0, 'text_color');
    expect(text_color).toMatch(/^#/);
  });

  it('are not opened with a description that is too long', async () => {
    await project.change('long', 'b.txt', 'b\n', 'main');
    const answer = await project.open('long', { description: 'x'.repeat(1_048_577) });
    expect([answer.status, answer.text]).toEqual([
      400,
      '{"message":{"description":["is too long (maximum is 1048576 characters)"]}}',
    ]);
  });

  it('and all that can be deleted stay when they changed since', async () => {
    const headers = { 'if-unmodified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' };
    for (const path of [
      `${project.path}/merge_requests/1`,
      `${project.path}/repository/branches/topic`,
      project.path,
    ]) {
      const answer = await sandbox.call('DELETE', path, { headers });
      expect([answer.status, answer.text]).toEqual([412, '{"message":"412 Precondition Failed"}']);
    }
  });
});
