import { fetchBranches, type FetchOutcome } from '../fetch-branches.ts';
import type { GitRemote } from '../git-remote.ts';
import { ensureMirror } from '../init-repository.ts';
import type { CommitId } from '../object-id.ts';
import { serveRepositories, type RepositoryServer, type ServerFault } from './serve-repositories.ts';
import { commit, createOrigin, temporaryFolder, write } from './temporary-repository.ts';

/** The page of `loginPage`, which is no answer of git's protocol. */
const page = '<!DOCTYPE html><title>Sign in</title>';

/** A page where git should answer, without a line end, so that git could take it for an empty repository. */
export const loginPage: ServerFault = { status: 200, headers: { 'content-type': 'text/html' }, body: page };

/** A file of the breaking remote's main branch. */
export const large = 'b'.repeat(5000);

type Case = readonly [name: string, fault: ServerFault, kind: string, forever: boolean];
const answers: readonly Case[] = [
  ['401', { status: 401 }, 'unauthorised', false],
  ['403', { status: 403 }, 'forbidden', false],
  ['404', { status: 404 }, 'not-found', false],
  ['503', { status: 503 }, 'unreachable', false],
  ['a login page', loginPage, 'unreachable', true],
  ['nothing', { status: 200, body: '' }, 'unreachable', true],
  ['a connection cut before', { cut: 'before' }, 'unreachable', true],
  ['a connection cut after', { cut: 'after' }, 'unreachable', true],
  ['an answer cut off early', { cut: 30 }, 'unreachable', false],
  ['an answer cut off late', { cut: 1e9 }, 'unreachable', false],
];
const firstAnswers: readonly Case[] = [
  ...answers,
  ...[407, 429, 500].map((status): Case => [String(status), { status }, 'unreachable', false]),
  ['a login page of several lines', { status: 200, body: `${page}\n<p>x\n` }, 'unreachable', true],
  ['a redirect', { status: 302, headers: { location: 'http://other.invalid/o.git' } }, 'unreachable', false],
];
/** The place of a request, what happens to it, how the outcome is called, and whether it happens to all later ones too. */
export const requests = (number: number): readonly (readonly [at: number, ...rest: Case])[] =>
  Array.from({ length: number }, (_, at) =>
    (at === 0 ? firstAnswers : answers).map((each) => [at, ...each] as const),
  ).flat();

export interface BreakingRemote {
  readonly server: RepositoryServer;
  readonly remote: GitRemote;
  readonly origin: string;
  /** The tip of main. */
  readonly first: CommitId;
  /** Lets a request fail, and with `forever` all after it; counted from this call on. */
  breakAt(at: number, fault: ServerFault, forever: boolean): void;
  /** Asks at each request what happens to it. */
  breakBy(plan: (index: number) => ServerFault | undefined): void;
  heal(): void;
  openMirror(): Promise<string>;
  fetchMain(gitDir: string): Promise<FetchOutcome>;
  close(): Promise<void>;
}

/** Serves one repository whose connections break where a test says; for tests. */
export async function openBreakingRemote(): Promise<BreakingRemote> {
  const folder = await temporaryFolder();
  const origin = `${folder.path}/origin.git`;
  await createOrigin(origin);
  const changes = [write('a', 'a\n'), write('b', large)];
  const first = await commit({ gitDir: origin, ref: 'refs/heads/main', changes });
  let plan: (index: number) => ServerFault | undefined = () => undefined;
  let count = 0;
  const server = await serveRepositories({ root: folder.path, fault: (_, index) => plan(index) });
  const remote = { url: `${server.url}/origin.git` };
  return {
    server,
    remote,
    origin,
    first,
    breakAt: (at, fault, forever) => {
      server.requests.length = 0;
      plan = (index) => (index === at || (forever && index > at) ? fault : undefined);
    },
    breakBy: (next) => {
      plan = next;
    },
    heal: () => {
      plan = () => undefined;
    },
    openMirror: async () => {
      count += 1;
      const gitDir = `${folder.path}/mirror-${count}.git`;
      await ensureMirror({ gitDir });
      return gitDir;
    },
    fetchMain: (gitDir) => fetchBranches({ gitDir, remote, branchPatterns: ['main*'], filter: true }),
    close: async () => {
      await server.close();
      await folder.dispose();
    },
  };
}
