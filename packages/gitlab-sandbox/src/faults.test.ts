import {
  ensureMirror,
  fetchBranches,
  importCommits,
  listRefs,
  push,
  toCommitId,
  type CommitId,
} from '@amplication/git';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from './testing/open-sandbox.ts';
import { openProject, type TestProject } from './testing/test-project.ts';

let sandbox: TestSandbox;
let project: TestProject;
let fullPath: string;
let count = 0;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());
beforeEach(async () => {
  project = await openProject(sandbox);
  fullPath = String(at((await sandbox.call('GET', project.path)).body, 'path_with_namespace'));
  sandbox.faults.clear();
  sandbox.requests.clear();
});

const branchFault = { method: 'POST', path: /branches/ } as const;
const makeBranch = (branch: string) =>
  sandbox.call('POST', `${project.path}/repository/branches`, { body: { branch, ref: 'main' } });
const exists = async (branch: string): Promise<boolean> => (await project.tip(branch)) !== undefined;

describe('faults of REST', () => {
  it('before: nothing was done', async () => {
    sandbox.faults.add({ ...branchFault, when: 'before' });
    await expect(makeBranch('x')).rejects.toThrow();
    expect(sandbox.requests.list({ method: 'POST' })).toMatchObject([{ status: 0, isCut: true }]);
    expect(await exists('x')).toBe(false);
  });

  it('after: it was done, and no answer came', async () => {
    sandbox.faults.add({ ...branchFault, when: 'after' });
    await expect(makeBranch('x')).rejects.toThrow();
    expect(sandbox.requests.list({ method: 'POST' })).toMatchObject([{ status: 0, isCut: true }]);
    expect(await exists('x')).toBe(true);
    expect((await makeBranch('x')).text).toBe('{"message":"Branch already exists"}');
  });

  it.each([0, 5, 1_000_000])('during: it was done, and the answer broke off after at most %i bytes', async (bytes) => {
    sandbox.faults.add({ ...branchFault, when: 'during', afterBytes: bytes });
    await expect(makeBranch('x')).rejects.toThrow();
    expect(sandbox.requests.list({ method: 'POST' })).toMatchObject([{ status: 201, isCut: true }]);
    expect(await exists('x')).toBe(true);
  });

  it('after with a status: it was done, and something else was answered', async () => {
    sandbox.faults.add({ ...branchFault, when: 'after', status: 504, headers: { 'x-proxy': '1' }, body: 'too late' });
    const answer = await makeBranch('x');
    expect([answer.status, answer.text, answer.headers.get('x-proxy')]).toEqual([504, 'too late', '1']);
    expect(answer.headers.get('x-gitlab-meta')).toBeNull();
    expect(await exists('x')).toBe(true);
  });

  it('skip lets some through first, and only what matches is counted', async () => {
    sandbox.faults.add({ ...branchFault, status: 503, skip: 1 });
    expect((await makeBranch('x')).status).toBe(201);
    expect(sandbox.faults.pending()).toBe(1);
    expect((await makeBranch('y')).status).toBe(503);
    expect((await makeBranch('y')).status).toBe(201);
    expect(sandbox.faults.pending()).toBe(0);
  });
});

describe('faults of git', () => {
  const remote = () => ({
    url: `${sandbox.url}/${fullPath}.git`,
    authorization: `Basic ${Buffer.from(`oauth2:${sandbox.tokens.owner}`).toString('base64')}`,
  });
  const mirror = async (): Promise<string> => {
    count += 1;
    const gitDir = `${sandbox.dataDir}/mirror-${count}.git`;
    await ensureMirror({ gitDir });
    return gitDir;
  };
  const fetch = (gitDir: string) => fetchBranches({ gitDir, remote: remote(), branchPatterns: ['*'], filter: false });
  const pushed = async (gitDir: string): Promise<{ kind: string; tip: CommitId }> => {
    const person = { name: 'A', email: 'a@example.com', date: 1_700_000_000 };
    const [tip] = await importCommits({
      gitDir,
      commits: [{ parents: [], changes: [], message: 'pushed', author: person, committer: person }],
    });
    const id = toCommitId(tip ?? '');
    const updates = [{ ref: 'refs/heads/pushed', newTip: id, expected: null }];
    const { kind } = await push({ gitDir, remote: remote(), updates });
    return { kind, tip: id };
  };

  const info = { method: 'GET', path: /upload-pack/ } as const;
  const pack = { method: 'POST', path: /git-upload-pack/, skip: 1 } as const;
  it.each([
    ['before the refs', { ...info, when: 'before' }],
    ['after the refs', { ...info, when: 'after' }],
    ['within the refs', { ...info, when: 'during', afterBytes: 8 }],
    ['before the pack', { ...pack, when: 'before', times: 2 }],
    ['after the pack', { ...pack, when: 'after', times: 2 }],
    ['within the pack', { ...pack, when: 'during', afterBytes: 40 }],
  ] as const)('cut a fetch %s, and the next one succeeds', async (_name, fault) => {
    const gitDir = await mirror();
    sandbox.faults.add(fault);
    expect((await fetch(gitDir)).kind).not.toBe('fetched');
    expect(sandbox.faults.pending()).toBe(0);
    expect(sandbox.requests.list('git').filter(({ isCut }) => isCut)).toHaveLength('times' in fault ? 2 : 1);
    expect((await fetch(gitDir)).kind).toBe('fetched');
    expect((await listRefs({ gitDir, prefix: 'refs/remotes/origin' })).get('refs/remotes/origin/main')).toBe(
      await project.tip('main'),
    );
  });

  const pushInfo = { method: 'GET', path: /receive-pack/ } as const;
  const report = { method: 'POST', path: /git-receive-pack/ } as const;
  it.each([
    ['before the refs', { ...pushInfo, when: 'before' }, false],
    ['within the refs', { ...pushInfo, when: 'during', afterBytes: 8 }, false],
    ['before the pack was taken', { ...report, when: 'before', times: 2 }, false],
    ['after the pack was taken', { ...report, when: 'after', times: 2 }, true],
    ['within the report', { ...report, when: 'during', afterBytes: 6 }, true],
    ['by a proxy after the pack was taken', { ...report, when: 'after', status: 504 }, true],
  ] as const)('cut a push %s', async (_name, fault, isDone) => {
    const gitDir = await mirror();
    sandbox.faults.add(fault);
    const { kind, tip } = await pushed(gitDir);
    expect(kind).not.toBe('pushed');
    expect(sandbox.faults.pending()).toBe(0);
    expect(await project.tip('pushed')).toBe(isDone ? tip : undefined);
  });

  it('are outlived by git when a kept connection dies without a byte: it sends the request again', async () => {
    const gitDir = await mirror();
    sandbox.faults.add({ ...report, when: 'before' });
    expect((await pushed(gitDir)).kind).toBe('pushed');
    expect(sandbox.requests.list({ operation: 'POST receive-pack' }).map(({ isCut }) => isCut)).toEqual([true, false]);
  });

  it('leave a count of round trips per kind', async () => {
    const gitDir = await mirror();
    await fetch(gitDir);
    expect(sandbox.requests.operations('git')).toEqual({ 'GET upload-pack refs': 1, 'POST upload-pack': 2 });
    sandbox.requests.clear();
    await pushed(gitDir);
    expect(sandbox.requests.operations('git')).toMatchObject({ 'POST receive-pack': 1 });
    expect(sandbox.requests.count('rest')).toBe(0);
  });
});

