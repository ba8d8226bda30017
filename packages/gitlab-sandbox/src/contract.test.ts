import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, request, type Answer, type TestSandbox } from './testing/open-sandbox.ts';
import { openProject, type TestProject } from './testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
let groupId: unknown;
beforeAll(async () => {
  sandbox = await openSandbox();
  groupId = at((await sandbox.call('GET', '/groups/acme')).body, 'id');
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox);
});

const told = ({ status, text }: Answer): readonly [number, string] => [status, text];
const oauth = (path: string, fields: Record<string, string>): Promise<Answer> =>
  request(`${sandbox.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
const client = (): Record<string, string> => ({
  client_id: sandbox.oauthApplication.clientId,
  client_secret: sandbox.oauthApplication.clientSecret,
});
const asDeveloper = () => ({ token: sandbox.tokens.developer });

/** Tokens as a browser gets them: sign in, consent, redeem the code. */
const authorize = async (): Promise<Record<string, string>> => {
  const origin = { origin: sandbox.url };
  const signedIn = await request(`${sandbox.url}/users/sign_in`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'demo' }),
    headers: origin,
  });
  const [redirectUri = ''] = sandbox.oauthApplication.redirectUris;
  const asked = { client_id: client()['client_id'] ?? '', redirect_uri: redirectUri, response_type: 'code' };
  const consented = await request(`${sandbox.url}/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams({ ...asked, scope: 'api', decision: 'authorize' }),
    headers: { ...origin, cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' },
  });
  const code = new URL(consented.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const redeemed = await oauth('/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    ...client(),
  });
  return redeemed.body as Record<string, string>;
};

