import type { CommitId, FetchOutcome, ObjectReader } from '@amplication/git';
import type { MergeRequestFacts, SyncOutcome, SyncPorts, SyncRequest } from '../ports.ts';
import { fetchMirror } from './fetch-mirror.ts';

/** What the remote looks like now. */
export interface FetchedTips {
  readonly kind: 'tips';
  readonly base: CommitId;
  readonly sync: CommitId | undefined;
  /** The branch that the merge request goes into. */
  readonly target: string;
  readonly open: MergeRequestFacts | undefined;
  readonly mergeRequests: readonly MergeRequestFacts[];
}

/**
 * Fetches both branches while GitLab is asked for the merge requests. Where the two answers contradict each other (a merge
 * came in between), it fetches again; a contradiction the other way round shows after the push.
 */
export async function fetchTips(
  ports: SyncPorts,
  request: SyncRequest,
  objects: ObjectReader,
): Promise<FetchedTips | { readonly kind: 'base-missing' } | SyncOutcome> {
  const { baseBranch, syncBranch } = request;
  await ports.log('merge', 'info', `Fetching ${baseBranch} and ${syncBranch}`);
  const asking = ports.mergeRequests.list();
  const fetching = fetchAll(request, [baseBranch, syncBranch]);
  // Its start takes a moment in which git waits for the network anyway.
  objects.open();
  const [mergeRequests, fetched] = await Promise.all([asking, fetching]);
  if (fetched.kind !== 'fetched') return fetched;
  const open = findOpen(mergeRequests, baseBranch);
  const branches = [...new Set([baseBranch, syncBranch, ...(open === undefined ? [] : [open.targetBranch])])];
  const readTips = (): Promise<ReadonlyMap<string, CommitId>> =>
    objects.readRefs(branches.map((branch) => `${REMOTE}${branch}`));
  const refs = await readTips();
  const isElsewhere = branches.length > 2;
  if (!isElsewhere && !(await lacksMergeOf(objects, refs.get(`${REMOTE}${syncBranch}`), mergeRequests)))
    return toTips(request, refs, mergeRequests, open);
  const again = await fetchAll(request, branches);
  return again.kind === 'fetched' ? toTips(request, await readTips(), mergeRequests, open) : again;
}

const REMOTE = 'refs/remotes/origin/';

// A pattern matches a branch that is not there too.
function fetchAll(request: SyncRequest, branches: readonly string[]): Promise<FetchOutcome> {
  const { gitDir, remote, signal } = request;
  const branchPatterns = branches.map((branch) => `${branch}*`);
  return fetchMirror({ gitDir, remote, branchPatterns, filter: true, signal });
}

function toTips(
  request: SyncRequest,
  refs: ReadonlyMap<string, CommitId>,
  mergeRequests: readonly MergeRequestFacts[],
  open: MergeRequestFacts | undefined,
): FetchedTips | { readonly kind: 'base-missing' } {
  const chosen = open === undefined ? undefined : refs.get(`${REMOTE}${open.targetBranch}`);
  const base = chosen ?? refs.get(`${REMOTE}${request.baseBranch}`);
  if (base === undefined) return { kind: 'base-missing' };
  const target = open !== undefined && chosen !== undefined ? open.targetBranch : request.baseBranch;
  return { kind: 'tips', base, sync: refs.get(`${REMOTE}${request.syncBranch}`), target, open, mergeRequests };
}

/** True when GitLab told of a merge of exactly this tip that the fetch did not see. */
async function lacksMergeOf(
  objects: ObjectReader,
  sync: CommitId | undefined,
  mergeRequests: readonly MergeRequestFacts[],
): Promise<boolean> {
  const made = mergeRequests
    .filter(({ state, sourceSha }) => state === 'merged' && sourceSha === sync)
    .flatMap(({ mergeCommitSha, squashCommitSha }) => [mergeCommitSha, squashCommitSha])
    .flatMap((sha) => sha ?? []);
  return (await objects.has(made)).size < new Set(made).size;
}

/** The open merge request that is ours: the one into our base branch, else the oldest (a person chose its target). */
function findOpen(known: readonly MergeRequestFacts[], baseBranch: string): MergeRequestFacts | undefined {
  const open = known.filter((facts) => facts.state === 'open');
  return open.find((facts) => facts.targetBranch === baseBranch) ?? open.at(-1);
}
