import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

const groupId = async (path: string): Promise<unknown> =>
  at((await sandbox.call('GET', `/groups/${encodeURIComponent(path)}`)).body, 'id');

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
  it('frees name and path of what is marked for deletion, and gives them back', async () => {
    const create = () => sandbox.call('POST', '/projects', { body: { name: 'Second Life' } });
    const id = String(at((await create()).body, 'id'));
    await sandbox.call('DELETE', `/projects/${id}`);
    expect((await sandbox.call('GET', `/projects/${id}`)).body).toMatchObject({
      name: `Second Life-deletion_scheduled-${id}`,
      path: `second-life-deletion_scheduled-${id}`,
    });
    const again = await create();
    expect(again.status).toBe(201);
    await sandbox.call('DELETE', `/projects/${String(at(again.body, 'id'))}?permanently_remove=true`);
    expect((await sandbox.call('POST', `/projects/${id}/restore`)).body).toMatchObject({
      name: 'Second Life',
      path: 'second-life',
    });
  });
  it('shows statistics and licence only when asked, and its description as HTML', async () => {
    const handbook = '/projects/acme%2Fplatform%2Fhandbook';
    const asked = await sandbox.call('GET', `${handbook}?statistics=true&license=true`);
    expect(asked.body).toMatchObject({ statistics: { commit_count: 1 }, license: null });
    expect(at(asked.body, 'description_html')).toContain('How we work');
    expect((await sandbox.call('GET', handbook)).body).not.toHaveProperty('statistics');
    const token = sandbox.tokens.guest;
    const guest = await sandbox.call('GET', `${handbook}?statistics=true`, { token });
    expect(guest.body).not.toHaveProperty('statistics');
    const listed = await sandbox.call('GET', '/projects?statistics=true&search=handbook');
    expect(at(listed.body, 0, 'statistics', 'commit_count')).toBe(1);
    expect((await sandbox.call('GET', '/projects?pagination=nonsense')).text).toBe(
      '{"error":"pagination does not have a valid value"}',
    );
  });
});
