import { toCommitId, toTreeId, type CommitId, type TreeId } from './object-id.ts';
import { runGit } from './run-git.ts';

export interface CommitPerson {
  readonly name: string;
  readonly email: string;
  /** ISO 8601 with the offset of the person's own time zone. */
  readonly date: string;
}

export interface GitCommit {
  readonly id: CommitId;
  readonly tree: TreeId;
  readonly parents: readonly CommitId[];
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  readonly message: string;
}

export interface LogOptions {
  readonly gitDir: string;
  /** The commits to start from. */
  readonly tips: readonly CommitId[];
  /** Leaves out what can be reached from these. */
  readonly exclude?: readonly CommitId[] | undefined;
  readonly limit: number;
  readonly skip?: number | undefined;
  /** Only commits that change this file or folder. */
  readonly path?: string | undefined;
  readonly firstParent?: boolean | undefined;
}

const format = '--format=tformat:%H%n%T%n%P%n%an%n%ae%n%aI%n%cn%n%ce%n%cI%n%B';

/** The commits that can be reached, newest first, children always before parents. */
export async function log(options: LogOptions): Promise<readonly GitCommit[]> {
  if (options.tips.length === 0) return [];
  const limits = [`--max-count=${Number(options.limit)}`, `--skip=${Number(options.skip ?? 0)}`];
  const firstParent = options.firstParent === true ? ['--first-parent'] : [];
  const excluded = (options.exclude ?? []).map((id) => `^${toCommitId(id)}`);
  const path = options.path === undefined || options.path === '' ? [] : [options.path];
  const order = ['--topo-order', '--date-order', '--no-show-signature', '--no-notes'];
  const args = ['log', '-z', format, ...order, ...limits, ...firstParent, ...options.tips.map(toCommitId), ...excluded];
  const { stdout } = await runGit([...args, '--', ...path], {
    gitDir: options.gitDir,
    environment: { GIT_LITERAL_PATHSPECS: '1' },
    config: [
      ['i18n.logOutputEncoding', 'UTF-8'],
      ['log.showSignature', 'false'],
    ],
  });
  return parseLog(stdout);
}

/** The commit; throws `GitError` when it is not in the repository. */
export async function readCommit(options: { readonly gitDir: string; readonly id: CommitId }): Promise<GitCommit> {
  const args = ['log', '-z', format, '--no-walk', '--no-show-signature', '--no-notes', toCommitId(options.id), '--'];
  const [commit] = parseLog((await runGit(args, { gitDir: options.gitDir })).stdout);
  if (commit === undefined) throw new TypeError(`git log printed nothing for ${options.id}`);
  return commit;
}

function parseLog(output: Buffer): readonly GitCommit[] {
  return output.toString('utf8').split('\0').filter(Boolean).map(parseCommit);
}

function parseCommit(record: string): GitCommit {
  const [id = '', tree = '', parents = '', ...rest] = record.split('\n');
  const [authorName = '', authorEmail = '', authored = '', name = '', email = '', committed = '', ...message] = rest;
  return {
    id: toCommitId(id),
    tree: toTreeId(tree),
    parents: parents.split(' ').filter(Boolean).map(toCommitId),
    author: { name: authorName, email: authorEmail, date: authored },
    committer: { name, email, date: committed },
    message: message.join('\n'),
  };
}