/** What imitations of GitLab get wrong most often, one test each, numbered as in the contract. */
describe('the usual mistakes', () => {
  it('1. a duplicate project is 400 with an object as message, a duplicate merge request 409 with a list', async () => {
    const taken = await sandbox.call('POST', '/projects', { body: { name: 'Twin', namespace_id: groupId } });
    expect(taken.status).toBe(201);
    const twin = await sandbox.call('POST', '/projects', { body: { name: 'Twin', namespace_id: groupId } });
    expect([twin.status, at(twin.body, 'message', 'name')]).toEqual([400, ['has already been taken']]);
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    expect(told(await project.open('topic'))).toEqual([
      409,
      '{"message":["Another open merge request already exists for this source branch: !1"]}',
    ]);
  });

  it('2. each thing that is not there is told in its own words', async () => {
    expect(told(await sandbox.call('GET', `${project.path}/merge_requests/99`))).toEqual([
      404,
      '{"message":"404 Not found"}',
    ]);
    expect(told(await sandbox.call('GET', `${project.path}/hooks/99`))).toEqual([404, '{"message":"404 Not found"}']);
    expect(told(await sandbox.call('GET', '/projects/99999'))).toEqual([404, '{"message":"404 Project Not Found"}']);
    expect(told(await sandbox.call('GET', '/no/such/route'))).toEqual([404, '{"error":"404 Not Found"}']);
  });

  it('3. invisible is 404, not allowed is 403, and who may not merge is told 401', async () => {
    const own = at((await sandbox.call('POST', '/projects', { body: { name: 'Mine alone' } })).body, 'id');
    expect((await sandbox.call('GET', `/projects/${own}`, asDeveloper())).status).toBe(404);
    expect((await sandbox.call('GET', `${project.path}/hooks`, asDeveloper())).status).toBe(403);
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    await project.settled();
    expect(told(await project.first('PUT', '/merge', {}, sandbox.tokens.developer))).toEqual([
      401,
      '{"message":"401 Unauthorized"}',
    ]);
  });

  it('4. not mergeable is 405, and a head that moved is 409', async () => {
    await project.change('topic', 'README.md', 'topic\n', 'main');
    await project.open('topic');
    const head = await project.tip('topic');
    expect(told(await project.first('PUT', '/merge', { sha: '0'.repeat(40) }))).toEqual([
      409,
      `{"message":"SHA does not match HEAD of source branch: ${String(head)}"}`,
    ]);
    await project.change('main', 'README.md', 'main\n');
    expect(await project.settled()).toMatchObject({ detailed_merge_status: 'conflict', has_conflicts: true });
    expect(told(await project.first('PUT', '/merge'))).toEqual([405, '{"message":"405 Method Not Allowed"}']);
  });

  it('5. counts of changes are texts, labels are texts, ids are numbers, and nothing is merged before it is', async () => {
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic', { labels: 'one,two' });
    expect(await project.settled()).toMatchObject({
      changes_count: '1',
      labels: ['one', 'two'],
      id: expect.any(Number) as number,
      merge_commit_sha: null,
    });
    const merged = await project.first('PUT', '/merge');
    expect(at(merged.body, 'merge_commit_sha')).toMatch(/^[0-9a-f]{40}$/);
  });

  it('6. the ends of a list have empty headers, links repeat all parameters, and pages are capped in silence', async () => {
    const first = await sandbox.call('GET', '/projects?per_page=1&search=&membership=true');
    expect(first.headers.get('x-prev-page')).toBe('');
    const links = [...(first.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)];
    expect(links.map(([, , rel]) => rel)).toEqual(['next', 'first', 'last']);
    const names = [...new URL(links[0]?.[1] ?? '').searchParams.keys()];
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining(['membership', 'order_by', 'page', 'per_page', 'search', 'sort']));
    const branches = await sandbox.call('GET', `${project.path}/repository/branches`);
    expect(branches.headers.get('link')).toContain(`?id=${project.id}&page=1&per_page=20>; rel="first"`);
    expect([branches.headers.get('x-next-page'), branches.headers.get('x-total-pages')]).toEqual(['', '1']);
    expect((await sandbox.call('GET', '/projects?per_page=1000')).headers.get('x-per-page')).toBe('100');
  });

  it('7. a refresh kills the old access token at once, and a spent refresh token, a wrong secret and an unknown token are told apart', async () => {
    const old = await authorize();
    expect(old['token_type']).toBe('Bearer');
    const refresh = () =>
      oauth('/oauth/token', { grant_type: 'refresh_token', refresh_token: old['refresh_token'] ?? '', ...client() });
    const fresh = await refresh();
    expect(fresh.status).toBe(200);
    expect((await sandbox.call('GET', '/user', { token: old['access_token'] ?? '' })).status).toBe(401);
    const spent = await refresh();
    expect([spent.status, at(spent.body, 'error')]).toEqual([400, 'invalid_grant']);
    expect((await sandbox.call('GET', '/user', { token: String(at(fresh.body, 'access_token')) })).status).toBe(200);
    const wrong = await oauth('/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'x' });
    expect([wrong.status, at(wrong.body, 'error')]).toEqual([401, 'invalid_client']);
    expect(told(await oauth('/oauth/revoke', { token: 'unknown', ...client() }))).toEqual([200, '{}']);
  });

  it('8. mergeability begins unknown, only reading one merge request finds it out, and a push forgets it', async () => {
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    const statusInList = async (): Promise<unknown> => {
      await sandbox.drain();
      return at((await sandbox.call('GET', `${project.path}/merge_requests`)).body, 0, 'detailed_merge_status');
    };
    expect(await statusInList()).toBe('preparing');
    expect(await statusInList()).toBe('preparing');
    expect(at((await project.first('GET')).body, 'detailed_merge_status')).toBe('checking');
    expect(await statusInList()).toBe('mergeable');
    await project.change('topic', 'b.txt', 'b\n');
    expect(await statusInList()).toBe('unchecked');
    await sandbox.call('GET', `${project.path}/merge_requests?with_merge_status_recheck=true`);
    expect(await statusInList()).toBe('mergeable');
  });

  it('9. how far it is behind and whether it is being rebased is told only to who asks', async () => {
    await project.change('topic', 'a.txt', 'a\n', 'main');
    await project.open('topic');
    const plain = (await project.first('GET')).body;
    expect(plain).not.toHaveProperty('diverged_commits_count');
    expect(plain).not.toHaveProperty('rebase_in_progress');
    const asked = await project.first('GET', '?include_diverged_commits_count=true&include_rebase_in_progress=true');
    expect(asked.body).toMatchObject({ diverged_commits_count: 0, rebase_in_progress: false });
  });

  it('10. the default branch is protected from the start', async () => {
    const branch = await sandbox.call('GET', `${project.path}/repository/branches/main`, asDeveloper());
    expect(branch.body).toMatchObject({ protected: true, default: true, can_push: false, developers_can_push: false });
    const commit = {
      branch: 'main',
      commit_message: 'm',
      actions: [{ action: 'create', file_path: 'x', content: '' }],
    };
    expect(
      told(await sandbox.call('POST', `${project.path}/repository/commits`, { ...asDeveloper(), body: commit })),
    ).toEqual([403, '{"message":"403 Forbidden - You are not allowed to push into this branch"}']);
  });

  it('11. hooks never show a token, are told of pushes by default, and refuse a bad address', async () => {
    const hooks = `${project.path}/hooks`;
    const made = await sandbox.call('POST', hooks, { body: { url: 'http://127.0.0.1:9/', token: 's3cret' } });
    expect([made.status, at(made.body, 'push_events')]).toEqual([201, true]);
    expect(made.text + (await sandbox.call('GET', hooks)).text).not.toContain('s3cret');
    expect(told(await sandbox.call('POST', hooks, { body: { url: 'nope' } }))).toEqual([
      422,
      '{"error":"Invalid url given"}',
    ]);
  });

  it('12. a commit is 201 with counts, a new file 201 and a changed one 200', async () => {
    const commit = await project.change('topic', 'a.txt', 'a\n', 'main');
    expect([commit.status, at(commit.body, 'stats')]).toEqual([201, { additions: 1, deletions: 0, total: 1 }]);
    const body = { branch: 'topic', content: 'b\n', commit_message: 'm' };
    const file = `${project.path}/repository/files/b.txt`;
    const answer = '{"file_path":"b.txt","branch":"topic"}';
    expect(told(await sandbox.call('POST', file, { body }))).toEqual([201, answer]);
    expect(told(await sandbox.call('PUT', file, { body: { ...body, content: 'c\n' } }))).toEqual([200, answer]);
    expect((await sandbox.call('DELETE', file, { body })).status).toBe(204);
  });

  it('13. the namespace of a new project is a number', async () => {
    const body = { name: 'Elsewhere', namespace_id: 'acme' };
    expect(told(await sandbox.call('POST', '/projects', { body }))).toEqual([
      400,
      '{"error":"namespace_id is invalid"}',
    ]);
  });

  it('14. git asks whoever comes without a password, whether the project is there or not', async () => {
    for (const path of ['acme/platform/handbook', 'no/such']) {
      const answer = await request(`${sandbox.url}/${path}.git/info/refs?service=git-upload-pack`);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="GitLab"']);
      expect(answer.text).toContain('HTTP Basic: Access denied.');
    }
  });

  it('15. times are in milliseconds and UTC, those of commits in the zone of the person', async () => {
    expect(at((await sandbox.call('GET', project.path)).body, 'created_at')).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    );
    const commit = await sandbox.call('GET', `${project.path}/repository/commits/main`);
    expect(at(commit.body, 'committed_date')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+00:00$/);
  });
});
