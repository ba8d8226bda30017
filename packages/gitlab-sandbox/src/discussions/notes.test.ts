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
  await project.change('topic', 'a.txt', 'one\ntwo\nthree\n', 'main');
  await project.open('topic');
  await project.settled();
});

const write = (body: string, more: object = {}) => project.first('POST', '/notes', { body, ...more });

describe('quick actions', () => {
  it('alone do what they say and leave no note', async () => {
    const done = await write('/title Draft: Other\n/label ~bug ~"two words"\n/assign @developer');
    expect([done.status, at(done.body, 'commands_changes', 'title')]).toEqual([202, 'Draft: Other']);
    expect(at(done.body, 'summary')).toHaveLength(3);
    expect((await project.first('GET')).body).toMatchObject({
      title: 'Draft: Other',
      draft: true,
      labels: ['bug', 'two words'],
      assignees: [{ username: 'developer' }],
    });
    expect((await project.first('GET', '/notes?activity_filter=only_comments')).body).toEqual([]);
  });

  it('between text are done and left out; what is no command, or code, stays', async () => {
    const done = await write('Done.\n/close\n/nonsense\n```\n/reopen\n```');
    expect([done.status, at(done.body, 'body')]).toEqual([201, 'Done.\n/nonsense\n```\n/reopen\n```']);
    expect(at(done.body, 'commands_changes')).toEqual({ state_event: 'close' });
    expect(at((await project.first('GET')).body, 'state')).toBe('closed');
  });

  it('approve and merge', async () => {
    await project.first('POST', '/notes', { body: '/approve' }, sandbox.tokens.developer);
    expect((await project.first('GET', '/approvals')).body).toMatchObject({
      approved_by: [{ user: { username: 'developer' } }],
    });
    expect((await write('/merge')).status).toBe(202);
    expect(at((await project.first('GET')).body, 'state')).toBe('merged');
  });
});

describe('notes', () => {
  it('that are internal are hidden from guests, and can be sorted and picked', async () => {
    await write('First');
    await write('Inside', { internal: true });
    const bodies = async (query: string): Promise<unknown[]> =>
      ((await project.first('GET', `/notes?${query}`)).body as unknown[]).map((note) => at(note, 'body'));
    expect(await bodies('sort=asc&activity_filter=only_comments')).toEqual(['First', 'Inside']);
    expect(await bodies('activity_filter=only_activity')).toEqual([]);
    expect((await project.first('GET', '/notes?sort=sideways')).text).toBe(
      '{"error":"sort does not have a valid value"}',
    );
    expect((await project.first('GET', '/notes')).body).toMatchObject([{ internal: true, confidential: true }, {}]);
    const blank = await write('');
    expect([blank.status, blank.text]).toEqual([
      400,
      '{"message":"400 Bad request - Note {:note=>[\\"can\'t be blank\\"]}"}',
    ]);
  });
});

describe('suggestions', () => {
  const suggest = async (text: string, line = 2) => {
    const refs = at((await project.first('GET')).body, 'diff_refs') as object;
    const position = { position_type: 'text', new_path: 'a.txt', old_path: 'a.txt', new_line: line, ...refs };
    const begun = await project.first('POST', '/discussions', { body: text, position });
    return at(begun.body, 'notes', 0, 'suggestions', 0);
  };

  it('are applied as a commit by who may push', async () => {
    const suggestion = await suggest('```suggestion:-0+1\nTWO\n```');
    expect(suggestion).toMatchObject({
      from_line: 2,
      to_line: 3,
      from_content: 'two\nthree\n',
      to_content: 'TWO\n',
      applied: false,
    });
    const path = `/suggestions/${String(at(suggestion, 'id'))}/apply`;
    expect((await sandbox.call('PUT', path, { token: sandbox.tokens.guest })).status).toBe(403);
    const applied = await sandbox.call('PUT', path, { body: { commit_message: 'As said' } });
    expect([applied.status, at(applied.body, 'applied')]).toEqual([200, true]);
    expect((await sandbox.call('GET', `${project.path}/repository/files/a.txt/raw?ref=topic`)).text).toBe('one\nTWO\n');
    expect((await sandbox.call('GET', `${project.path}/repository/commits/topic`)).body).toMatchObject({
      title: 'As said',
    });
    expect((await sandbox.call('PUT', path)).status).toBe(400);
  });

  it('cannot be applied when the lines have changed, or are unknown', async () => {
    const suggestion = await suggest('```suggestion\nTWO\n```');
    await project.change('topic', 'a.txt', 'one\nother\nthree\n');
    const refused = await sandbox.call('PUT', `/suggestions/${String(at(suggestion, 'id'))}/apply`);
    expect([refused.status, refused.text]).toEqual([400, '{"message":"A file has been changed."}']);
    expect((await sandbox.call('PUT', '/suggestions/99999/apply')).text).toBe('{"message":"404 Suggestion Not Found"}');
  });
});

describe('notes', () => {
  it('are dated as their writer says, and merge no other head than the one that was seen', async () => {
    const dated = await write('Long ago', { created_at: '2020-01-01T00:00:00Z' });
    expect(dated.body).toMatchObject({ created_at: '2020-01-01T00:00:00.000Z' });
    const refused = await write('/merge', { merge_request_diff_head_sha: '0'.repeat(40) });
    expect(refused.status).toBe(409);
    expect(at((await project.first('GET')).body, 'state')).toBe('opened');
  });
});
