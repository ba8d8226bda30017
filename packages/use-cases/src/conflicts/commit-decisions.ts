import { DEFAULT_AUTHOR, Refusal } from '@amplication/domain';
import { commitResolutions, type FileResolution, type ResolutionOutcome } from '@amplication/git-sync';
import {
  acquireLease,
  findBuild,
  findConflicts,
  findGitOrganization,
  findRepository,
  releaseLease,
  type ConflictEnd,
  type ConflictRow,
} from '@amplication/store';
import type { Context } from '../context.ts';
import { connectProvider, type AccountCtx } from '../git/access-token.ts';
import { askProvider } from '../git/ask-provider.ts';
import { checkRepository } from '../jobs/sync-place.ts';
import { STATE_OF } from './conflict-choices.ts';
import { isSame, readResolutions, type Decision } from './decided-content.ts';
import { toGitPlace } from './git-place.ts';

export type DecisionCtx = AccountCtx & Pick<Context, 'newId' | 'mirrorsDirectory'>;

/** How the conflicts of a branch end, and the commit that this took. */
export interface Committed {
  readonly commitId: string | undefined;
  readonly ends: ReadonlyMap<ConflictEnd, readonly ConflictRow[]>;
}

const LEASE_RENEWAL_MS = 8_000;

/**
 * Puts what was taken and edited on the sync branch, as one commit, while no build is synced. All decisions are of one
 * branch. Commits nothing that the branch has already. Throws `Refusal`.
 */
export async function commitDecisions(ctx: DecisionCtx, decisions: readonly Decision[]): Promise<Committed> {
  const changing = decisions.filter(({ decision }) => decision !== 'keep');
  const keeping = decisions.filter(({ decision }) => decision === 'keep').map(({ row }) => row);
  const paths = changing.map(({ row }) => row.path);
  if (new Set(paths).size < paths.length)
    throw new Refusal('invalid_input', 'Two of the conflicts are of the same file: decide one after the other.');
  const [first] = changing;
  if (first === undefined) return { commitId: undefined, ends: new Map([['kept', keeping]]) };
  const files = await readResolutions(ctx.store.db, changing);
  const moved = changing.flatMap((decision, index) => {
    const file = files[index];
    return file === undefined || isSame(decision, file.result) ? [] : [{ decision, file }];
  });
  const ends = new Map<ConflictEnd, ConflictRow[]>([['kept', keeping]]);
  for (const decision of changing) {
    const isMoved = moved.some((each) => each.decision === decision);
    const end = isMoved ? STATE_OF[decision.decision] : 'kept';
    ends.set(end, [...(ends.get(end) ?? []), decision.row]);
  }
  if (moved.length === 0) return { commitId: undefined, ends };
  const use = {
    row: first.row,
    files: moved.map(({ file }) => file),
    message: describe(moved.map((each) => each.decision)),
  };
  return { commitId: await commitAlone(ctx, changing, use), ends };
}

interface Commit {
  readonly row: ConflictRow;
  readonly files: readonly FileResolution[];
  readonly message: string;
}

/** Commits under the repository's lease: never beside a sync. */
async function commitAlone(
  ctx: DecisionCtx,
  decisions: readonly Decision[],
  commit: Commit,
): Promise<string | undefined> {
  const { db } = ctx.store;
  const { remote } = commit.row;
  const holder = { job: `conflicts:${ctx.newId()}`, attempt: 0 };
  const hold = (): Promise<boolean> => acquireLease(db, remote, holder);
  if (!(await hold())) throw busy();
  const renewal = setInterval(() => void hold().catch(() => undefined), LEASE_RENEWAL_MS);
  try {
    // A build that was synced until now may have overtaken them.
    const rows = await findConflicts(
      db,
      decisions.map(({ row }) => row.id),
    );
    const before = new Map(decisions.map(({ row }) => [row.id, row]));
    if (
      rows.length < before.size ||
      rows.some((row) => row.state !== 'open' || row.resultGitId !== before.get(row.id)?.resultGitId)
    )
      throw new Refusal('conflict', 'A build or another person was quicker: load the page again.');
    const assertLease = async (): Promise<void> => {
      if (!(await hold())) throw busy();
    };
    return toCommitId(await push(ctx, commit, assertLease));
  } finally {
    clearInterval(renewal);
    await releaseLease(db, remote, holder);
  }
}

function busy(): Refusal {
  return new Refusal('conflict', 'A build is being synced: try again in a moment.');
}

async function push(ctx: DecisionCtx, commit: Commit, assertLease: () => Promise<void>): Promise<ResolutionOutcome> {
  const { row, files, message } = commit;
  const known = await findRepository(ctx.store.db, row.repositoryId);
  const organization =
    known === undefined ? undefined : await findGitOrganization(ctx.store.db, known.gitOrganizationId);
  if (known === undefined || organization === undefined || organization.health === 'disconnected')
    throw new Refusal(
      'no_repository',
      'The account of this repository was disconnected: choose a repository in Git Settings.',
    );
  const provider = connectProvider(ctx, organization);
  const repository = await askProvider(() => checkRepository(ctx, provider, organization.id, known.externalId));
  const build = await findBuild(ctx.store.db, row.buildId);
  const author = build?.target?.settings.author ?? DEFAULT_AUTHOR;
  // As the builds sign their commits.
  const identity = { ...author, date: ctx.clock().toISOString() };
  const place = await toGitPlace(ctx, row.remote, repository, provider);
  const request = { ...place, syncBranch: row.branch, files, message, identity, assertLease };
  const outcome = await commitResolutions(request);
  if (outcome.kind !== 'unauthorised') return outcome;
  // GitLab may have ended the token between our look at its expiry and git's use of it.
  const authorization = await provider.gitAuthorization({ rejected: place.remote.authorization });
  return commitResolutions({ ...request, remote: { ...place.remote, authorization } });
}

function describe(decisions: readonly Decision[]): string {
  const [only] = decisions;
  const subject =
    decisions.length === 1 && only !== undefined
      ? `chore: resolve the conflict in ${only.row.path}`
      : `chore: resolve the conflicts in ${decisions.length} files`;
  const lines = decisions.map(
    ({ row, decision }) => `- ${decision === 'take' ? 'took the generated' : 'edited'} ${row.path}`,
  );
  return `${subject}\n\n${lines.join('\n')}\n`;
}

/** undefined: there was nothing to commit. */
function toCommitId(outcome: ResolutionOutcome): string | undefined {
  switch (outcome.kind) {
    case 'committed':
      return outcome.commitId;
    case 'unchanged':
      return undefined;
    case 'branch-missing':
      throw new Refusal('conflict', 'The sync branch was deleted: generate the code again, then decide.');
    case 'conflicted':
      throw new Refusal(
        'conflict',
        `Somebody changed ${outcome.paths.join(', ')} on the sync branch meanwhile, at the same place: settle it there, then keep it here.`,
      );
    case 'busy':
      throw new Refusal('conflict', 'The sync branch keeps moving: try again in a moment.');
    case 'rejected':
      throw new Refusal('provider_refused', `GitLab refused the push: ${outcome.lines.join(' ')}`);
    case 'unauthorised':
      throw new Refusal('reconnect_required', 'GitLab does not let the connected account push: connect it again.');
    case 'forbidden':
      throw new Refusal(
        'provider_refused',
        'The connected account may not push to the repository: it needs at least the Developer role.',
      );
    case 'not-found':
      throw new Refusal('not_found', 'The repository is gone, or the connected account may not see it any more.');
    case 'unreachable':
      throw new Refusal('provider_unavailable', 'GitLab does not answer at the moment: try again in a minute.');
  }
}
