import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, request, type TestSandbox } from '../testing/open-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

const handbook = '/projects/acme%2Fplatform%2Fhandbook';
const groupId = async (path: string): Promise<unknown> =>
  at((await sandbox.call('GET', `/groups/${encodeURIComponent(path)}`)).body, 'id');

describe('authentication', () => {
  it('knows the holder of a token, by either header', async () => {
    expect((await sandbox.call('GET', '/user')).body).toMatchObject({
      username: 'demo',
      state: 'active',
      locked: false,
    });
    const answer = await sandbox.call('GET', '/user', {
      token: null,
      headers: { 'private-token': sandbox.tokens.guest },
    });
    expect(at(answer.body, 'username')).toBe('guest');
    expect(answer.headers.get('etag')).toMatch(/^W\/"/);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    expect((await sandbox.call('GET', '/version')).body).toHaveProperty('version');
    expect((await sandbox.call('GET', '/personal_access_tokens/self')).body).toMatchObject({
      name: 'owner',
      active: true,
    });
  });
  it('refuses missing and unknown tokens, and scopes that are too small', async () => {
    for (const token of [null, 'nonsense']) {
      const answer = await sandbox.call('GET', '/user', { token });
      expect([answer.status, answer.text]).toEqual([401, '{"message":"401 Unauthorized"}']);
    }
    const answer = await sandbox.call('POST', '/projects', { token: sandbox.tokens.readonly, body: { name: 'x' } });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: 'insufficient_scope', scope: 'api' });
  });
  it('hides what the caller may not see and forbids what it may not do', async () => {
    const created = await sandbox.call('POST', '/projects', {
      body: { name: 'Personal', initialize_with_readme: true },
    });
    const id = at(created.body, 'id');
    const hidden = await sandbox.call('GET', `/projects/${id}`, { token: sandbox.tokens.developer });
    expect([hidden.status, hidden.text]).toEqual([404, '{"message":"404 Project Not Found"}']);
    const forbidden = await sandbox.call('POST', `${handbook}/repository/branches`, {
      token: sandbox.tokens.guest,
      body: { branch: 'x', ref: 'main' },
    });
    expect([forbidden.status, forbidden.text]).toEqual([403, '{"message":"403 Forbidden"}']);
  });
  it('tells an unknown route from an unknown record', async () => {
    expect((await sandbox.call('GET', '/nonsense')).text).toBe('{"error":"404 Not Found"}');
    expect((await sandbox.call('GET', `${handbook}/merge_requests/99`)).text).toBe('{"message":"404 Not found"}');
    expect((await sandbox.call('GET', `${handbook}/merge_requests/x`)).text).toBe(
      '{"error":"merge_request_iid is invalid"}',
    );
  });
  it('lets who is signed in on the pages read with the cookie, and not write', async () => {
    const signedIn = await request(`${sandbox.url}/users/sign_in`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'developer' }),
      headers: { origin: sandbox.url },
    });
    const headers = { cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' };
    expect(at((await sandbox.call('GET', '/user', { token: null, headers })).body, 'username')).toBe('developer');
    const body = { branch: 'x', ref: 'main' };
    const written = await sandbox.call('POST', `${handbook}/repository/branches`, { token: null, headers, body });
    expect([written.status, written.text]).toEqual([401, '{"message":"401 Unauthorized"}']);
  });
  it('lets nobody in particular read what is public, and nothing else', async () => {
    const body = { name: 'For everybody', visibility: 'public', initialize_with_readme: true };
    const id = at((await sandbox.call('POST', '/projects', { body })).body, 'id');
    const nobody = { token: null };
    const listed = await sandbox.call('GET', '/projects', nobody);
    expect((listed.body as unknown[]).map((one) => at(one, 'id'))).toEqual([id]);
    expect((await sandbox.call('GET', `/projects/${id}`, nobody)).body).not.toHaveProperty('permissions');
    expect((await sandbox.call('GET', `/projects/${id}/repository/tree`, nobody)).status).toBe(200);
    expect((await sandbox.call('GET', `/projects/${id}/hooks`, nobody)).status).toBe(401);
    expect((await sandbox.call('GET', handbook, nobody)).text).toBe('{"message":"404 Project Not Found"}');
    await sandbox.call('DELETE', `/projects/${id}?permanently_remove=true`);
  });
  it('takes forms of both kinds, with nested names, and refuses what is no JSON', async () => {
    const headers = { authorization: `Bearer ${sandbox.tokens.owner}` };
    const api = `${sandbox.url}/api/v4${handbook}`;
    const form = new FormData();
    form.set('branch', 'by-form');
    form.set('ref', 'main');
    expect((await request(`${api}/repository/branches`, { method: 'POST', body: form, headers })).status).toBe(201);
    const fields = new URLSearchParams([
      ['branch', 'by-form'],
      ['commit_message', 'two'],
      ['actions[][action]', 'create'],
      ['actions[][file_path]', 'one.txt'],
      ['actions[][action]', 'create'],
      ['actions[][file_path]', 'two.txt'],
    ]);
    const made = await request(`${api}/repository/commits`, { method: 'POST', body: fields, headers });
    expect([made.status, at(made.body, 'title')]).toEqual([201, 'two']);
    const json = { ...headers, 'content-type': 'application/json' };
    const broken = await request(`${api}/repository/branches`, { method: 'POST', body: '{', headers: json });
    expect([broken.status, broken.text]).toEqual([400, '{"error":"message body does not match declared format"}']);
    await sandbox.call('DELETE', `${handbook}/repository/branches/by-form`);
  });
  it('answers 304 to what the caller has already', async () => {
    const first = await sandbox.call('GET', handbook);
    const again = await sandbox.call('GET', handbook, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});

describe('pagination', () => {
  it('gives every header of offset pages', async () => {
    const answer = await sandbox.call('GET', '/groups?per_page=2&search=');
    expect(answer.body).toHaveLength(2);
    expect(answer.headers.get('x-total')).toBe('3');
    expect(answer.headers.get('x-next-page')).toBe('2');
    expect(answer.headers.get('x-prev-page')).toBe('');
    expect(answer.headers.get('link')).toContain(
      `<${sandbox.url}/api/v4/groups?order_by=name&owned=false&page=2&per_page=2&search=&sort=asc&statistics=false&with_custom_attributes=false>; rel="next"`,
    );
    const last = await sandbox.call('GET', '/groups?per_page=2&page=2');
    expect(last.headers.get('x-next-page')).toBe('');
    expect((await sandbox.call('GET', '/groups?per_page=0')).status).toBe(400);
    expect((await sandbox.call('GET', '/groups?per_page=500')).headers.get('x-per-page')).toBe('100');
    expect((await sandbox.call('GET', '/groups?page=7')).body).toEqual([]);
    const far = await sandbox.call('GET', '/projects?page=501&per_page=100');
    expect([far.status, at(far.body, 'error')]).toEqual([
      405,
      expect.stringContaining('Offset pagination has a maximum allowed offset of 50000'),
    ]);
  });
  it('gives branches and trees by the name of the last one', async () => {
    for (const path of ['repository/branches', 'repository/tree']) {
      const whole = (await sandbox.call('GET', `${handbook}/${path}`)).body as unknown[];
      let next: string | undefined = `${handbook}/${path}?pagination=keyset&per_page=1`;
      const names: unknown[] = [];
      while (next !== undefined) {
        const answer = await sandbox.call('GET', next);
        expect(answer.headers.get('x-page')).toBeNull();
        names.push(...(answer.body as unknown[]).map((one) => at(one, 'name')));
        next = /<[^>]*\/api\/v4([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      }
      expect(names).toEqual(whole.map((one) => at(one, 'name')));
    }
  });
  it('follows keyset links to the end', async () => {
    const seen: unknown[] = [];
    let path: string | undefined = '/projects?membership=true&pagination=keyset&order_by=id&sort=asc&per_page=1';
    while (path !== undefined) {
      const answer = await sandbox.call('GET', path);
      seen.push(...(answer.body as unknown[]));
      expect(answer.headers.get('x-total')).toBeNull();
      path = /<[^>]*\/api\/v4([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(new Set(seen.map((one) => at(one, 'id'))).size).toBe(seen.length);
    expect((await sandbox.call('GET', '/projects?pagination=keyset&order_by=name')).status).toBe(405);
  });
});

describe('projects', () => {
  it('creates one with a protected default branch', async () => {
    const namespace = await groupId('acme/platform');
    const answer = await sandbox.call('POST', '/projects', {
      body: { name: 'New Service', namespace_id: namespace, initialize_with_readme: true, description: 'd' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      path: 'new-service',
      default_branch: 'main',
      empty_repo: false,
      visibility: 'private',
      permissions: { group_access: { access_level: 50 } },
    });
    const protectedBranches = await sandbox.call('GET', `/projects/${at(answer.body, 'id')}/protected_branches`);
    expect(protectedBranches.body).toMatchObject([{ name: 'main', allow_force_push: false }]);
    const branch = await sandbox.call('GET', `/projects/${at(answer.body, 'id')}/repository/branches/main`);
    expect(branch.body).toMatchObject({ default: true, protected: true, commit: { title: 'Initial commit' } });
  });
  it('refuses taken and bad names in the shapes of GitLab', async () => {
    const namespace = await groupId('acme/platform');
    const taken = await sandbox.call('POST', '/projects', { body: { name: 'Handbook', namespace_id: namespace } });
    expect(taken.status).toBe(400);
    expect(taken.body).toEqual({
      message: {
        'project_namespace.name': ['has already been taken'],
        name: ['has already been taken'],
        path: ['has already been taken'],
      },
    });
    expect((await sandbox.call('POST', '/projects', { body: {} })).text).toBe(
      '{"error":"name, path are missing, at least one parameter must be provided"}',
    );
    expect((await sandbox.call('POST', '/projects', { body: { name: 'x', namespace_id: 'acme' } })).text).toBe(
      '{"error":"namespace_id is invalid"}',
    );
    expect(
      at((await sandbox.call('POST', '/projects', { body: { name: '-bad', path: 'x.git' } })).body, 'message'),
    ).toHaveProperty('path');
    const payments = await groupId('acme/payments');
    const other = await sandbox.call('POST', '/projects', {
      token: sandbox.tokens.developer,
      body: { name: 'No', namespace_id: payments },
    });
    expect([other.status, other.text]).toEqual([400, '{"message":{"namespace":["is not valid"]}}']);
  });
  it('lists by search and role, and shows an archived and an empty one', async () => {
    const found = await sandbox.call('GET', '/projects?membership=true&search=hand&simple=true');
    expect(found.body).toMatchObject([{ path_with_namespace: 'acme/platform/handbook' }]);
    expect((await sandbox.call('GET', '/projects?min_access_level=30', { token: sandbox.tokens.guest })).body).toEqual(
      [],
    );
    expect((await sandbox.call('GET', '/projects/acme%2Fpayments%2Flegacy-billing')).body).toMatchObject({
      archived: true,
    });
    expect((await sandbox.call('GET', '/projects/acme%2Fplatform%2Fempty')).body).toMatchObject({
      empty_repo: true,
      default_branch: null,
    });
    expect((await sandbox.call('GET', '/projects?order_by=nonsense')).text).toBe(
      '{"error":"order_by does not have a valid value"}',
    );
    expect((await sandbox.call('GET', '/groups/acme/projects')).status).toBe(200);
    expect((await sandbox.call('GET', '/groups/acme/projects?include_subgroups=true')).headers.get('x-total')).not.toBe(
      '0',
    );
  });
  it('marks a deleted one and removes it for good when asked', async () => {
    const id = at((await sandbox.call('POST', '/projects', { body: { name: 'Short lived' } })).body, 'id');
    const deleted = await sandbox.call('DELETE', `/projects/${id}`);
    expect([deleted.status, deleted.text]).toEqual([202, '{"message":"202 Accepted"}']);
    expect(at((await sandbox.call('GET', `/projects/${id}`)).body, 'marked_for_deletion_on')).toMatch(/^\d{4}-/);
    await sandbox.call('DELETE', `/projects/${id}?permanently_remove=true`);
    expect((await sandbox.call('GET', `/projects/${id}`)).status).toBe(404);
  });
});

describe('branches, files and commits', () => {
  it('create, read, change and delete', async () => {
    const branch = await sandbox.call('POST', `${handbook}/repository/branches`, {
      body: { branch: 'feature/x', ref: 'main' },
    });
    expect(branch.status).toBe(201);
    const file = `${handbook}/repository/files/${encodeURIComponent('src/ünï 1.txt')}`;
    const created = await sandbox.call('POST', file, {
      body: { branch: 'feature/x', content: 'one\n', commit_message: 'add' },
    });
    expect([created.status, created.text]).toEqual([201, '{"file_path":"src/ünï 1.txt","branch":"feature/x"}']);
    const read = await sandbox.call('GET', `${file}?ref=feature%2Fx`);
    expect(Buffer.from(String(at(read.body, 'content')), 'base64').toString()).toBe('one\n');
    expect(read.headers.get('x-gitlab-file-name')).toBe(encodeURI('ünï 1.txt'));
    expect((await sandbox.call('GET', `${file}/raw?ref=feature%2Fx`)).text).toBe('one\n');
    const commit = await sandbox.call('POST', `${handbook}/repository/commits`, {
      body: {
        branch: 'feature/x',
        commit_message: 'several\n\nReviewed-by: Somebody',
        actions: [
          { action: 'move', previous_path: 'src/ünï 1.txt', file_path: 'moved.txt' },
          { action: 'create', file_path: 'bin.dat', content: 'AAE=', encoding: 'base64' },
          { action: 'update', file_path: 'README.md', content: 'changed\n' },
          { action: 'chmod', file_path: 'docs/reviews.md', execute_filemode: true },
        ],
      },
    });
    expect(commit.status).toBe(201);
    expect(commit.body).toMatchObject({
      title: 'several',
      trailers: { 'Reviewed-by': 'Somebody' },
      stats: { total: expect.any(Number) as number },
    });
    const tree = await sandbox.call('GET', `${handbook}/repository/tree?ref=feature%2Fx&recursive=true`);
    expect((tree.body as unknown[]).map((entry) => `${at(entry, 'mode')} ${at(entry, 'path')}`)).toEqual([
      '040000 docs',
      '100644 .gitignore',
      '100644 README.md',
      '100644 bin.dat',
      '100755 docs/reviews.md',
      '100644 moved.txt',
    ]);
    const compare = await sandbox.call('GET', `${handbook}/repository/compare?from=main&to=feature%2Fx`);
    expect(at(compare.body, 'commits')).toHaveLength(2);
    expect(at(compare.body, 'diffs')).toHaveLength(4);
    expect((await sandbox.call('GET', `${handbook}/repository/commits?ref_name=feature%2Fx`)).body).toHaveLength(3);
    expect((await sandbox.call('DELETE', `${handbook}/repository/branches/feature%2Fx`)).status).toBe(204);
  });
  it('refuse in the words of GitLab', async () => {
    const branches = `${handbook}/repository/branches`;
    expect((await sandbox.call('POST', branches, { body: { branch: 'x' } })).text).toBe('{"error":"ref is missing"}');
    expect((await sandbox.call('POST', branches, { body: { branch: 'main', ref: 'main' } })).text).toBe(
      '{"message":"Branch already exists"}',
    );
    expect((await sandbox.call('POST', branches, { body: { branch: 'x', ref: 'nope' } })).text).toBe(
      `{"message":"Failed to create branch 'x': invalid reference name 'nope'"}`,
    );
    expect((await sandbox.call('POST', branches, { body: { branch: 'main/x', ref: 'main' } })).text).toContain(
      'conflicts with existing branch hierarchy',
    );
    expect((await sandbox.call('DELETE', `${branches}/main`)).status).toBe(405);
    expect((await sandbox.call('GET', `${branches}/nope`)).text).toBe('{"message":"404 Branch Not Found"}');
    const file = `${handbook}/repository/files/README.md`;
    expect((await sandbox.call('GET', file)).text).toBe('{"error":"ref is missing"}');
    expect((await sandbox.call('GET', `${file}?ref=nope`)).text).toBe('{"message":"404 Commit Not Found"}');
    expect((await sandbox.call('GET', `${handbook}/repository/files/nope?ref=main`)).text).toBe(
      '{"message":"404 File Not Found"}',
    );
    expect(
      (await sandbox.call('POST', file, { body: { branch: 'main', content: '', commit_message: 'm' } })).text,
    ).toBe('{"message":"A file with this name already exists"}');
    const developer = { token: sandbox.tokens.developer };
    expect(
      (await sandbox.call('PUT', file, { ...developer, body: { branch: 'main', content: 'x', commit_message: 'm' } }))
        .text,
    ).toBe('{"message":"You are not allowed to push into this branch"}');
    expect((await sandbox.call('GET', '/projects/acme%2Fplatform%2Fempty/repository/tree')).text).toBe(
      '{"message":"404 Tree Not Found"}',
    );
    expect((await sandbox.call('GET', '/projects/acme%2Fplatform%2Fempty/repository/branches')).body).toEqual([]);
    expect(
      (
        await sandbox.call('POST', `${handbook}/repository/files/${encodeURIComponent('../x')}`, {
          body: { branch: 'main', content: '', commit_message: 'm' },
        })
      ).text,
    ).toBe('{"error":"file_path should be a valid file path"}');
  });
});
