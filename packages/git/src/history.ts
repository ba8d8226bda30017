import { listMergeBases } from './merge-base.ts';
import { toCommitId, type CommitId } from './object-id.ts';
import type { ObjectReader } from './object-reader.ts';
import { runGit } from './run-git.ts';

/** What two commits have for themselves and in common, as git sees it. */
export interface History {
  /** Parents of the commits that only the first one reaches. */
  readonly left: ReadonlyMap<CommitId, readonly CommitId[]>;
  /** Parents of the commits that only the second one reaches. */
  readonly right: ReadonlyMap<CommitId, readonly CommitId[]>;
  /** All best common ancestors, sorted by id: none when the histories are unrelated, several after criss-cross merges. */
  readonly common: readonly CommitId[];
}

/** Reads where two commits part; costs as much as the commits that they do not share. */
export async function readHistory(options: {
  readonly gitDir: string;
  readonly a: CommitId;
  readonly b: CommitId;
  /** Over the same repository: spares a process where the answer is near. */
  readonly objects?: ObjectReader | undefined;
}): Promise<History> {
  const [a, b] = [toCommitId(options.a), toCommitId(options.b)];
  if (a === b) return { left: new Map(), right: new Map(), common: [a] };
  const args = ['rev-list', '--left-right', '--boundary', '--parents', '--end-of-options', `${a}...${b}`, '--'];
  const { stdout } = await runGit(args, { gitDir: options.gitDir });
  const history = parseHistory(stdout);
  if (history.common.length <= 1) return history;
  const near = options.objects === undefined ? undefined : await dropCommitsBehind(options.objects, history.common);
  return { ...history, common: (near ?? (await listMergeBases(options))).toSorted() };
}

/** How many generations of parents are looked at before git is asked, and how many commits at once. */
const [MOST_STEPS, MOST_COMMITS] = [64, 200];

/** The commits of a boundary that lie behind no other one of it; undefined where that is too far to see. */
async function dropCommitsBehind(
  objects: ObjectReader,
  boundary: readonly CommitId[],
): Promise<readonly CommitId[] | undefined> {
  const best = new Set<string>(boundary);
  const seen = new Set<string>(boundary);
  let open: readonly string[] = boundary;
  for (let step = 0; step < MOST_STEPS && open.length <= MOST_COMMITS; step += 1) {
    if (best.size === 1 || open.length === 0) return boundary.filter((id) => best.has(id));
    const commits = await objects.read(open);
    const parents = [...commits.values()].flatMap(({ content }) => parseParents(content));
    for (const parent of parents) best.delete(parent);
    open = [...new Set(parents)].filter((id) => !seen.has(id));
    for (const id of open) seen.add(id);
  }
  return undefined;
}

function parseParents(content: Buffer | undefined): readonly string[] {
  const head = content?.toString('latin1').split('\n\n', 1)[0] ?? '';
  return head.split('\n').flatMap((line) => (line.startsWith('parent ') ? [line.slice('parent '.length)] : []));
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
