import {
  importCommits,
  toBlobId,
  toTreeId,
  type CommitId,
  type SyntheticCommit,
  type TreeChange,
} from '@amplication/git';
import type { SyncPlan } from '../plan/plan-sync.ts';
import { listDifferences, type Tree } from '../plan/tree.ts';
import type { CommitIdentity, SyncRequest } from '../ports.ts';
import type { Gatherer } from './gather.ts';

const SUBMODULE = '160000';

/** Writes the plan's tree as one commit into the mirror; only what differs from its first parent is written. */
export async function writeCommit(
  gitDir: string,
  gatherer: Gatherer,
  plan: SyncPlan,
  request: SyncRequest,
): Promise<CommitId> {
  const tree = toTreeId(await gatherer.treeIdOf(plan.from));
  const changes = await toChanges(gatherer, plan.fromTree, plan.tree);
  return write(
    gitDir,
    { parents: plan.parents, base: tree, changes, message: toMessage(request), ...sign(request.identity) },
    request.signal,
  );
}

/** The agreed first commit of an empty repository: a README, so that there is a branch to merge into. */
export async function writeFirstCommit(gitDir: string, request: SyncRequest): Promise<CommitId> {
  const content = Buffer.from(`# ${request.repositoryName}\n`);
  const changes: readonly TreeChange[] = [{ kind: 'write', path: 'README.md', mode: '100644', content }];
  return write(
    gitDir,
    { parents: [], changes, message: 'Initial commit\n', ...sign(request.identity) },
    request.signal,
  );
}

async function write(gitDir: string, commit: SyntheticCommit, signal: AbortSignal | undefined): Promise<CommitId> {
  const [id] = await importCommits({ gitDir, commits: [commit], signal });
  if (id === undefined) throw new Error('git wrote no commit.');
  return id;
}

async function toChanges(gatherer: Gatherer, from: Tree, to: Tree): Promise<readonly TreeChange[]> {
  const paths = listDifferences(from, to);
  const files = paths.flatMap((path) => to.get(path) ?? []);
  const bytes = await gatherer.readNew(files.filter((file) => file.mode !== SUBMODULE).map((file) => file.id));
  return paths.map((path): TreeChange => {
    const file = to.get(path);
    if (file === undefined) return { kind: 'delete', path };
    return { kind: 'write', path, mode: toMode(file.mode), content: bytes.get(file.id) ?? toBlobId(file.id) };
  });
}

function toMode(mode: string): '100644' | '100755' | '120000' | '160000' {
  if (mode === '100644' || mode === '100755' || mode === '120000' || mode === '160000') return mode;
  throw new Error(`A file cannot have the mode ${mode}.`);
}

function toMessage(request: SyncRequest): string {
  const body = request.body.trim() === '' ? '' : `${request.body.trim()}\n\n`;
  return `${request.subject}\n\n${body}${request.trailers.join('\n')}\n`;
}

function sign(identity: CommitIdentity): Pick<SyntheticCommit, 'author' | 'committer'> {
  return { author: identity, committer: identity };
}
