import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from '@amplication/git';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';
import { openProject, type TestProject } from '../testing/test-project.ts';

const run = promisify(execFile);
let sandbox: TestSandbox;
let project: TestProject;
let folder: string;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox);
  folder = await mkdtemp(join(tmpdir(), 'sandbox-clone-'));
  return () => rm(folder, { recursive: true, force: true });
});

/** Plain git, as a person uses it, with the token in the address. */
const git = async (args: readonly string[], token = sandbox.tokens.owner): Promise<string> => {
  const authorization = `Authorization: Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`;
  const config = [
    ['http.extraHeader', authorization],
    ['http.followRedirects', 'initial'],
    ['user.name', 'A'],
    ['user.email', 'a@example.com'],
  ] as const;
  const { stdout, stderr } = await run('git', args, { cwd: folder, env: gitEnvironment({ config }) });
  return stdout + stderr;
};
const pathOf = async (id: unknown = project.id): Promise<string> =>
  String(at((await sandbox.call('GET', `/projects/${String(id)}`)).body, 'path_with_namespace'));
const addressOf = (path: string): string => `${sandbox.url}/${path}.git`;

describe('a project that moved', () => {
  it('is found at its old path over REST: reads are led on, changes are refused', async () => {
    const old = await pathOf();
    await project.put({ path: 'elsewhere', name: 'Elsewhere' });
    const answer = await sandbox.call('GET', `/projects/${encodeURIComponent(old)}`);
    const location = `${sandbox.url}/api/v4/projects/${project.id}`;
    expect([answer.status, answer.headers.get('location')]).toEqual([301, location]);
    expect(answer.text).toBe(`This resource has been moved permanently to ${location}`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const inside = await sandbox.call('GET', `/projects/${encodeURIComponent(old)}/repository/branches?per_page=1`);
    expect(inside.headers.get('location')).toBe(`${location}/repository/branches?per_page=1`);
    const change = { body: { branch: 'x', ref: 'main' } };
    expect(
      (await sandbox.call('POST', `/projects/${encodeURIComponent(old)}/repository/branches`, change)).status,
    ).toBe(405);
    const hidden = await sandbox.call('GET', `/projects/${encodeURIComponent(old)}`, { token: null });
    expect(hidden.status).toBe(404);
  });

  it('is found at its old path over git', async () => {
    const old = await pathOf();
    const namespace = at((await sandbox.call('GET', '/groups/acme%2Fpayments')).body, 'id');
    const moved = await sandbox.call('PUT', `${project.path}/transfer`, { body: { namespace } });
    expect(at(moved.body, 'path_with_namespace')).toBe(`acme/payments/${old.split('/').at(-1) ?? ''}`);
    await git(['clone', '-q', addressOf(old), 'clone']);
    expect(await git(['-C', 'clone', 'log', '--format=%s'])).toContain('Initial commit');
  });

  it('loses its old path to a project that takes it', async () => {
    const old = await pathOf();
    await project.put({ path: 'gone-away', name: 'Gone away' });
    const group = at((await sandbox.call('GET', '/groups/acme')).body, 'id');
    const taken = await sandbox.call('POST', '/projects', {
      body: { path: old.split('/').at(-1), namespace_id: group },
    });
    expect(at((await sandbox.call('GET', `/projects/${encodeURIComponent(old)}`)).body, 'id')).toBe(
      at(taken.body, 'id'),
    );
  });

  it('moves with its group', async () => {
    const group = await sandbox.call('POST', '/groups', { body: { name: 'Moving', path: 'moving' } });
    const inside = await sandbox.call('POST', '/projects', {
      body: { name: 'In', namespace_id: at(group.body, 'id') },
    });
    await sandbox.call('PUT', '/groups/moving', { body: { path: 'moved' } });
    expect(await pathOf(at(inside.body, 'id'))).toBe('moved/in');
    expect((await sandbox.call('GET', '/projects/moving%2Fin')).status).toBe(301);
  });
});

describe('a push to a path that is not there', () => {
  it('creates a private project where the pusher may', async () => {
    await git(['init', '-q', '-b', 'main', '.']);
    await writeFile(join(folder, 'a.txt'), 'a\n');
    await git(['add', '.']);
    await git(['commit', '-q', '-m', 'first']);
    await git(['push', '-q', addressOf('acme/platform/pushed'), 'main']);
    expect((await sandbox.call('GET', '/projects/acme%2Fplatform%2Fpushed')).body).toMatchObject({
      visibility: 'private',
      default_branch: 'main',
      empty_repo: false,
    });
    await expect(git(['push', '-q', addressOf('no/such'), 'main'])).rejects.toThrow('could not be found');
    await expect(git(['push', '-q', addressOf('acme/payments/no'), 'main'], sandbox.tokens.developer)).rejects.toThrow(
      'could not be found',
    );
  });
});

describe('tags', () => {
  it('come by git and by REST, with and without a message', async () => {
    await git(['clone', '-q', addressOf(await pathOf()), 'clone']);
    await git(['-C', 'clone', 'tag', '-a', 'v1', '-m', 'one']);
    await git(['-C', 'clone', 'push', '-q', 'origin', 'v1']);
    const made = await sandbox.call('POST', `${project.path}/repository/tags`, {
      body: { tag_name: 'v2', ref: 'main' },
    });
    expect([made.status, at(made.body, 'message'), at(made.body, 'target')]).toEqual([
      201,
      '',
      await project.tip('main'),
    ]);
    const tags = (await sandbox.call('GET', `${project.path}/repository/tags?sort=asc`)).body as unknown[];
    expect(tags.map((tag) => [at(tag, 'name'), at(tag, 'message'), at(tag, 'commit', 'title')])).toEqual([
      ['v1', 'one', 'Initial commit'],
      ['v2', '', 'Initial commit'],
    ]);
    const again = { body: { tag_name: 'v1', ref: 'main' } };
    expect((await sandbox.call('POST', `${project.path}/repository/tags`, again)).text).toBe(
      '{"message":"Tag v1 already exists"}',
    );
    expect((await sandbox.call('GET', `${project.path}/repository/tags/v3`)).text).toBe(
      '{"message":"404 Tag Not Found"}',
    );
  });
});

describe('forks', () => {
  it('have the branches of their origin, and can be merged back', async () => {
    await project.change('kept', 'k.txt', 'k\n', 'main');
    const fork = await sandbox.call('POST', `${project.path}/fork`, { body: {} });
    expect([fork.status, at(fork.body, 'forked_from_project', 'id'), at(fork.body, 'import_status')]).toEqual([
      201,
      project.id,
      'finished',
    ]);
    const path = `/projects/${String(at(fork.body, 'id'))}`;
    expect((await sandbox.call('GET', `${path}/repository/branches`)).body).toHaveLength(2);
    const commit = {
      branch: 'topic',
      start_branch: 'main',
      commit_message: 'forked',
      actions: [{ action: 'create', file_path: 'f.txt', content: 'f\n' }],
    };
    await sandbox.call('POST', `${path}/repository/commits`, { body: commit });
    const opened = await sandbox.call('POST', `${path}/merge_requests`, {
      body: { title: 'From a fork', source_branch: 'topic', target_branch: 'main', target_project_id: project.id },
    });
    expect(opened.body).toMatchObject({
      iid: 1,
      project_id: project.id,
      source_project_id: at(fork.body, 'id'),
      target_project_id: project.id,
      allow_collaboration: false,
    });
    await sandbox.call('POST', `${path}/repository/commits`, {
      body: { ...commit, start_branch: undefined, actions: [{ action: 'create', file_path: 'g.txt', content: 'g\n' }] },
    });
    expect(await project.settled()).toMatchObject({ detailed_merge_status: 'mergeable', changes_count: '2' });
    expect((await project.first('PUT', '/merge')).body).toMatchObject({ state: 'merged' });
    expect((await sandbox.call('GET', `${project.path}/repository/files/g.txt/raw`)).text).toBe('g\n');
    expect((await sandbox.call('GET', `${project.path}/forks`)).body).toMatchObject([{ id: at(fork.body, 'id') }]);
  });
});

describe('deletion', () => {
  it('waits, can be taken back, and frees the path meanwhile', async () => {
    const path = await pathOf();
    await sandbox.call('DELETE', project.path);
    const waiting = (await sandbox.call('GET', project.path)).body;
    expect(at(waiting, 'path_with_namespace')).toBe(`${path}-deletion_scheduled-${project.id}`);
    expect(at(waiting, 'marked_for_deletion_on')).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await sandbox.call('DELETE', project.path)).text).toBe(
      '{"message":"Project has already been marked for deletion"}',
    );
    expect((await sandbox.call('POST', `${project.path}/restore`)).status).toBe(201);
    expect(await pathOf()).toBe(path);
    expect((await sandbox.call('DELETE', project.path, { token: sandbox.tokens.maintainer })).status).toBe(403);
  });
});

describe('a large seed', () => {
  it('shares one repository until somebody looks, and lists by page, search and key', async () => {
    const large = await openSandbox({ seed: 'large' });
    try {
      const page = await large.call('GET', '/projects?membership=true');
      expect(Number(page.headers.get('x-total'))).toBeGreaterThanOrEqual(2000);
      expect((await large.call('GET', '/groups?per_page=1')).headers.get('x-total')).toBe('43');
      const found = await large.call('GET', '/projects?search=retail-core-client&simple=true');
      const id = String(at(found.body, 0, 'id'));
      expect((await large.call('GET', `/projects/${id}/repository/tree`)).body).toMatchObject([{ path: 'README.md' }]);
      const body = { branch: 'x', ref: 'main' };
      expect((await large.call('POST', `/projects/${id}/repository/branches`, { body })).status).toBe(201);
      const other = String(at(found.body, 1, 'id'));
      expect((await large.call('GET', `/projects/${other}/repository/branches`)).body).toHaveLength(1);
    } finally {
      await large.dispose();
    }
  });
});
