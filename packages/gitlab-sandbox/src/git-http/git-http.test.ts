import {
  ensureMirror,
  fetchBranches,
  importCommits,
  listRefs,
  push,
  readCommit,
  toCommitId,
  type CommitId,
  type GitRemote,
} from '@amplication/git';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, request, type TestSandbox } from '../testing/open-sandbox.ts';

let sandbox: TestSandbox;
let gitDir: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  gitDir = `${sandbox.dataDir}/test-mirror.git`;
  await ensureMirror({ gitDir });
});
afterAll(() => sandbox.dispose());

const remoteOf = (token: string, path = 'acme/platform/handbook'): GitRemote => ({
  url: `${sandbox.url}/${path}.git`,
  authorization: `Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`,
});
const fetchAs = (token: string, path?: string) =>
  fetchBranches({ gitDir, remote: remoteOf(token, path), branchPatterns: ['*'], filter: true });
const main = async (): Promise<CommitId> =>
  toCommitId((await listRefs({ gitDir, prefix: 'refs/remotes/origin' })).get('refs/remotes/origin/main') ?? '');
const commitOn = async (parent: CommitId, path: string): Promise<CommitId> => {
  const { tree } = await readCommit({ gitDir, id: parent });
  const person = { name: 'A', email: 'a@example.com', date: 1_700_000_000 };
  const changes = [{ kind: 'write', path, mode: '100644', content: Buffer.from(path) } as const];
  const [id] = await importCommits({
    gitDir,
    commits: [{ parents: [parent], base: tree, changes, message: `add ${path}`, author: person, committer: person }],
  });
  return toCommitId(id ?? '');
};
const pushAs = (
  token: string,
  branch: string,
  newTip: CommitId | null,
  expected: CommitId | null,
  pushOptions?: string[],
) =>
  push({ gitDir, remote: remoteOf(token), updates: [{ ref: `refs/heads/${branch}`, newTip, expected }], pushOptions });

