import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, request, type TestSandbox } from '../testing/open-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

const handbook = '/projects/acme%2Fplatform%2Fhandbook';

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
  it('knows an entity tag in a list, and takes * for any', async () => {
    const etag = (await sandbox.call('GET', handbook)).headers.get('etag') ?? '';
    for (const known of [`"other", ${etag}`, etag.slice(2), '*']) {
      const headers = { 'if-none-match': known };
      expect((await sandbox.call('GET', handbook, { headers })).status).toBe(304);
    }
    expect((await sandbox.call('GET', handbook, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });
  it('finds the token in the fields of a form', async () => {
    const body = new URLSearchParams({ private_token: sandbox.tokens.owner });
    const answer = await request(`${sandbox.url}/api/v4/projects`, { method: 'POST', body });
    expect(answer.text).toBe('{"error":"name, path are missing, at least one parameter must be provided"}');
  });
});
