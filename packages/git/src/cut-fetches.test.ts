import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchBranches } from './fetch-branches.ts';
import { fetchObjects, listMissing } from './fetch-objects.ts';
import { findRemoteBranch } from './find-remote-branch.ts';
import type { GitRemote } from './git-remote.ts';
import { listRefs } from './list-refs.ts';
import { blobIdOf } from './object-id.ts';
import { large, loginPage, openBreakingRemote, requests, type BreakingRemote } from './testing/breaking-remote.ts';

let broken: BreakingRemote;
beforeAll(async () => {
  broken = await openBreakingRemote();
});
afterAll(() => broken.close());

const openFilled = async (): Promise<string> => {
  const gitDir = await broken.openMirror();
  await broken.fetchMain(gitDir);
  return gitDir;
};

describe('a fetch', () => {
  it.each(requests(3))(
    'whose request %i is answered with %s says why, leaves nothing half done, and works the next time',
    async (at, _, fault, kind, forever) => {
      const gitDir = await broken.openMirror();
      broken.breakAt(at, fault, forever);
      expect((await broken.fetchMain(gitDir)).kind).toBe(kind);
      broken.heal();
      expect((await listRefs({ gitDir, prefix: 'refs' })).size).toBe(0);
      expect((await readdir(gitDir, { recursive: true })).filter((name) => name.endsWith('.lock'))).toEqual([]);
      expect(await broken.fetchMain(gitDir)).toEqual({ kind: 'fetched' });
    },
  );
});

describe('a fetch of blobs', () => {
  const ids = [blobIdOf(Buffer.from(large))];
  it.each(requests(2))(
    'whose request %i is answered with %s says why, and works the next time',
    async (at, _, fault, kind, forever) => {
      const gitDir = await openFilled();
      broken.breakAt(at, fault, forever);
      const outcome = await fetchObjects({ gitDir, remote: broken.remote, ids });
      broken.heal();
      // The cut may come after the last object.
      if ((await listMissing({ gitDir, ids })).length > 0) expect(outcome.kind).toBe(kind);
      else expect(outcome.kind).toBe('fetched');
      expect(broken.server.requests.length).toBeLessThan(5);
      expect(await fetchObjects({ gitDir, remote: broken.remote, ids })).toEqual({ kind: 'fetched', count: 1 });
      expect(await listMissing({ gitDir, ids })).toEqual([]);
    },
  );
});

describe('git sends a request again when a connection that it used before dies without an answer', () => {
  it.each([1, 2])('so that a fetch goes on after request %i', async (at) => {
    const gitDir = await broken.openMirror();
    broken.breakAt(at, { cut: 'after' }, false);
    expect(await broken.fetchMain(gitDir)).toEqual({ kind: 'fetched' });
    broken.heal();
  });
});

describe('a remote that nobody reaches', () => {
  it('is no empty repository when a page answers, whatever was asked for', async () => {
    const gitDir = await openFilled();
    broken.breakAt(0, loginPage, true);
    for (const branchPatterns of [['main'], ['main*'], ['*']])
      expect((await fetchBranches({ gitDir, remote: broken.remote, branchPatterns, filter: true })).kind).toBe(
        'unreachable',
      );
    broken.heal();
  });

  it('is unreachable, also behind a proxy that refuses', async () => {
    const gitDir = await broken.openMirror();
    const ask = (other: GitRemote) => findRemoteBranch({ gitDir, remote: other, branch: 'main' });
    expect((await ask({ url: 'http://127.0.0.1:1/o.git' })).kind).toBe('unreachable');
    expect((await ask({ ...broken.remote, proxy: 'http://127.0.0.1:1' })).kind).toBe('unreachable');
    broken.breakAt(0, { status: 407 }, true);
    expect((await ask({ url: 'https://git.invalid/o.git', proxy: broken.server.url })).kind).toBe('unreachable');
    broken.heal();
  });

  it('is unreachable when it does not answer in time, and cancelled when the caller gave up', async () => {
    const gitDir = await broken.openMirror();
    const never = new Promise<void>(() => undefined);
    broken.breakAt(0, { until: never }, true);
    const options = { gitDir, remote: broken.remote, branchPatterns: ['main*'], filter: true };
    expect((await fetchBranches({ ...options, timeoutMs: 100 })).kind).toBe('unreachable');
    const controller = new AbortController();
    broken.breakBy(() => {
      controller.abort();
      return { until: never };
    });
    await expect(fetchBranches({ ...options, signal: controller.signal })).rejects.toMatchObject({ kind: 'cancelled' });
    broken.heal();
  });
});
