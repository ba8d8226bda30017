import type { FileMode } from '@amplication/domain';
import {
  blobIdOf,
  ensureMirror,
  importCommits,
  listRefs,
  openObjects,
  push,
  toTreeId,
  type CommitId,
  type RemoteFailure,
  type TreeChange,
} from '@amplication/git';
import { mergeText } from '../mergers/index.ts';
import { splitLines } from '../mergers/merge-lines.ts';
import { ask } from '../plan/facts.ts';
import { isSafePath } from '../plan/safe-path.ts';
import { decodeSides } from '../plan/text.ts';
import { isBelowFile, isText, listFolders, type Tree } from '../plan/tree.ts';
import type { CommitIdentity, LedgerPort, LineRange } from '../ports.ts';
import { fetchMirror } from './fetch-mirror.ts';
import { createGatherer, RemoteTrouble, type Gatherer } from './gather.ts';
import type { MirrorPlace } from './read-contents.ts';

const MOST_ATTEMPTS = 5;

/** A decided file. */
export interface FileResolution {
  readonly path: string;
  /** git's id of what the sync put in the branch; undefined: no file. */
  readonly resultId: string | undefined;
  /** The same as bytes, to merge with what people made of it; undefined where they are not at hand. */
  readonly result: Buffer | undefined;
  /** What shall be there. */
  readonly content: Buffer;
  /** For a file that the branch does not have; else its own mode stays. */
  readonly mode: FileMode;
}

export interface ResolutionRequest extends MirrorPlace {
  readonly syncBranch: string;
  readonly files: readonly FileResolution[];
  readonly message: string;
  readonly identity: CommitIdentity;
  /** Throws when another worker took the repository over: then nothing may be pushed. */
  readonly assertLease: () => Promise<void>;
}

/** How a commit of decisions ended. */
export type ResolutionOutcome =
  | { readonly kind: 'committed'; readonly commitId: string }
  /** The branch has all of it. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'branch-missing' }
  /** People changed these files meanwhile, in a way that does not go together with the decision. */
  | { readonly kind: 'conflicted'; readonly paths: readonly string[] }
  | { readonly kind: 'rejected'; readonly lines: readonly string[] }
  | { readonly kind: 'busy' }
  | RemoteFailure;

/**
 * Puts the decided contents on the sync branch, as one commit on top of what is there: nothing is ever forced. Edits that
 * people pushed meanwhile are merged with. The caller holds the repository's lease. Running it again commits nothing.
 */
export async function commitResolutions(request: ResolutionRequest): Promise<ResolutionOutcome> {
  await ensureMirror({ gitDir: request.gitDir });
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const outcome = await commitOnce(request);
    if (outcome !== 'moved') return outcome;
  }
  return { kind: 'busy' };
}

async function commitOnce(request: ResolutionRequest): Promise<ResolutionOutcome | 'moved'> {
  const { gitDir, remote, syncBranch, signal } = request;
  // A pattern matches a branch that is not there too.
  const fetched = await fetchMirror({ gitDir, remote, branchPatterns: [`${syncBranch}*`], filter: true, signal });
  if (fetched.kind !== 'fetched') return fetched;
  const prefix = 'refs/remotes/origin/';
  const tip = (await listRefs({ gitDir, prefix })).get(`${prefix}${syncBranch}`);
  if (tip === undefined) return { kind: 'branch-missing' };
  await using objects = openObjects({ gitDir, signal });
  const gatherer = createGatherer({ gitDir, remote, ledger: NO_LEDGER, signal }, objects);
  try {
    const planned = await planChanges(gatherer, tip, request.files);
    if (planned.conflicted.length > 0) return { kind: 'conflicted', paths: planned.conflicted };
    if (planned.changes.length === 0) return { kind: 'unchanged' };
    return await writeAndPush(request, tip, toTreeId(await gatherer.treeIdOf(tip)), planned.changes);
  } catch (error) {
    if (error instanceof RemoteTrouble) return error.failure;
    throw error;
  }
}

/** The files are a person's: nothing is looked for in the ledger. */
const NO_LEDGER: LedgerPort = {
  findGenerations: () => Promise.resolve([]),
  findOrigins: () => Promise.resolve(new Map()),
  listPushed: () => Promise.resolve([]),
  readContents: () => Promise.resolve(new Map()),
};

