import {
  importCommits,
  listTree,
  mergeTrees,
  push,
  readBlobs,
  readCommit,
  resolveRevision,
  toBlobId,
  toCommitId,
  type CommitId,
  type TreeChange,
  type TreeId,
} from '@amplication/git';
import type { StackProject, SyncStack } from './open-sync-stack.ts';

export interface RemoteFile {
  readonly content: Buffer;
  readonly mode: '100644' | '100755';
}

/** A repository of the sandbox as a person with git and a browser uses it: every ref moves by a push or by the API. */
export interface RemoteRepository {
  readonly tip: (branch: string) => Promise<CommitId | undefined>;
  readonly files: (treeish: string) => Promise<ReadonlyMap<string, RemoteFile>>;
  /** A commit of some files; undefined deletes one. */
  readonly commit: (branch: string, files: ReadonlyMap<string, RemoteFile | undefined>) => Promise<void>;
  /** A commit that gives a branch the files of another commit. */
  readonly restore: (branch: string, commit: string) => Promise<void>;
  /** A merge by git; false where it finds a conflict. */
  readonly mergeBranch: (from: string, into: string) => Promise<boolean>;
  /** What git makes of merging two branches: a tree, or the paths where it cannot. */
  readonly merge: (into: string, from: string) => ReturnType<typeof mergeTrees>;
  /** Moves a branch by force, creates or (undefined) deletes it. */
  readonly point: (branch: string, commit: string | undefined) => Promise<void>;
  /** A REST request about the project as its owner. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
}

const PERSON = { name: 'A user', email: 'user@example.com' };

/** Opens a project's repository. */
export function openRemote({ sandbox }: SyncStack, project: StackProject): RemoteRepository {
  const { gitDir } = project;
  const authorization = `Basic ${Buffer.from(`oauth2:${sandbox.tokens.owner}`).toString('base64')}`;
  const remote = { url: project.gitUrl, authorization };
  let moment = 1_700_000_000;
  const pushTo = async (branch: string, newTip: CommitId | null, expected: CommitId | null): Promise<void> => {
    const outcome = await push({ gitDir, remote, updates: [{ ref: `refs/heads/${branch}`, newTip, expected }] });
    if (outcome.kind !== 'pushed') throw new Error(`A person's push failed: ${JSON.stringify(outcome)}`);
  };
  const write = async (
    branch: string,
    base: TreeId | undefined,
    parents: readonly CommitId[],
    changes: readonly TreeChange[],
  ): Promise<void> => {
    moment += 1;
    const signature = { ...PERSON, date: moment };
    const commit = { parents, base, changes, message: 'A person\n', author: signature, committer: signature };
    const [id] = await importCommits({ gitDir, commits: [commit] });
    if (id === undefined) throw new Error('git wrote no commit.');
    await pushTo(branch, id, parents[0] ?? null);
  };
  const tipOf = async (branch: string): Promise<CommitId> => {
    const tip = await self.tip(branch);
    if (tip === undefined) throw new Error(`No branch ${branch}.`);
    return tip;
  };
  const self: RemoteRepository = {
    tip: (branch) => resolveRevision({ gitDir, revision: `refs/heads/${branch}` }),
    files: async (treeish) => {
      const entries = (await listTree({ gitDir, treeish })).filter((entry) => entry.type === 'blob');
      const bytes = await readBlobs({ gitDir, ids: entries.map(({ id }) => id) });
      return new Map(
        entries.map(({ path, id, mode }) => [
          path,
          { content: bytes.get(toBlobId(id)) ?? Buffer.alloc(0), mode: mode === '100755' ? mode : '100644' },
        ]),
      );
    },
    commit: async (branch, files) => {
      const parent = await tipOf(branch);
      const { tree } = await readCommit({ gitDir, id: parent });
      const changes = [...files].map(([path, file]): TreeChange =>
        file === undefined ? { kind: 'delete', path } : { kind: 'write', path, ...file },
      );
      await write(branch, tree, [parent], changes);
    },
    restore: async (branch, commit) => {
      const { tree } = await readCommit({ gitDir, id: toCommitId(commit) });
      await write(branch, tree, [await tipOf(branch)], []);
    },
    mergeBranch: async (from, into) => {
      const merge = await self.merge(into, from);
      if (merge.kind === 'conflicted') return false;
      await write(into, merge.tree, [await tipOf(into), await tipOf(from)], []);
      return true;
    },
    merge: async (into, from) => mergeTrees({ gitDir, ours: await tipOf(into), theirs: await tipOf(from) }),
    point: async (branch, commit) =>
      pushTo(branch, commit === undefined ? null : toCommitId(commit), (await self.tip(branch)) ?? null),
    call: async (method, path, body) => {
      const response = await fetch(`${sandbox.url}/api/v4/projects/${project.externalId}${path}`, {
        method,
        headers: {
          'private-token': sandbox.tokens.owner,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
  };
  return self;
}
