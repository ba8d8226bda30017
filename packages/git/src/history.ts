import { listMergeBases } from './merge-base.ts';
import { toCommitId, type CommitId } from './object-id.ts';
import { runGit } from './run-git.ts';

/** What two commits have for themselves and in common, as git sees it. */
export interface History {
  /** Parents of the commits that only the first one reaches. */
  readonly left: ReadonlyMap<CommitId, readonly CommitId[]>;
  /** Parents of the commits that only the second one reaches. */
  readonly right: ReadonlyMap<CommitId, readonly CommitId[]>;
  /** All best common ancestors: none when the histories are unrelated, several after criss-cross merges. */
  readonly common: readonly CommitId[];
}

/** Reads where two commits part; costs as much as the commits that they do not share. */
export async function readHistory(options: {
  readonly gitDir: string;
  readonly a: CommitId;
  readonly b: CommitId;
}): Promise<History> {
  const [a, b] = [toCommitId(options.a), toCommitId(options.b)];
  if (a === b) return { left: new Map(), right: new Map(), common: [a] };
  const args = ['rev-list', '--left-right', '--boundary', '--parents', '--end-of-options', `${a}...${b}`, '--'];
  const { stdout } = await runGit(args, { gitDir: options.gitDir });
  const history = parseHistory(stdout);
  // A boundary commit may lie behind another one: only git knows, when there are several.
  if (history.common.length <= 1) return history;
  return { ...history, common: await listMergeBases(options) };
}

/** Parses the output of `git rev-list --left-right --boundary --parents a...b`; `common` is the boundary. */
export function parseHistory(output: Buffer): History {
  const left = new Map<CommitId, readonly CommitId[]>();
  const right = new Map<CommitId, readonly CommitId[]>();
  const common: CommitId[] = [];
  for (const line of output.toString('latin1').split('\n')) {
    if (line === '') continue;
    const [id = '', ...parents] = line.slice(1).split(' ');
    if (line.startsWith('-')) common.push(toCommitId(id));
    else (line.startsWith('<') ? left : right).set(toCommitId(id), parents.map(toCommitId));
  }
  return { left, right, common };
}
