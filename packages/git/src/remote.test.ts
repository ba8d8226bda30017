import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchBranches } from './fetch-branches.ts';
import { fetchObjects, listMissing } from './fetch-objects.ts';
import { findRemoteBranch } from './find-remote-branch.ts';
import type { GitRemote } from './git-remote.ts';
import { ensureMirror } from './init-repository.ts';
import { listRefs } from './list-refs.ts';
import { listTree } from './list-tree.ts';
import { readCommit } from './log.ts';
import { mergeTrees } from './merge-trees.ts';
import { blobIdOf, toBlobId, type BlobId, type CommitId } from './object-id.ts';
import { readBlobs } from './read-blobs.ts';
import { runGit } from './run-git.ts';
import { serveRepositories, type RepositoryServer } from './testing/serve-repositories.ts';
import { serveOrigins, type Origins } from './testing/served-origin.ts';
import { commit, createOrigin, write } from './testing/temporary-repository.ts';
import { deleteRef } from './update-refs.ts';

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

const blobsOf = async (gitDir: string, treeish: string): Promise<BlobId[]> =>
  (await listTree({ gitDir, treeish })).flatMap((entry) => (entry.type === 'blob' ? [entry.id] : []));

describe('fetchBranches', () => {
  it('brings commits and trees without blobs, in one round trip, and prunes what is gone', async () => {
    const gitDir = await openMirror();
    await commit({ gitDir: origin, ref: 'refs/heads/other', changes: [] });
    const sync = await commit({ gitDir: origin, ref: 'refs/heads/sync-a', changes: [] });
    const options = { gitDir, remote, branchPatterns: ['main*', 'sync*'], filter: true };
    expect(await fetchBranches(options)).toEqual({ kind: 'fetched' });
    expect([...(await listRefs({ gitDir, prefix: 'refs/remotes/origin' })).keys()]).toEqual([
      'refs/remotes/origin/main',
      'refs/remotes/origin/sync-a',
    ]);
    expect(await listMissing({ gitDir, ids: await blobsOf(gitDir, first) })).toHaveLength(3);
    await deleteRef({ gitDir: origin, ref: 'refs/heads/sync-a', expected: sync });
    server.requests.length = 0;
    await fetchBranches(options);
    expect((await listRefs({ gitDir, prefix: 'refs/' })).size).toBe(1);
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it('works on an empty repository and on a mirror that exists', async () => {
    await createOrigin(`${origins.folder}/empty.git`);
    const gitDir = await openMirror();
    await ensureMirror({ gitDir });
    const empty = { ...remote, url: `${server.url}/empty.git` };
    expect(await fetchBranches({ gitDir, remote: empty, branchPatterns: ['main*'], filter: true })).toEqual({
      kind: 'fetched',
    });
    expect((await listRefs({ gitDir, prefix: 'refs/' })).size).toBe(0);
  });

  it('fetches everything when asked to, or when the server has no filters', async () => {
    await runGit(['config', 'uploadpack.allowFilter', 'false'], { gitDir: origin });
    const gitDir = await openMirror();
    expect(await fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true })).toEqual({
      kind: 'fetched',
    });
    expect(await listMissing({ gitDir, ids: await blobsOf(gitDir, first) })).toEqual([]);
  });

  it('fetches everything when the server refuses the filter with an error', async () => {
    await runGit(['config', 'uploadpackfilter.allow', 'false'], { gitDir: origin });
    const gitDir = await openMirror();
    const options = { gitDir, remote, branchPatterns: ['main*'], filter: true };
    expect(await fetchBranches(options)).toEqual({ kind: 'fetched' });
    expect(await listMissing({ gitDir, ids: await blobsOf(gitDir, first) })).toEqual([]);
  });

  it('says why the remote cannot be used', async () => {
    const gitDir = await openMirror();
    const fetchFrom = (other: GitRemote) =>
      fetchBranches({ gitDir, remote: other, branchPatterns: ['main*'], filter: true });
    expect((await fetchFrom({ ...remote, authorization: 'Basic d3Jvbmc=' })).kind).toBe('unauthorised');
    expect((await fetchFrom({ url: remote.url })).kind).toBe('unauthorised');
    expect((await fetchFrom({ ...remote, url: `${server.url}/absent.git` })).kind).toBe('not-found');
    expect((await fetchFrom({ url: 'http://127.0.0.1:1/x.git' })).kind).toBe('unreachable');
  });

  it('follows no redirect, which could carry the credential to another place', async () => {
    const gitDir = await openMirror();
    const redirecting = await serveRepositories({
      root: origins.folder,
      fault: (request) => ({ status: 302, headers: { location: `${server.url}${request.url}` } }),
    });
    const other = { ...remote, url: remote.url.replace(server.url, redirecting.url) };
    server.requests.length = 0;
    expect((await fetchBranches({ gitDir, remote: other, branchPatterns: ['main*'], filter: true })).kind).toBe(
      'unreachable',
    );
    expect(server.requests).toEqual([]);
    await redirecting.close();
  });

  it('runs no hook that lies in the repository', async () => {
    const gitDir = await openMirror();
    await mkdir(`${gitDir}/hooks`);
    await writeFile(`${gitDir}/hooks/reference-transaction`, `#!/bin/sh\ntouch ${gitDir}/hook-ran\n`, { mode: 0o755 });
    await fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true });
    expect((await listRefs({ gitDir, prefix: 'refs' })).size).toBe(1);
    await expect(access(`${gitDir}/hook-ran`)).rejects.toThrow('ENOENT');
  });

  it('leaves neither address nor credential in the mirror', async () => {
    const gitDir = await openMirror();
    await fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true });
    await fetchObjects({ gitDir, remote, ids: await blobsOf(gitDir, first) });
    const config = await readFile(`${gitDir}/config`, 'utf8');
    expect(config).not.toContain('127.0.0.1');
    expect(config).not.toContain('secret');
    const { stdout } = await runGit(['config', '--local', '--list'], { gitDir });
    expect(stdout.toString()).not.toMatch(/url|extraheader/i);
  });
});