describe('git over HTTP', () => {
  it('fetches with a filter and pushes a branch', async () => {
    expect((await fetchAs(sandbox.tokens.developer)).kind).toBe('fetched');
    const tip = await commitOn(await main(), 'one');
    const outcome = await pushAs(sandbox.tokens.developer, 'topic', tip, null);
    expect(outcome.kind).toBe('pushed');
    expect(outcome.kind === 'pushed' && outcome.lines.join('\n')).toContain(
      'To create a merge request for topic, visit:',
    );
    expect(
      (await sandbox.call('GET', '/projects/acme%2Fplatform%2Fhandbook/repository/branches/topic')).body,
    ).toMatchObject({ commit: { id: tip } });
    expect(sandbox.requests.count('git')).toBeGreaterThan(2);
  });

  it('asks for a password, and tells who may not from what is not there', async () => {
    const info = `${sandbox.url}/acme/platform/handbook.git/info/refs?service=git-upload-pack`;
    const anonymous = await request(info);
    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="GitLab"']);
    expect((await request(`${sandbox.url}/no/such.git/info/refs?service=git-upload-pack`)).status).toBe(401);
    expect((await request(info.replace('.git', ''))).headers.get('location')).toBe(info);
    expect((await fetchAs('wrong')).kind).toBe('unauthorised');
    expect((await fetchAs(sandbox.tokens.owner, 'no/such')).kind).toBe('not-found');
    expect((await fetchAs(sandbox.tokens.guest)).kind).toBe('forbidden');
    expect((await fetchAs(sandbox.tokens.readonly)).kind).toBe('fetched');
    const tip = await commitOn(await main(), 'x');
    expect((await pushAs(sandbox.tokens.readonly, 'x', tip, null)).kind).toBe('forbidden');
    const archived = await push({
      gitDir,
      remote: remoteOf(sandbox.tokens.owner, 'acme/payments/legacy-billing'),
      updates: [{ ref: 'refs/heads/x', newTip: tip, expected: null }],
    });
    expect(archived.kind).toBe('forbidden');
  });

  it('declines pushes to a protected branch as the pre-receive hook does', async () => {
    const before = await main();
    const next = await commitOn(before, 'two');
    const declined = await pushAs(sandbox.tokens.developer, 'main', next, before);
    expect(declined).toEqual({
      kind: 'rejected',
      lines: ['GitLab: You are not allowed to push code to protected branches on this project.'],
      reasons: ['refs/heads/main: [remote rejected] (pre-receive hook declined)'],
    });
    expect((await pushAs(sandbox.tokens.maintainer, 'main', next, before)).kind).toBe('pushed');
    const forced = await pushAs(sandbox.tokens.maintainer, 'main', before, next);
    expect(forced.kind === 'rejected' && forced.lines).toEqual([
      'GitLab: You are not allowed to force push code to a protected branch on this project.',
    ]);
    expect((await pushAs(sandbox.tokens.owner, 'main', null, next)).kind).toBe('rejected');
    expect((await pushAs(sandbox.tokens.maintainer, 'other', next, before)).kind).toBe('moved');
  });

  it('keeps merge requests in line with pushes', async () => {
    await fetchAs(sandbox.tokens.owner);
    const base = await main();
    const first = await commitOn(base, 'three');
    const opening = await pushAs(sandbox.tokens.developer, 'feature', first, null, [
      'merge_request.create',
      'merge_request.title=From a push',
      'merge_request.target=main',
    ]);
    expect(opening.kind === 'pushed' && opening.lines.join()).toContain('View merge request for feature');
    const list = '/projects/acme%2Fplatform%2Fhandbook/merge_requests?source_branch=feature';
    const [opened] = (await sandbox.call('GET', list)).body as unknown[];
    expect(opened).toMatchObject({ title: 'From a push', state: 'opened', sha: first });
    const second = await commitOn(first, 'four');
    const again = await pushAs(sandbox.tokens.developer, 'feature', second, first);
    expect(again.kind === 'pushed' && again.lines.join()).toContain('View merge request for feature');
    expect((await sandbox.call('GET', list)).body).toMatchObject([{ sha: second }]);
    const ref = `refs/merge-requests/${at(opened, 'iid')}/head`;
    expect(
      (await listRefs({ gitDir: `${sandbox.dataDir}/repositories/1.git`, prefix: 'refs/merge-requests' })).get(ref),
    ).toBe(second);
    expect((await pushAs(sandbox.tokens.maintainer, 'main', second, base)).kind).toBe('pushed');
    expect((await sandbox.call('GET', list)).body).toMatchObject([
      { state: 'merged', merge_user: { username: 'maintainer' } },
    ]);
  });

  it('makes drafts, labels and assignments by push options', async () => {
    await fetchAs(sandbox.tokens.owner);
    const first = await commitOn(await main(), 'draft-one');
    await pushAs(sandbox.tokens.developer, 'drafted', first, null, [
      'merge_request.create',
      'merge_request.draft',
      'merge_request.label=one',
      'merge_request.label=two',
      'merge_request.assign=developer',
    ]);
    const list = '/projects/acme%2Fplatform%2Fhandbook/merge_requests?source_branch=drafted';
    expect((await sandbox.call('GET', list)).body).toMatchObject([
      { title: 'Draft: drafted', draft: true, labels: ['one', 'two'], assignees: [{ username: 'developer' }] },
    ]);
    await pushAs(sandbox.tokens.developer, 'drafted', await commitOn(first, 'draft-two'), first, [
      'merge_request.title=Ready',
      'merge_request.unlabel=one',
      'merge_request.unassign=developer',
    ]);
    expect((await sandbox.call('GET', list)).body).toMatchObject([
      { title: 'Ready', draft: false, labels: ['two'], assignees: [] },
    ]);
  });

  it('takes the first push of a maintainer only into an empty repository', async () => {
    const tip = await main();
    const updates = [{ ref: 'refs/heads/main', newTip: tip, expected: null }];
    const empty = 'acme/platform/empty';
    // The mirror is partial: what is pushed elsewhere has to be there first.
    const person = { name: 'A', email: 'a@example.com', date: 1 };
    const [root] = await importCommits({
      gitDir,
      commits: [{ parents: [], changes: [], message: 'root', author: person, committer: person }],
    });
    const rootUpdates = updates.map((update) => ({ ...update, newTip: toCommitId(root ?? '') }));
    expect((await push({ gitDir, remote: remoteOf(sandbox.tokens.developer, empty), updates: rootUpdates })).kind).toBe(
      'rejected',
    );
    expect(
      (await push({ gitDir, remote: remoteOf(sandbox.tokens.maintainer, empty), updates: rootUpdates })).kind,
    ).toBe('pushed');
    expect((await sandbox.call('GET', '/projects/acme%2Fplatform%2Fempty')).body).toMatchObject({
      default_branch: 'main',
      empty_repo: false,
    });
  });

  it('opens a merge request from a fork into the project that a push option names', async () => {
    const handbook = '/projects/acme%2Fplatform%2Fhandbook';
    const forked = await sandbox.call('POST', `${handbook}/fork`, { body: { path: 'handbook-fork' } });
    await fetchAs(sandbox.tokens.owner);
    const tip = await commitOn(await main(), 'from-a-fork');
    const outcome = await push({
      gitDir,
      remote: remoteOf(sandbox.tokens.owner, 'demo/handbook-fork'),
      updates: [{ ref: 'refs/heads/forked', newTip: tip, expected: null }],
      pushOptions: ['merge_request.create', 'merge_request.target_project=acme/platform/handbook'],
    });
    expect(outcome.kind).toBe('pushed');
    const opened = (await sandbox.call('GET', `${handbook}/merge_requests?source_branch=forked`)).body;
    expect(opened).toMatchObject([{ source_project_id: at(forked.body, 'id'), sha: tip, target_branch: 'main' }]);
  });
});
