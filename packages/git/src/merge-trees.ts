import { GitError } from './git-error.ts';
import type { GitRemote } from './git-remote.ts';
import { toCommitId, toTreeId, type CommitId, type TreeId } from './object-id.ts';
import { runGit } from './run-git.ts';

export interface MergeStage {
  readonly mode: string;
  /** A blob's id, or the commit of a submodule (mode 160000). */
  readonly id: string;
}

export interface MergeConflict {
  readonly path: string;
  readonly stages: { readonly base?: MergeStage; readonly ours?: MergeStage; readonly theirs?: MergeStage };
  /** git's short names of what happened to this path, for example `CONFLICT (contents)`. */
  readonly types: readonly string[];
}

export interface MergeMessage {
  readonly paths: readonly string[];
  readonly type: string;
  readonly text: string;
}

/** The tree of a conflicted merge holds conflict markers: it is never to be committed as it is. */
export type MergeTreesOutcome =
  | { readonly kind: 'clean'; readonly tree: TreeId; readonly messages: readonly MergeMessage[] }
  | {
      readonly kind: 'conflicted';
      readonly tree: TreeId;
      readonly conflicts: readonly MergeConflict[];
      readonly messages: readonly MergeMessage[];
    };

/** Merges two commits on objects, over their own merge base; throws `GitError` when one is missing or they are unrelated. */
export async function mergeTrees(options: {
  readonly gitDir: string;
  readonly ours: CommitId;
  readonly theirs: CommitId;
  /** Lets git fetch blobs that are missing, in requests of its own. */
  readonly remote?: GitRemote | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<MergeTreesOutcome> {
  const { gitDir, remote, signal } = options;
  const commits = [toCommitId(options.ours), toCommitId(options.theirs)];
  const args = ['merge-tree', '--write-tree', '-z', '--messages', ...commits];
  const { exitCode, stdout, stderr } = await runGit(args, { gitDir, remote, signal, okExitCodes: [0, 1] });
  const outcome = parseMergeTree(stdout, exitCode === 1);
  // A bad revision exits with 1 too, as a conflict does, but prints no tree.
  if (outcome === undefined) throw new GitError({ kind: 'exit', command: `git ${args.join(' ')}`, exitCode, stderr });
  return outcome;
}

/** Parses the output of `git merge-tree --write-tree -z --messages`; undefined when it begins with no tree. */
export function parseMergeTree(output: Buffer, conflicted: boolean): MergeTreesOutcome | undefined {
  const [first = '', ...parts] = output.toString('utf8').split('\0');
  if (!/^[0-9a-f]{40}$/.test(first.trim())) return undefined;
  const tree = toTreeId(first.trim());
  const end = parts.indexOf('');
  const stages = end === -1 ? parts : parts.slice(0, end);
  const messages = end === -1 ? [] : parseMessages(parts.slice(end + 1));
  if (!conflicted) return { kind: 'clean', tree, messages };
  return { kind: 'conflicted', tree, conflicts: toConflicts(stages, messages), messages };
}

const stageNames = { '1': 'base', '2': 'ours', '3': 'theirs' } as const;

function toConflicts(records: readonly string[], messages: readonly MergeMessage[]): readonly MergeConflict[] {
  const byPath = new Map<string, { base?: MergeStage; ours?: MergeStage; theirs?: MergeStage }>();
  for (const record of records) {
    const match = /^(\d{6}) ([0-9a-f]{40}) ([123])\t([\s\S]+)$/.exec(record);
    if (match === null) continue;
    const [, mode = '', id = '', stage, path = ''] = match;
    const stages = byPath.get(path) ?? {};
    stages[stageNames[stage as '1' | '2' | '3']] = { mode, id };
    byPath.set(path, stages);
  }
  return [...byPath].map(([path, stages]) => ({ path, stages, types: typesOf(path, messages) }));
}

function typesOf(path: string, messages: readonly MergeMessage[]): readonly string[] {
  const about = messages.filter((message) => message.type.startsWith('CONFLICT') && message.paths.includes(path));
  return [...new Set(about.map((message) => message.type))];
}

function parseMessages(parts: readonly string[]): readonly MergeMessage[] {
  const messages: MergeMessage[] = [];
  let at = 0;
  while (at < parts.length && parts[at] !== '') {
    const count = Number(parts[at]);
    const paths = parts.slice(at + 1, at + 1 + count);
    const [type = '', text = ''] = parts.slice(at + 1 + count, at + 3 + count);
    messages.push({ paths, type, text: text.trim() });
    at += 3 + count;
  }
  return messages;
}
