import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchBranches } from './fetch-branches.ts';
import type { GitRemote } from './git-remote.ts';
import { listRefs } from './list-refs.ts';
import { readCommit } from './log.ts';
import type { CommitId } from './object-id.ts';
import { push } from './push.ts';
import { runGit } from './run-git.ts';
import type { RepositoryServer } from './testing/serve-repositories.ts';
import { serveOrigins, type Origins } from './testing/served-origin.ts';
import { commit, write } from './testing/temporary-repository.ts';
import { updateRef } from './update-refs.ts';

let origins: Origins;
let server: RepositoryServer;
let origin: string;
let remote: GitRemote;
let first: CommitId;
let openMirror: () => Promise<string>;

beforeAll(async () => {
  origins = await serveOrigins();
  ({ server } = origins);
});
afterAll(() => origins[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ gitDir: origin, remote, first, openMirror } = await origins.next());
});

describe('push', () => {
  const prepare = async (): Promise<{ gitDir: string; next: CommitId }> => {
    const gitDir = await openMirror();
    await fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true });
    const tree = (await readCommit({ gitDir, id: first })).tree;
    const next = await commit({ gitDir, parents: [first], base: tree, changes: [write('new', 'n\n')] });
    server.requests.length = 0;
    return { gitDir, next };
  };

  it('creates, moves and deletes refs without fetching a blob', async () => {
    const { gitDir, next } = await prepare();
    expect(
      await push({ gitDir, remote, updates: [{ ref: 'refs/heads/sync', newTip: next, expected: null }] }),
    ).toMatchObject({ kind: 'pushed' });
    expect(server.requests.filter((line) => line.includes('upload-pack'))).toEqual([]);
    expect((await listRefs({ gitDir: origin, prefix: 'refs/heads' })).get('refs/heads/sync')).toBe(next);
    await push({
      gitDir,
      remote,
      updates: [{ ref: 'refs/heads/sync', newTip: first, expected: next }],
      pushOptions: ['ci.skip'],
    });
    expect((await listRefs({ gitDir: origin, prefix: 'refs/heads' })).get('refs/heads/sync')).toBe(first);
    await push({ gitDir, remote, updates: [{ ref: 'refs/heads/sync', newTip: null, expected: first }] });
    expect((await listRefs({ gitDir: origin, prefix: 'refs/heads' })).has('refs/heads/sync')).toBe(false);
  });

  it('changes nothing when one of the refs has moved', async () => {
    const { gitDir, next } = await prepare();
    const outcome = await push({
      gitDir,
      remote,
      updates: [
        { ref: 'refs/heads/sync', newTip: next, expected: null },
        { ref: 'refs/heads/main', newTip: next, expected: next },
      ],
    });
    expect(outcome).toEqual({ kind: 'moved', refs: ['refs/heads/main'] });
    expect([...(await listRefs({ gitDir: origin, prefix: 'refs/heads' })).keys()]).toEqual(['refs/heads/main']);
    expect(
      (await push({ gitDir, remote, updates: [{ ref: 'refs/heads/main', newTip: next, expected: null }] })).kind,
    ).toBe('moved');
  });

  it("hands on the remote's own sentences when a rule refuses", async () => {
    const { gitDir, next } = await prepare();
    await runGit(['config', 'receive.denyDeletes', 'true'], { gitDir: origin });
    await runGit(['config', 'receive.denyNonFastForwards', 'true'], { gitDir: origin });
    const deletion = await push({
      gitDir,
      remote,
      updates: [{ ref: 'refs/heads/main', newTip: null, expected: first }],
    });
    expect(deletion.kind).toBe('rejected');
    expect(deletion.kind === 'rejected' && deletion.lines.join()).toContain('denying ref deletion');
    await updateRef({ gitDir: origin, ref: 'refs/heads/main', newTip: first, expected: first });
    expect(
      (
        await push({
          gitDir,
          remote: { ...remote, authorization: 'Basic eDp5' },
          updates: [{ ref: 'refs/heads/x', newTip: next, expected: null }],
        })
      ).kind,
    ).toBe('unauthorised');
    const absent = { ...remote, url: `${server.url}/absent.git` };
    expect(
      (await push({ gitDir, remote: absent, updates: [{ ref: 'refs/heads/x', newTip: next, expected: null }] })).kind,
    ).toBe('not-found');
  });
});

describe('a pack of several megabytes', () => {
  it('goes up in one request, without a probe before it', async () => {
    const gitDir = await openMirror();
    const noise = Buffer.alloc(3_000_000, 0).map((_, index) => (index * 2_654_435_761) >>> (index % 13));
    const changes = [{ kind: 'write', path: 'noise', mode: '100644', content: noise } as const];
    const tip = await commit({ gitDir, changes });
    server.requests.length = 0;
    const updates = [{ ref: 'refs/heads/large', newTip: tip, expected: null }];
    expect((await push({ gitDir, remote, updates })).kind).toBe('pushed');
    expect(server.requests.map((line) => line.split(' ')[0])).toEqual(['GET', 'POST']);
  });
});