async function planChanges(
  gatherer: Gatherer,
  tip: CommitId,
  files: readonly FileResolution[],
): Promise<{ readonly changes: readonly TreeChange[]; readonly conflicted: readonly string[] }> {
  const { facts } = gatherer;
  const tree = await gatherer.run(
    (function* () {
      yield* ask(facts, [{ kind: 'tree', id: tip }]);
      const present = facts.tree(tip);
      const ids = files
        .flatMap(({ path }) => present.get(path) ?? [])
        .flatMap((file) => (isText(file) ? [file.id] : []));
      yield* ask(
        facts,
        ids.map((id) => ({ kind: 'blob', id })),
      );
      return present;
    })(),
  );
  const folders = listFolders(tree);
  const changes: TreeChange[] = [];
  const conflicted: string[] = [];
  for (const file of files) {
    const content = resolveFile(tree, folders, file, (id) => facts.blob(id));
    if (content === 'conflicted') conflicted.push(file.path);
    else if (content !== 'present')
      changes.push({ kind: 'write', path: file.path, mode: toMode(tree.get(file.path)?.mode ?? file.mode), content });
  }
  return { changes, conflicted };
}

/** The bytes that the decision makes of the branch's file; 'present': it has them. */
function resolveFile(
  tree: Tree,
  folders: ReadonlySet<string>,
  { path, resultId, result, content }: FileResolution,
  read: (id: string) => Buffer | undefined,
): Buffer | 'present' | 'conflicted' {
  const file = tree.get(path);
  if (file === undefined) {
    const isInTheWay = folders.has(path) || isBelowFile(tree, path) || !isSafePath(path);
    return resultId === undefined && !isInTheWay ? content : 'conflicted';
  }
  if (file.id === blobIdOf(content)) return 'present';
  if (!isText(file)) return 'conflicted';
  if (file.id === resultId) return content;
  // Somebody changed it meanwhile.
  const decoded = decodeSides([result, read(file.id), content]);
  const [base, mine, decided] = decoded?.texts ?? [];
  if (decoded === undefined || base === undefined || mine === undefined || decided === undefined) return 'conflicted';
  const merge = mergeText(path, base, mine, decided);
  if (merge.kind === 'conflicted') return 'conflicted';
  const merged = Buffer.from(merge.text, decoded.encoding);
  return blobIdOf(merged) === file.id ? 'present' : merged;
}

function toMode(mode: string): '100644' | '100755' {
  return mode === '100755' ? '100755' : '100644';
}

async function writeAndPush(
  request: ResolutionRequest,
  tip: CommitId,
  base: ReturnType<typeof toTreeId>,
  changes: readonly TreeChange[],
): Promise<ResolutionOutcome | 'moved'> {
  const { gitDir, remote, identity, message, signal } = request;
  const commit = { parents: [tip], base, changes, message, author: identity, committer: identity };
  const [newTip] = await importCommits({ gitDir, commits: [commit], signal });
  if (newTip === undefined) throw new Error('git wrote no commit.');
  await request.assertLease();
  const update = { ref: `refs/heads/${request.syncBranch}`, newTip, expected: tip };
  const outcome = await push({ gitDir, remote, updates: [update], signal });
  switch (outcome.kind) {
    case 'pushed':
      return { kind: 'committed', commitId: newTip };
    case 'moved':
      return 'moved';
    case 'rejected':
      return { kind: 'rejected', lines: outcome.lines.length > 0 ? outcome.lines : outcome.reasons };
    default:
      return outcome;
  }
}

/** The result of a conflict with the generated lines in place of those that stayed in these hunks. */
export function takeGenerated(
  result: Buffer,
  theirs: Buffer,
  hunks: readonly { readonly theirs: LineRange; readonly result: LineRange }[],
): Buffer | undefined {
  const decoded = decodeSides([result, theirs]);
  const [mine, generated] = (decoded?.texts ?? []).map(splitLines);
  if (decoded === undefined || mine === undefined || generated === undefined) return undefined;
  const lines = [...mine];
  // From the end, so that the places before stay where they are.
  for (const hunk of hunks.toSorted((a, b) => b.result.start - a.result.start)) {
    const taken = generated.slice(hunk.theirs.start, hunk.theirs.end);
    lines.splice(hunk.result.start, hunk.result.end - hunk.result.start, ...taken);
  }
  const text = lines.map((line, index) => (index === lines.length - 1 || line.endsWith('\n') ? line : `${line}\n`));
  return Buffer.from(text.join(''), decoded.encoding);
}
