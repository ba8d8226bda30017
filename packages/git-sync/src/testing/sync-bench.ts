import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceId } from '@amplication/domain';
import {
  importCommits,
  initBare,
  listTree,
  mergeTrees,
  readBlobs,
  readCommit,
  resolveRevision,
  runGit,
  toBlobId,
  toCommitId,
  updateRef,
  type CommitId,
} from '@amplication/git';
import type {
  Generation,
  MergeRequestFacts,
  ServiceOnBranch,
  SyncIntent,
  SyncOutcome,
  SyncPoint,
  SyncPorts,
  SyncRequest,
} from '../ports.ts';
import { syncRepository } from '../apply/sync-repository.ts';
import type { MergeMethod } from './laws/stage.ts';
import { createMemoryLedger, toModeAndBytes, type MemoryLedger, type TestFile } from './memory-ledger.ts';

const COMMITTER = {
  GIT_AUTHOR_NAME: 'A user',
  GIT_AUTHOR_EMAIL: 'user@example.com',
  GIT_COMMITTER_NAME: 'A user',
  GIT_COMMITTER_EMAIL: 'user@example.com',
  // The same script gives the same ids.
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};
const PERSON = { name: 'A user', email: 'user@example.com', date: '2026-01-01T00:00:00Z' };

/** A remote repository, a ledger in memory and merge requests as GitLab keeps them: what a sync needs, and what people do to it. */
export interface SyncBench extends AsyncDisposable {
  /** Makes a generation of the service, and syncs it. */
  readonly build: (
    files: Readonly<Record<string, TestFile>>,
    service?: string,
    identifiers?: Readonly<Record<string, string>>,
  ) => Promise<SyncOutcome>;
  readonly ledger: MemoryLedger;
  /** A person asks for the removal of a service's files. */
  readonly leave: (service: string) => Promise<SyncOutcome>;
  /** Syncs again what is there. */
  readonly again: () => Promise<SyncOutcome>;
  /** A person's commit on a branch; undefined deletes the file. */
  readonly commit: (branch: string, files: Readonly<Record<string, TestFile | undefined>>) => Promise<void>;
  /** A person's commit of a file in the root whose name is bytes, not text. */
  readonly commitNamed: (branch: string, name: Buffer, content: string) => Promise<void>;
  /** The ids of the files of a branch that have no name in UTF-8. */
  readonly listUnnamed: (branch: string) => Promise<readonly string[]>;
  /** A person's commit that gives a branch the files of an earlier commit: what a revert does. */
  readonly restore: (branch: string, commit: string) => Promise<void>;
  /** A person's merge of one branch into another by git, which finds no conflict. */
  readonly mergeBranch: (from: string, into: string) => Promise<void>;
  /** Moves, creates or (undefined) deletes a branch, whatever was there. */
  readonly point: (branch: string, commit: string | undefined) => Promise<void>;
  /** A person's changes to a merge request. */
  readonly change: (number: number, facts: Partial<MergeRequestFacts>) => void;
  /** The paths at which plain git finds a conflict between the sync branch and another. */
  readonly listGitConflicts: (branch?: string) => Promise<readonly string[]>;
  /** All files of a branch. */
  readonly readAll: (branch: string) => Promise<ReadonlyMap<string, string>>;
  /** All files that plain git makes of merging the sync branch into main. */
  readonly readMerge: () => Promise<ReadonlyMap<string, string>>;
  readonly parents: (branch: string) => Promise<readonly string[]>;
  readonly mode: (branch: string, path: string) => Promise<string | undefined>;
  /** Merges the open merge request as GitLab does. */
  readonly merge: (method: MergeMethod, options?: { readonly deleteBranch?: boolean }) => Promise<void>;
  readonly read: (branch: string, path: string) => Promise<string | undefined>;
  readonly list: (branch: string) => Promise<readonly string[]>;
  readonly tip: (branch: string) => Promise<string | undefined>;
  readonly mergeRequests: readonly MergeRequestFacts[];
  readonly log: readonly string[];
  /** What the sync calls at the named moments; tests interfere here. */
  hooks: {
    beforePush?: () => Promise<void>;
    beforeMergeRequest?: () => Promise<void>;
    afterList?: () => Promise<void>;
    reached?: (point: SyncPoint) => Promise<void>;
  };
  /** Builds that leave the others of the branch out, as a branch for each service does. */
  only: string | undefined;
  allowFirstCommit: boolean;
}