describe('modes', () => {
  const git = (service: string) =>
    fetch(`${sandbox.url}/${fullPath}.git/info/refs?service=git-${service}`, {
      headers: { authorization: `Basic ${Buffer.from(`oauth2:${sandbox.tokens.owner}`).toString('base64')}` },
    });

  it.each([
    ['token-expired', 'Token is expired. You can either do re-authorization or token refresh.'],
    ['token-revoked', 'Token was revoked. You have to re-authorize from the user.'],
  ] as const)('%s: no token works any more, over REST and git, until it is over', async (mode, sentence) => {
    sandbox.faults.add({ mode });
    for (let count = 0; count < 2; count += 1) {
      const answer = await sandbox.call('GET', '/user');
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ error: 'invalid_token', error_description: sentence });
      expect(answer.headers.get('www-authenticate')).toContain(`error_description="${sentence}"`);
    }
    const refused = await git('upload-pack');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="GitLab"']);
    expect((await sandbox.call('GET', '/projects', { token: null })).status).toBe(200);
    sandbox.faults.clear();
    expect((await sandbox.call('GET', '/user')).status).toBe(200);
  });

  it('read-only: reads go on, changes and pushes are refused', async () => {
    sandbox.faults.add({ mode: 'read-only' });
    const refused = await makeBranch('x');
    expect([refused.status, at(refused.body, 'message')]).toEqual([503, expect.stringContaining('maintenance mode')]);
    expect((await git('receive-pack')).status).toBe(403);
    expect((await git('upload-pack')).status).toBe(200);
    expect(await exists('x')).toBe(false);
    sandbox.faults.clear();
    expect((await makeBranch('x')).status).toBe(201);
  });

  it('rate-limited: one answer tells how long to wait', async () => {
    sandbox.faults.add({ mode: 'rate-limited', retryAfterSeconds: 7 });
    const refused = await makeBranch('x');
    expect([refused.status, refused.text, refused.headers.get('retry-after')]).toEqual([429, 'Retry later\n', '7']);
    expect(sandbox.faults.pending()).toBe(0);
    expect((await makeBranch('x')).status).toBe(201);
  });

  it('concern only what matches, as often as they say', async () => {
    sandbox.faults.add({ mode: 'token-revoked', path: /branches/, times: 1 });
    expect((await sandbox.call('GET', '/user')).status).toBe(200);
    expect((await makeBranch('x')).status).toBe(401);
    expect((await makeBranch('x')).status).toBe(201);
  });
});

describe('latency', () => {
  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const info = () => fetch(`${sandbox.url}/${fullPath}.git/info/refs?service=git-upload-pack`);

  it('delays REST and git, and can be changed while running', async () => {
    sandbox.setLatency(120);
    expect(await took(() => sandbox.call('GET', '/version'))).toBeGreaterThanOrEqual(115);
    expect(await took(info)).toBeGreaterThanOrEqual(115);
    sandbox.setLatency(0);
    sandbox.faults.add({ latencyMs: 120, path: /version/ });
    expect(await took(() => sandbox.call('GET', '/version'))).toBeGreaterThanOrEqual(115);
    expect(sandbox.faults.pending()).toBe(0);
  });

  it('does nothing for who hangs up while waiting', async () => {
    sandbox.faults.add({ ...branchFault, latencyMs: 600_000 });
    const controller = new AbortController();
    const asked = fetch(`${sandbox.url}/api/v4${project.path}/repository/branches?branch=late&ref=main`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.tokens.owner}` },
      signal: controller.signal,
    });
    while (sandbox.faults.pending() > 0) await new Promise(setImmediate);
    controller.abort();
    await expect(asked).rejects.toThrow();
    expect(await exists('late')).toBe(false);
  });

  it('is an option too', async () => {
    const slow = await openSandbox({ seed: 'none', latencyMs: 120 });
    expect(await took(() => slow.call('GET', '/version'))).toBeGreaterThanOrEqual(115);
    await slow.dispose();
  });
});
