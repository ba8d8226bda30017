import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, request, type Answer, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
let clock = Date.parse('2026-03-01T00:00:00Z');
beforeAll(async () => {
  sandbox = await openSandbox({ now: () => new Date(clock) });
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox);
});

const inDays = (days: number): string => new Date(clock + days * 864e5).toISOString().slice(0, 10);
const make = async (scopes: readonly string[], more: object = {}): Promise<Answer> =>
  sandbox.call('POST', `${project.path}/access_tokens`, {
    body: { name: 'robot', scopes, expires_at: inDays(10), ...more },
  });
const user = (token: unknown): Promise<Answer> => sandbox.call('GET', '/user', { token: String(token) });
const revoked =
  '{"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."}';

describe('tokens of projects', () => {
  it('are shown once, and act as a user of their own', async () => {
    const made = await make(['api'], { access_level: 30 });
    expect([made.status, at(made.body, 'resource_type'), at(made.body, 'access_level')]).toEqual([201, 'project', 30]);
    const listed = await sandbox.call('GET', `${project.path}/access_tokens`);
    expect(listed.text).not.toContain(String(at(made.body, 'token')));
    expect(at((await user(at(made.body, 'token'))).body, 'username')).toMatch(
      new RegExp(`^project_${project.id}_bot_[0-9a-f]+$`),
    );
    const elsewhere = await sandbox.call('GET', '/projects/acme%2Fplatform%2Fhandbook', {
      token: String(at(made.body, 'token')),
    });
    expect(elsewhere.status).toBe(404);
  });

  it('are refused without a day to expire, with a day that is over, and to developers', async () => {
    expect((await make(['api'], { expires_at: null })).text).toBe('{"error":"expires_at is missing"}');
    expect((await make(['api'], { expires_at: inDays(0) })).status).toBe(400);
    expect((await make(['api'], { expires_at: inDays(500) })).text).toContain('Expiration date must be before');
    const nothing = await sandbox.call('POST', `${project.path}/access_tokens`, { body: {} });
    expect(nothing.text).toBe('{"error":"name is missing, scopes is missing, expires_at is missing"}');
    expect((await make(['nonsense'])).text).toBe('{"error":"scopes does not have a valid value"}');
    const asDeveloper = {
      token: sandbox.tokens.developer,
      body: { name: 'x', scopes: ['api'], expires_at: inDays(1) },
    };
    expect((await sandbox.call('POST', `${project.path}/access_tokens`, asDeveloper)).status).toBe(403);
  });

  it('stop to work when revoked and when their day comes, each told in its own words', async () => {
    const first = await make(['api']);
    await sandbox.call('DELETE', `${project.path}/access_tokens/${String(at(first.body, 'id'))}`);
    const gone = await user(at(first.body, 'token'));
    expect([gone.status, gone.text]).toEqual([401, revoked]);
    const second = await make(['api'], { expires_at: inDays(1) });
    clock += 864e5;
    const late = await user(at(second.body, 'token'));
    expect(at(late.body, 'error_description')).toBe(
      'Token is expired. You can either do re-authorization or token refresh.',
    );
    expect(late.headers.get('www-authenticate')).toContain(
      'Bearer realm="Protected by OAuth 2.0", error="invalid_token"',
    );
  });
});

describe('scopes', () => {
  const tried = async (scope: string): Promise<readonly number[]> => {
    const token = String(at((await make([scope], { access_level: 40 })).body, 'token'));
    const path = String(at((await sandbox.call('GET', project.path)).body, 'path_with_namespace'));
    const git = async (service: string): Promise<number> => {
      const authorization = `Basic ${Buffer.from(`any:${token}`).toString('base64')}`;
      const url = `${sandbox.url}/${path}.git/info/refs?service=git-${service}`;
      return (await request(url, { headers: { authorization } })).status;
    };
    const rest = async (method: string, address: string): Promise<number> =>
      (await sandbox.call(method, address, { token, body: method === 'GET' ? undefined : {} })).status;
    return [
      await rest('GET', '/user'),
      await rest('GET', project.path),
      await rest('GET', `${project.path}/repository/tree`),
      await rest('POST', `${project.path}/repository/branches`),
      await git('upload-pack'),
      await git('receive-pack'),
    ];
  };

  it.each([
    ['api', [200, 200, 200, 400, 200, 200]],
    ['read_api', [200, 200, 200, 403, 401, 401]],
    ['read_user', [200, 403, 403, 403, 401, 401]],
    ['read_repository', [403, 403, 200, 403, 200, 403]],
    ['write_repository', [403, 403, 403, 403, 200, 200]],
  ] as const)('%s is for user, project, files, changes, fetches and pushes: %j', async (scope, statuses) => {
    expect(await tried(scope)).toEqual(statuses);
  });

  it('that are too small are told with those that would do', async () => {
    const token = String(at((await make(['read_user'])).body, 'token'));
    const refused = await sandbox.call('GET', project.path, { token });
    expect(refused.body).toMatchObject({ error: 'insufficient_scope', scope: 'api read_api' });
    expect(refused.headers.get('www-authenticate')).toBeNull();
  });
});

describe('rotation', () => {
  const own = async (): Promise<string> =>
    String(
      at(
        (await sandbox.call('POST', '/user/personal_access_tokens', { body: { name: 'mine', scopes: ['api'] } })).body,
        'token',
      ),
    );
  const rotate = (token: string): Promise<Answer> =>
    sandbox.call('POST', '/personal_access_tokens/self/rotate', { token, body: {} });

  it('gives a new token and ends the old one', async () => {
    const before = await own();
    const rotated = await rotate(before);
    expect([rotated.status, at(rotated.body, 'name')]).toEqual([200, 'mine']);
    expect((await user(before)).text).toBe(revoked);
    expect((await user(at(rotated.body, 'token'))).status).toBe(200);
  });

  it('of a token that was rotated before ends the whole family', async () => {
    const before = await own();
    const rotated = String(at((await rotate(before)).body, 'token'));
    expect((await rotate(before)).status).toBe(401);
    expect((await user(rotated)).text).toBe(revoked);
  });

  it('of a token of a project keeps its role', async () => {
    const made = await make(['api'], { access_level: 20 });
    const path = `${project.path}/access_tokens/${String(at(made.body, 'id'))}/rotate`;
    const rotated = await sandbox.call('POST', path, { body: { expires_at: inDays(30) } });
    expect(rotated.body).toMatchObject({ access_level: 20, expires_at: inDays(30), user_id: at(made.body, 'user_id') });
  });
});

describe('a token about itself', () => {
  it('tells what it is, whatever its scopes, and can end itself', async () => {
    const token = String(at((await make(['read_repository'])).body, 'token'));
    const self = await sandbox.call('GET', '/personal_access_tokens/self', { token });
    expect(self.body).toMatchObject({ name: 'robot', scopes: ['read_repository'], active: true, revoked: false });
    expect(self.text).not.toContain(token);
    expect((await sandbox.call('DELETE', '/personal_access_tokens/self', { token })).status).toBe(204);
    expect((await sandbox.call('GET', '/personal_access_tokens/self', { token })).text).toBe(revoked);
    expect((await sandbox.call('GET', '/personal_access_tokens/self', { token: 'unknown' })).text).toBe(
      '{"message":"401 Unauthorized"}',
    );
  });
});