describe('fetchObjects', () => {
  it('fetches what is missing in one request and nothing the second time', async () => {
    const gitDir = await openMirror();
    await fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true });
    const ids = await blobsOf(gitDir, first);
    server.requests.length = 0;
    expect(await readBlobs({ gitDir, ids })).toEqual(new Map());
    expect(server.requests).toEqual([]);
    expect(await fetchObjects({ gitDir, remote, ids })).toEqual({ kind: 'fetched', count: 3 });
    expect(server.requests.filter((line) => line.startsWith('POST')).length).toBeLessThanOrEqual(2);
    server.requests.length = 0;
    expect(await listMissing({ gitDir, ids })).toEqual([]);
    expect(await fetchObjects({ gitDir, remote, ids: [] })).toEqual({ kind: 'fetched', count: 0 });
    expect(server.requests).toEqual([]);
    expect((await readBlobs({ gitDir, ids })).get(blobIdOf(Buffer.from('b\r\n')))?.toString()).toBe('b\r\n');
  });

  it('lets a merge run without any request afterwards', async () => {
    const gitDir = await openMirror();
    await fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true });
    await fetchObjects({ gitDir, remote, ids: await blobsOf(gitDir, first) });
    const tree = (await readCommit({ gitDir, id: first })).tree;
    const ours = await commit({ gitDir, parents: [first], base: tree, changes: [write('a', '1\n2\nours\n')] });
    const theirs = await commit({ gitDir, parents: [first], base: tree, changes: [write('c', 'theirs\n')] });
    server.requests.length = 0;
    expect((await mergeTrees({ gitDir, ours, theirs, remote })).kind).toBe('clean');
    expect(server.requests).toEqual([]);
  });

  it('says why it failed', async () => {
    const gitDir = await openMirror();
    const wrong = { ...remote, authorization: 'Basic d3Jvbmc=' };
    expect((await fetchObjects({ gitDir, remote: wrong, ids: [toBlobId('1'.repeat(40))] })).kind).toBe('unauthorised');
  });
});

describe('findRemoteBranch', () => {
  it('tells where a branch is, that it is absent, or why nobody knows', async () => {
    const gitDir = await openMirror();
    await commit({ gitDir: origin, ref: 'refs/heads/refs/heads/other', changes: [] });
    expect(await findRemoteBranch({ gitDir, remote, branch: 'main' })).toEqual({ kind: 'found', tip: first });
    expect(await findRemoteBranch({ gitDir, remote, branch: 'other' })).toEqual({ kind: 'absent' });
    const absent = { ...remote, url: `${server.url}/absent.git` };
    expect((await findRemoteBranch({ gitDir, remote: absent, branch: 'main' })).kind).toBe('not-found');
  });
});
