import { randomUUID } from 'node:crypto';
import type { GitConfig } from './git-remote.ts';
import { toCommitId, toTreeId, type BlobId, type CommitId, type TreeId } from './object-id.ts';
import { runGit } from './run-git.ts';
import { assertTreePath } from './tree-path.ts';

/** Refers to the commit at this position of the same list, which must come before. */
export interface CommitMark {
  readonly mark: number;
}

export interface CommitSignature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601 (its offset is kept) or seconds since the epoch (UTC). */
  readonly date: string | number;
}

export type TreeChange =
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly mode: '100644' | '100755' | '120000' | '160000';
      /** The bytes, or the id of an object that is in the repository (of a submodule's commit: anywhere). */
      readonly content: Uint8Array | BlobId | CommitId;
    }
  /** Deletes a file, or a folder with all that is in it; nothing happens when it is absent. */
  | { readonly kind: 'delete'; readonly path: string };

export interface SyntheticCommit {
  readonly parents: readonly (CommitId | CommitMark)[];
  /** The tree that the changes start from: a tree, the tree of an earlier commit of the list, or (absent) an empty one. */
  readonly base?: TreeId | CommitMark | undefined;
  /** Deletions are applied before writes, whatever their order. */
  readonly changes: readonly TreeChange[];
  readonly message: string;
  readonly author: CommitSignature;
  readonly committer: CommitSignature;
}

/**
 * Creates the commits, their trees and their blobs with one process, and leaves no ref behind. The same input gives
 * the same ids. Nothing keeps the commits from `git gc` but the caller's refs. Throws a `TypeError` for a path, id, mark or
 * date that is none, and `GitError` when git fails, for example because an object that is named by its id is missing.
 */
export async function importCommits(options: {
  readonly gitDir: string;
  readonly commits: readonly SyntheticCommit[];
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}): Promise<readonly CommitId[]> {
  const { gitDir, commits, signal, timeoutMs } = options;
  if (commits.length === 0) return [];
  const args = ['fast-import', '--quiet', '--done', '--force', '--date-format=raw', '--depth=0'];
  const input = toImportStream(commits);
  const { stdout } = await runGit(args, { gitDir, signal, timeoutMs, config: fastConfig, input });
  const ids = stdout.toString('latin1').split('\n').filter(Boolean).map(toCommitId);
  if (ids.length !== commits.length) throw new TypeError('git fast-import did not answer every mark.');
  return ids;
}

// Measured: without deltas and with light compression 5,000 files take two thirds of the time, and a small commit half
// when its pack stays one (git would unpack it with another process).
const fastConfig: GitConfig = [
  ['fastimport.unpackLimit', '1'],
  ['pack.compression', '1'],
];

/** The stream that `git fast-import` reads. Its refs are deleted in the stream itself, so that they are never written. */
export function* toImportStream(commits: readonly SyntheticCommit[]): Generator<Buffer> {
  const blobMarks = new Map<Uint8Array, number>();
  let nextMark = commits.length + 1;
  const run = randomUUID();
  const prefix = `refs/import/${run}`;
  // git names a pack by its bytes and dies where another run, or one that was killed, keeps the same pack: none is the same.
  yield Buffer.from(`blob\ndata ${run.length}\n${run}\n`);
  for (const [index, commit] of commits.entries()) {
    for (const change of commit.changes) {
      if (change.kind === 'delete' || typeof change.content === 'string' || blobMarks.has(change.content)) continue;
      blobMarks.set(change.content, nextMark);
      yield Buffer.from(`blob\nmark :${nextMark}\ndata ${change.content.byteLength}\n`);
      yield toBuffer(change.content);
      yield Buffer.from('\n');
      nextMark += 1;
    }
    yield Buffer.from(toCommitCommand(commits, index, `${prefix}/${index}`, blobMarks));
  }
  const cleanUp = commits.map((_, index) => `reset ${prefix}/${index}\nfrom ${'0'.repeat(40)}\n\n`);
  const answers = commits.map((_, index) => `get-mark :${index + 1}\n`);
  yield Buffer.from([...cleanUp, ...answers, 'done\n'].join(''));
}

function toCommitCommand(
  commits: readonly SyntheticCommit[],
  index: number,
  ref: string,
  blobMarks: ReadonlyMap<Uint8Array, number>,
): string {
  const commit = getCommit(commits, index, index + 1);
  const parents = commit.parents.map((parent) => {
    if (typeof parent === 'string') return toCommitId(parent);
    getCommit(commits, parent.mark, index);
    return `:${parent.mark + 1}`;
  });
  const start = commit.base === undefined ? { tree: undefined, changes: [] } : findStart(commits, commit.base, index);
  return [
    `commit ${ref}\nmark :${index + 1}\n`,
    `author ${formatSignature(commit.author)}\ncommitter ${formatSignature(commit.committer)}\n`,
    `data ${Buffer.byteLength(commit.message)}\n${commit.message}\n`,
    ...parents.map((parent, position) => `${position === 0 ? 'from' : 'merge'} ${parent}\n`),
    start.tree === undefined ? 'deleteall\n' : `M 040000 ${start.tree} \n`,
    ...[...start.changes, commit.changes].flatMap((changes) => toChangeLines(changes, blobMarks)),
    '\n',
  ].join('');
}

interface Start {
  readonly tree: TreeId | undefined;
  readonly changes: readonly (readonly TreeChange[])[];
}

// fast-import cannot name the tree of a marked commit: the changes that made it are played again.
function findStart(commits: readonly SyntheticCommit[], base: TreeId | CommitMark, before: number): Start {
  if (typeof base === 'string') return { tree: toTreeId(base), changes: [] };
  const commit = getCommit(commits, base.mark, before);
  if (commit.base === undefined) return { tree: undefined, changes: [commit.changes] };
  const start = findStart(commits, commit.base, base.mark);
  return { tree: start.tree, changes: [...start.changes, commit.changes] };
}

function getCommit(commits: readonly SyntheticCommit[], mark: number, before: number): SyntheticCommit {
  const commit = commits[mark];
  if (commit === undefined || mark >= before) throw new TypeError(`Mark ${mark} is not an earlier commit of the list.`);
  return commit;
}

function toChangeLines(changes: readonly TreeChange[], blobMarks: ReadonlyMap<Uint8Array, number>): readonly string[] {
  const deletions = changes.flatMap((change) => (change.kind === 'delete' ? [`D ${quotePath(change.path)}\n`] : []));
  const writes = changes.flatMap((change) => {
    if (change.kind === 'delete') return [];
    const { content } = change;
    const object = typeof content === 'string' ? toCommitId(content) : `:${blobMarks.get(content)}`;
    return [`M ${change.mode} ${object} ${quotePath(change.path)}\n`];
  });
  return [...deletions, ...writes];
}

function quotePath(path: string): string {
  return `"${assertTreePath(path).replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function formatSignature(signature: CommitSignature): string {
  const clean = (text: string): string => text.replace(/[<>\n\r\0]/g, '').trim();
  const email = clean(signature.email);
  return `${clean(signature.name) || email} <${email}> ${toRawDate(signature.date)}`;
}

function toRawDate(date: string | number): string {
  if (typeof date === 'number') return `${Math.trunc(date)} +0000`;
  const seconds = Math.floor(Date.parse(date) / 1000);
  if (Number.isNaN(seconds)) throw new TypeError(`Not an ISO 8601 date: ${JSON.stringify(date)}`);
  const offset = /T.*([+-]\d\d):?(\d\d)$/.exec(date);
  return `${seconds} ${offset === null ? '+0000' : `${offset[1]}${offset[2]}`}`;
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
