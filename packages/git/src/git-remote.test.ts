import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchBranches } from './fetch-branches.ts';
import { toRemoteConfig } from './git-remote.ts';
import { ensureMirror } from './init-repository.ts';

describe('a remote whose addresses were checked', () => {
  let directory: string;
  let server: Server;
  let port: number;
  const hosts: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'git-remote-'));
    server = createServer((request, response) => {
      hosts.push(request.headers.host ?? '');
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    await ensureMirror({ gitDir: join(directory, 'mirror.git') });
  });
  afterAll(async () => {
    server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const fetch = (resolve?: string) =>
    fetchBranches({
      gitDir: join(directory, 'mirror.git'),
      remote: { url: `http://gitlab.example.test:${port}/a/b.git`, ...(resolve === undefined ? {} : { resolve }) },
      branchPatterns: ['main'],
      filter: true,
    });

  it('is reached at these, whatever the name says', async () => {
    expect((await fetch(`gitlab.example.test:${port}:127.0.0.1`)).kind).toBe('not-found');
    expect(hosts).toContain(`gitlab.example.test:${port}`);
  });

  it('is not reached without', async () => {
    hosts.length = 0;
    expect((await fetch()).kind).toBe('unreachable');
    expect(hosts).toEqual([]);
  });

  it('takes no second setting in its addresses', () => {
    const remote = { url: 'http://gitlab.example.test/a.git', resolve: 'a:1:127.0.0.1\nhttp.proxy=x' };
    expect(() => toRemoteConfig(remote)).toThrow(TypeError);
  });
});
