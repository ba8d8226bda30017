import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

const handbook = '/projects/acme%2Fplatform%2Fhandbook';

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
  it('take several actions on a file that the same commit creates', async () => {
    const made = await sandbox.call('POST', `${handbook}/repository/commits`, {
      body: {
        branch: 'created-and-changed',
        start_branch: 'main',
        commit_message: 'm',
        actions: [
          { action: 'create', file_path: 'run.sh', content: 'one' },
          { action: 'chmod', file_path: 'run.sh', execute_filemode: true },
          { action: 'create', file_path: 'old', content: 'two' },
          { action: 'move', previous_path: 'old', file_path: 'new' },
        ],
      },
    });
    expect(made.status).toBe(201);
    const file = (path: string) => `${handbook}/repository/files/${path}?ref=created-and-changed`;
    expect((await sandbox.call('GET', file('run.sh'))).body).toMatchObject({ execute_filemode: true, size: 3 });
    expect((await sandbox.call('GET', file('new'))).body).toMatchObject({ size: 3 });
  });
  it('name every parameter of a commit that is missing or wrong', async () => {
    const commit = async (body: object) =>
      (await sandbox.call('POST', `${handbook}/repository/commits`, { body })).text;
    expect(await commit({})).toBe('{"error":"branch is missing, commit_message is missing, actions is missing"}');
    const rest = { branch: 'x', commit_message: 'm' };
    const create = { action: 'create', file_path: 'a', content: '' };
    expect(await commit({ ...rest, actions: [create, { action: 'nonsense', file_path: 'a' }] })).toBe(
      '{"error":"actions[1][action] does not have a valid value"}',
    );
    expect(await commit({ ...rest, start_branch: 'main', start_sha: 'main', actions: [create] })).toBe(
      '{"error":"start_branch, start_sha are mutually exclusive"}',
    );
  });
  it('start a branch from another project, if the caller may read that', async () => {
    const other = (await sandbox.call('POST', '/projects', { body: { name: 'Other', initialize_with_readme: true } }))
      .body;
    const body = {
      branch: 'from-other',
      start_branch: 'main',
      start_project: at(other, 'id'),
      commit_message: 'm',
      actions: [{ action: 'create', file_path: 'own', content: '' }],
    };
    const path = `${handbook}/repository/commits`;
    const refused = await sandbox.call('POST', path, { body, token: sandbox.tokens.developer });
    expect([refused.status, refused.text]).toEqual([404, '{"message":"404 Project Not Found"}']);
    expect((await sandbox.call('POST', path, { body })).status).toBe(201);
    const tree = (await sandbox.call('GET', `${handbook}/repository/tree?ref=from-other`)).body as unknown[];
    expect(tree.map((entry) => at(entry, 'path'))).toEqual(['README.md', 'own']);
  });
});
