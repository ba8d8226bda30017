import { readFile, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchBranches } from './fetch-branches.ts';
import { fetchObjects } from './fetch-objects.ts';
import type { GitRemote } from './git-remote.ts';
import { ensureMirror } from './init-repository.ts';
import { readCommit } from './log.ts';
import { blobIdOf, type CommitId } from './object-id.ts';
import { push } from './push.ts';
import { runGit } from './run-git.ts';
import { listChildProcesses } from './testing/child-processes.ts';
import { serveRepositories, type RepositoryServer, type ServerFault } from './testing/serve-repositories.ts';
import { commit, createOrigin, temporaryFolder, write } from './testing/temporary-repository.ts';

const secret = 'glpat-s3cr3t';
const encoded = Buffer.from(`oauth2:${secret}`).toString('base64');
const authorization = `Basic ${encoded}`;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: RepositoryServer;
let remote: GitRemote;
let origin: string;
let gitDir: string;
let first: CommitId;
let plan: () => ServerFault | undefined = () => undefined;

beforeAll(async () => {
  folder = await temporaryFolder();
  origin = `${folder.path}/origin.git`;
  gitDir = `${folder.path}/mirror.git`;
  await createOrigin(origin);
  await ensureMirror({ gitDir });
  first = await commit({ gitDir: origin, ref: 'refs/heads/main', changes: [write('a', 'a\n'), write('b', 'b\n')] });
  server = await serveRepositories({ root: folder.path, authorization, fault: () => plan() });
  remote = { url: `${server.url}/origin.git`, authorization };
});
afterAll(async () => {
  await server.close();
  await folder.dispose();
});

/** The command lines of all processes at the moment in which a request waits for its answer. */
const watch = async (act: () => Promise<{ readonly kind: string }>): Promise<readonly string[]> => {
  const seen: string[] = [];
  plan = () => {
    seen.push(...listChildProcesses().map(({ command }) => command));
    return undefined;
  };
  expect(['fetched', 'pushed']).toContain((await act()).kind);
  plan = () => undefined;
  return seen;
};
const fetchMain = () => fetchBranches({ gitDir, remote, branchPatterns: ['main'], filter: true });

describe('the credential', () => {
  it.skipIf(process.platform !== 'linux')('is in no argument of any process while the remote is asked', async () => {
    const seen = [
      ...(await watch(fetchMain)),
      ...(await watch(() => fetchObjects({ gitDir, remote, ids: [blobIdOf(Buffer.from('b\n'))] }))),
    ];
    const base = (await readCommit({ gitDir, id: first })).tree;
    const next = await commit({ gitDir, parents: [first], base, changes: [write('n', 'n')] });
    const updates = [{ ref: 'refs/heads/n', newTip: next, expected: null }];
    seen.push(...(await watch(() => push({ gitDir, remote, updates }))));
    expect(seen.filter((command) => command.includes('remote-http')).length).toBeGreaterThanOrEqual(7);
    for (const command of seen) {
      expect(command).not.toContain(secret);
      expect(command).not.toContain(encoded);
    }
  });

  it('is in no file of the mirror, nor the address', async () => {
    await fetchMain();
    const names = await readdir(gitDir, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const bytes = await readFile(file);
      for (const text of [secret, encoded, server.url]) expect(bytes.includes(text), file).toBe(false);
    }
  });

  it('is in no error and no outcome, also when the server repeats it', async () => {
    const body = `${authorization} ${secret} oauth2:${secret}`;
    for (const status of [401, 403, 500, 200]) {
      plan = () => ({ status, body, headers: { 'content-type': 'text/plain' } });
      const outcomes = [
        await fetchMain(),
        await push({ gitDir, remote, updates: [{ ref: 'refs/heads/x', newTip: first, expected: null }] }),
      ];
      for (const text of [secret, encoded]) expect(JSON.stringify(outcomes)).not.toContain(text);
    }
    plan = () => undefined;
    const error: unknown = await runGit(['ls-remote', `--${authorization}`, secret, encoded], {
      gitDir,
      remote,
    }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'GitError' });
    const { message, stderr, command, stack } = error as Record<string, unknown>;
    for (const text of [secret, encoded]) expect(JSON.stringify([message, stderr, command, stack])).not.toContain(text);
  });

  it('is not in what the remote says while the command succeeds', async () => {
    const alias = `alias.say=!echo "remote: ${secret} ${encoded} ${authorization}" >&2`;
    const { stderr } = await runGit(['-c', alias, 'say'], { remote });
    expect(stderr).toBe('remote: *** *** ***\n');
  });
});