const SERVICE = '11111111-1111-4111-8111-111111111111';

/** A fresh bench; with `empty` the remote has no commit yet. */
export async function createSyncBench(
  options: { readonly empty?: boolean; readonly config?: readonly (readonly [string, string])[] } = {},
): Promise<SyncBench> {
  const directory = await mkdtemp(join(tmpdir(), 'git-sync-'));
  const origin = join(directory, 'origin.git');
  const config = [
    ['uploadpack.allowFilter', 'true'],
    ['uploadpack.allowAnySHA1InWant', 'true'],
    ...(options.config ?? []),
  ] as const;
  await initBare({ gitDir: origin, defaultBranch: 'main', config });
  const ledger = createMemoryLedger();
  let builds = 0;
  const newest = new Map<string, Generation>();
  const left = new Set<string>();
  const mergeRequests: MergeRequestFacts[] = [];
  const log: string[] = [];
  let intent: SyncIntent | undefined;
  let announced: readonly Generation[] = [];

  const bench: SyncBench = {
    hooks: {},
    only: undefined,
    allowFirstCommit: false,
    mergeRequests,
    log,
    ledger,
    build: async (files, service = SERVICE, identifiers = {}) => {
      builds += 1;
      newest.set(service, ledger.generate(service as ServiceId, files, identifiers));
      return bench.again();
    },
    leave: async (service) => {
      left.add(service);
      newest.set(service, ledger.generate(service as ServiceId, {}));
      return bench.again();
    },
    again: () => syncRepository(ports, toRequest()),
    commit: async (branch, files) => {
      const parent = await resolveRevision({ gitDir: origin, revision: `refs/heads/${branch}` });
      const changes = Object.entries(files).map(([path, content]) =>
        content === undefined
          ? ({ kind: 'delete', path } as const)
          : ({ kind: 'write', path, ...toModeAndBytes(content) } as const),
      );
      const base = parent === undefined ? undefined : (await readCommit({ gitDir: origin, id: parent })).tree;
      const [id] = await importCommits({
        gitDir: origin,
        commits: [
          {
            parents: parent === undefined ? [] : [parent],
            base,
            changes,
            message: 'edit\n',
            author: PERSON,
            committer: PERSON,
          },
        ],
      });
      await setRef(branch, id, parent);
    },
    merge: async (method, { deleteBranch = false } = {}) => {
      const open = mergeRequests.find((facts) => facts.state === 'open');
      const [source, target] = [await getTip('amplication'), await getTip(open?.targetBranch ?? 'main')];
      if (open === undefined) throw new Error('There is no open merge request.');
      const merged =
        method === 'ff' ? source : await mergeByGit(target, source, method === 'merge' ? 'merge' : 'squash');
      await setRef(open.targetBranch, merged, target);
      // By hand: nothing of it is known to GitLab.
      if (method === 'pick') return;
      if (method === 'rebase') await setRef('amplication', merged, source);
      const made = { merge: { mergeCommitSha: merged }, squash: { squashCommitSha: merged }, rebase: {}, ff: {} }[
        method
      ];
      const sourceSha = method === 'rebase' ? merged : source;
      mergeRequests[mergeRequests.indexOf(open)] = { ...open, ...made, sourceSha, state: 'merged' };
      if (deleteBranch) await runGit(['update-ref', '-d', 'refs/heads/amplication'], { gitDir: origin });
    },
    read: async (branch, path) => {
      const entry = (await listTree({ gitDir: origin, treeish: `refs/heads/${branch}` })).find(
        (each) => each.path === path,
      );
      if (entry === undefined) return undefined;
      return (await readBlobs({ gitDir: origin, ids: [toBlobId(entry.id)] })).get(toBlobId(entry.id))?.toString();
    },
    list: async (branch) =>
      (await listTree({ gitDir: origin, treeish: `refs/heads/${branch}` })).map((entry) => entry.path),
    tip: (branch) => resolveRevision({ gitDir: origin, revision: `refs/heads/${branch}` }),
    commitNamed: async (branch, name, content) => {
      const parent = await getTip(branch);
      const hashed = await runGit(['hash-object', '-w', '--stdin'], { gitDir: origin, input: content });
      const { stdout } = await runGit(['ls-tree', '-z', parent], { gitDir: origin });
      const entry = [Buffer.from(`100644 blob ${hashed.stdout.toString().trim()}\t`), name, Buffer.from('\0')];
      const others = stdout
        .toString('latin1')
        .split('\0')
        .filter((record) => record !== '' && !record.endsWith(`\t${name.toString('latin1')}`));
      const input = Buffer.concat([Buffer.from(others.map((record) => `${record}\0`).join(''), 'latin1'), ...entry]);
      const tree = await runGit(['mktree', '-z'], { gitDir: origin, input });
      await setRef(branch, await commitTree(tree.stdout.toString().trim(), [parent]), parent);
    },
    listUnnamed: async (branch) =>
      (await listTree({ gitDir: origin, treeish: `refs/heads/${branch}` }))
        .filter((entry) => entry.path.includes('\ufffd'))
        .map((entry) => entry.id)
        .toSorted(),
    restore: async (branch, commit) => {
      const parent = await getTip(branch);
      const { tree } = await readCommit({ gitDir: origin, id: toCommitId(commit) });
      await setRef(branch, await commitTree(tree, [parent]), parent);
    },
    mergeBranch: async (from, into) => {
      const [source, target] = [await getTip(from), await getTip(into)];
      await setRef(into, await mergeByGit(target, source, 'merge'), target);
    },
    point: async (branch, commit) => {
      const ref = `refs/heads/${branch}`;
      await runGit(['update-ref', ...(commit === undefined ? ['-d', ref] : [ref, commit])], { gitDir: origin });
    },
    change: (number, facts) => {
      const index = mergeRequests.findIndex((each) => each.number === number);
      const before = mergeRequests[index];
      if (before !== undefined) mergeRequests[index] = { ...before, ...facts };
    },
    listGitConflicts: async (branch = 'main') => {
      const merge = await mergeTrees({
        gitDir: origin,
        ours: await getTip(branch),
        theirs: await getTip('amplication'),
      });
      return merge.kind === 'clean' ? [] : merge.conflicts.map((conflict) => conflict.path);
    },
    readAll: async (branch) => readFiles(origin, `refs/heads/${branch}`),
    readMerge: async () => {
      const source = await bench.tip('amplication');
      if (source === undefined) return bench.readAll('main');
      const merge = await mergeTrees({ gitDir: origin, ours: await getTip('main'), theirs: toCommitId(source) });
      return readFiles(origin, merge.tree);
    },
    parents: async (branch) => (await readCommit({ gitDir: origin, id: await getTip(branch) })).parents,
    mode: async (branch, path) =>
      (await listTree({ gitDir: origin, treeish: `refs/heads/${branch}` })).find((each) => each.path === path)?.mode,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };

  const commitTree = async (tree: string, parents: readonly string[]): Promise<CommitId> => {
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-m', 'merge'];
    const { stdout } = await runGit(args, { gitDir: origin, environment: COMMITTER });
    return toCommitId(stdout.toString().trim());
  };
  const mergeByGit = async (target: CommitId, source: CommitId, method: 'merge' | 'squash'): Promise<CommitId> => {
    const { stdout } = await runGit(['merge-tree', '--write-tree', target, source], { gitDir: origin });
    return commitTree(stdout.toString().trim(), method === 'merge' ? [target, source] : [target]);
  };
  const getTip = async (branch: string): Promise<CommitId> => {
    const tip = await resolveRevision({ gitDir: origin, revision: `refs/heads/${branch}` });
    if (tip === undefined) throw new Error(`No branch ${branch}.`);
    return tip;
  };
  const setRef = async (branch: string, id: CommitId | undefined, expected: CommitId | undefined): Promise<void> => {
    if (id === undefined) throw new Error('No commit was made.');
    await updateRef({ gitDir: origin, ref: `refs/heads/${branch}`, newTip: id, expected: expected ?? null });
  };
  const refresh = async (): Promise<void> => {
    const tip = await bench.tip('amplication');
    for (const [index, facts] of mergeRequests.entries())
      if (facts.state === 'open') mergeRequests[index] = { ...facts, sourceSha: tip };
  };
  const ports: SyncPorts = {
    ledger: ledger.ledger,
    memory: ledger.memory,
    reached: async (point) => bench.hooks.reached?.(point),
    assertLease: async () => bench.hooks.beforePush?.(),
    intents: {
      find: async () => intent,
      store: async (value, generations) => {
        ledger.recordPushed(announced);
        [intent, announced] = [value, generations];
      },
      confirm: async () => {
        ledger.recordPushed(announced);
        announced = [];
      },
      settle: async (settled) => void (intent = intent === undefined ? undefined : { ...intent, settled }),
    },
    log: async (_step, _level, message) => void log.push(message),
    mergeRequests: {
      list: async () => {
        await refresh();
        const all = [...mergeRequests].toReversed();
        await bench.hooks.afterList?.();
        return all;
      },
      create: async ({ title, description, targetBranch, isDraft }) => {
        await bench.hooks.beforeMergeRequest?.();
        const facts = {
          number: mergeRequests.length + 1,
          state: 'open' as const,
          title: isDraft ? `Draft: ${title}` : title,
          description,
          targetBranch,
          sourceSha: await bench.tip('amplication'),
          mergeCommitSha: undefined,
          squashCommitSha: undefined,
        };
        mergeRequests.push(facts);
        return facts;
      },
      update: async (number, { description, isDraft }) => {
        const index = mergeRequests.findIndex((facts) => facts.number === number);
        const before = mergeRequests[index];
        if (before === undefined) throw new Error(`No merge request ${number}.`);
        const title = isDraft === true ? `Draft: ${before.title.replace(/^Draft: /u, '')}` : before.title;
        const after = { ...before, title, description };
        mergeRequests[index] = after;
        return after;
      },
    },
  };
  const toRequest = (): SyncRequest => ({
    gitDir: join(directory, 'mirror.git'),
    remote: { url: `file://${origin}`, allowFile: true },
    baseBranch: 'main',
    syncBranch: 'amplication',
    services: [...newest]
      .filter(([id]) => bench.only === undefined || bench.only === id)
      .map(([id, generation]): ServiceOnBranch => ({
        id: id as ServiceId,
        name: 'Shop',
        generatorVersion: '1',
        generationId: generation.id,
        hasLeft: left.has(id),
      })),
    subject: 'chore: update generated code',
    body: '',
    trailers: [],
    identity: { name: 'Amplication', email: 'amplication@example.com', date: '2026-01-02T00:00:00Z' },
    mergeRequest: { title: 'chore: update generated code', builds: `- build ${builds}` },
    allowFirstCommit: bench.allowFirstCommit,
    repositoryName: 'shop',
  });

  if (options.empty !== true) await bench.commit('main', { 'README.md': '# Shop\n' });
  return bench;
}

async function readFiles(gitDir: string, treeish: string): Promise<ReadonlyMap<string, string>> {
  const entries = (await listTree({ gitDir, treeish })).filter((entry) => entry.type === 'blob');
  const bytes = await readBlobs({ gitDir, ids: entries.map((entry) => toBlobId(entry.id)) });
  return new Map(entries.map(({ path, id }) => [path, bytes.get(toBlobId(id))?.toString() ?? '']));
}

/** A file of numbered lines, some of them replaced. */
export function lines(count: number, replaced: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, index) => `${replaced[index + 1] ?? `line ${index + 1}`}\n`).join('');
}
