import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
let refs: Record<string, unknown>;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox);
  await project.change('main', 'code.ts', 'one\ntwo\nthree\nfour\n');
  await project.change('topic', 'code.ts', 'one\nTWO\nthree\nfour\nfive\n', 'main');
  await project.open('topic');
  refs = at(await project.settled(), 'diff_refs') as Record<string, unknown>;
});

const begin = (body: object) => project.first('POST', '/discussions', body);
const positionOf = (more: object) => ({
  position: { position_type: 'text', new_path: 'code.ts', old_path: 'code.ts', ...refs, ...more },
});

describe('discussions', () => {
  it('begin without a line, are answered, and are resolved with all their notes', async () => {
    const begun = await begin({ body: 'Look' });
    expect(begun.status).toBe(201);
    expect(begun.body).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      individual_note: false,
      notes: [{ type: 'DiscussionNote', body: 'Look', resolvable: true, resolved: false, resolved_by: null }],
    });
    const thread = `/discussions/${at(begun.body, 'id')}`;
    const answer = await project.first('POST', `${thread}/notes`, { body: 'Seen' });
    expect([answer.status, at(answer.body, 'body')]).toEqual([201, 'Seen']);
    const resolved = await project.first('PUT', `${thread}?resolved=true`);
    expect(resolved.status).toBe(200);
    expect(resolved.body).toMatchObject({
      notes: [
        { resolved: true, resolved_by: { username: 'demo' } },
        { resolved: true, resolved_at: expect.any(String) as string },
      ],
    });
    expect(at((await project.first('POST', `${thread}/notes`, { body: 'Thanks' })).body, 'resolved')).toBe(true);
    const reopened = await project.first('PUT', thread, { resolved: false });
    expect(at(reopened.body, 'notes', 0)).toMatchObject({ resolved: false, resolved_by: null, resolved_at: null });
    expect((await project.first('GET', thread)).body).toEqual(reopened.body);
  });

  it.each([
    ['an added line', { new_line: 2 }],
    ['a line added at the end', { new_line: 5 }],
    ['a removed line', { old_line: 2 }],
    ['an unchanged line', { old_line: 3, new_line: 3 }],
  ])('begin at %s', async (_name, lines) => {
    const begun = await begin({ body: '```suggestion\nTwo\n```', ...positionOf(lines) });
    expect(begun.status).toBe(201);
    expect(at(begun.body, 'notes', 0)).toMatchObject({
      type: 'DiffNote',
      resolvable: true,
      position: { new_path: 'code.ts', position_type: 'text', ...refs, ...lines },
    });
  });

  it.each([
    ['an unchanged line by its new number only', { new_line: 3 }],
    ['numbers that do not belong together', { old_line: 3, new_line: 4 }],
    ['a line beyond the end', { new_line: 99 }],
    ['no line', {}],
    ['a file that is not changed', { new_path: 'README.md', old_path: 'README.md', new_line: 1 }],
    ['a commit that is not there', { new_line: 2, head_sha: '1'.repeat(40) }],
  ])('are refused at %s', async (_name, lines) => {
    const refused = await begin({ body: 'x', ...positionOf(lines) });
    expect([refused.status, refused.text]).toEqual([
      400,
      `{"message":"400 Bad request - Note {:line_code=>[\\"can't be blank\\", \\"must be a valid line code\\"]}"}`,
    ]);
    expect(at((await project.first('GET')).body, 'user_notes_count')).toBe(0);
  });

  it('take a position as a form too, and name what is missing of one', async () => {
    const fields = Object.entries({ position_type: 'text', new_path: 'code.ts', new_line: '2', ...refs });
    const form = new URLSearchParams(
      fields.map(([name, value]): [string, string] => [`position[${name}]`, `${value}`]),
    );
    const begun = await project.first('POST', `/discussions?body=Form&${form}`);
    expect(at(begun.body, 'notes', 0, 'type')).toBe('DiffNote');
    expect((await begin({ body: 'x', position: { position_type: 'text', head_sha: 'x' } })).text).toBe(
      '{"error":"position[base_sha] is missing, position[start_sha] is missing"}',
    );
  });

  it('are listed page by page, oldest first, with comments by themselves', async () => {
    await project.first('POST', '/notes', { body: 'Comment' });
    await begin({ body: 'Thread' });
    const list = await project.first('GET', '/discussions?per_page=1');
    expect(list.headers.get('x-total')).toBe('2');
    expect(list.body).toMatchObject([
      { individual_note: true, notes: [{ type: null, resolvable: false, system: false }] },
    ]);
    expect(at(list.body, 0, 'notes', 0)).not.toHaveProperty('resolved');
    expect(list.headers.get('link')).toContain('rel="next"');
    const next = await project.first('GET', '/discussions?per_page=1&page=2');
    expect(at(next.body, 0, 'notes', 0, 'body')).toBe('Thread');
    const comment = at(list.body, 0, 'id');
    expect((await project.first('PUT', `/discussions/${comment}`, { resolved: true })).status).toBe(403);
    await project.first('POST', `/discussions/${comment}/notes`, { body: 'Answer' });
    expect((await project.first('GET', `/discussions/${comment}`)).body).toMatchObject({ individual_note: false });
  });

  it('count as open until they are resolved, and block the merge where the project says so', async () => {
    const begun = await begin({ body: 'Look' });
    expect(await project.settled()).toMatchObject({
      user_notes_count: 1,
      blocking_discussions_resolved: false,
      detailed_merge_status: 'mergeable',
    });
    await project.put({ only_allow_merge_if_all_discussions_are_resolved: true });
    expect(await project.settled()).toMatchObject({ detailed_merge_status: 'discussions_not_resolved' });
    expect((await project.first('PUT', '/merge')).status).toBe(405);
    await project.first('PUT', `/discussions/${at(begun.body, 'id')}`, { resolved: true });
    expect(await project.settled()).toMatchObject({
      blocking_discussions_resolved: true,
      detailed_merge_status: 'mergeable',
    });
    expect((await project.first('PUT', '/merge')).status).toBe(200);
  });

  it('have notes that their authors and maintainers change and delete', async () => {
    const begun = await begin({ body: 'Loook' });
    const note = `/notes/${at(begun.body, 'notes', 0, 'id')}`;
    const inThread = `/discussions/${at(begun.body, 'id')}${note}`;
    const { developer } = sandbox.tokens;
    expect((await project.first('PUT', note, { body: 'x' }, developer)).status).toBe(403);
    expect((await project.first('DELETE', inThread, undefined, developer)).status).toBe(403);
    expect(at((await project.first('PUT', note, { body: 'Look' })).body, 'body')).toBe('Look');
    expect(at((await project.first('PUT', inThread, { resolved: true })).body, 'resolved')).toBe(true);
    expect((await project.first('PUT', inThread, {})).status).toBe(400);
    expect((await project.first('PUT', inThread, { body: 'x', resolved: true })).status).toBe(400);
    expect((await project.first('DELETE', note)).status).toBe(204);
    expect((await project.first('GET', note)).text).toBe('{"message":"404 Not found"}');
    expect((await project.first('GET', '/discussions')).body).toEqual([]);
  });

  it('refuse in the words of GitLab', async () => {
    expect((await begin({})).text).toBe('{"error":"body is missing"}');
    expect((await begin({ body: ' ' })).text).toContain('Note {:note=>[\\"can\'t be blank\\"]}');
    expect((await project.first('GET', '/discussions/nope')).text).toBe('{"message":"404 Discussion Not Found"}');
    expect((await project.first('PUT', '/discussions/nope', {})).text).toBe('{"error":"resolved is missing"}');
    expect((await project.first('POST', '/discussions', { body: 'x' }, sandbox.tokens.guest)).status).toBe(403);
    await project.first('PUT', '', { state_event: 'close' });
    const told = at((await project.first('GET', '/discussions')).body, 0);
    expect(told).toMatchObject({ individual_note: true, notes: [{ system: true, body: 'closed' }] });
    const answer = await project.first('POST', `/discussions/${at(told, 'id')}/notes`, { body: 'x' });
    expect(answer.text).toBe('{"message":"400 Bad request - Discussion can not be replied to."}');
  });

  it('are told of drafts, titles and pushes by notes that nobody counts', async () => {
    await project.first('PUT', '', { title: 'Draft: Other' });
    await project.change('topic', 'more.ts', 'x\n');
    const notes = (await project.first('GET', '/notes?sort=asc')).body as unknown[];
    expect(notes.map((note) => [at(note, 'system'), String(at(note, 'body')).split('\n', 1)[0]])).toEqual([
      [true, 'changed title from **Change** to **Draft: Other**'],
      [true, 'marked this merge request as **draft**'],
      [true, 'added 1 commit'],
    ]);
    expect(at((await project.first('GET')).body, 'user_notes_count')).toBe(0);
  });
});
