import type { SyncConflict } from '@amplication/domain';
import type { Repository } from '@amplication/git-provider';
import { readContents } from '@amplication/git-sync';
import {
  endMergedConflicts,
  findBlobHashes,
  findLastBuild,
  listResolutions,
  notify,
  saveBlobs,
  saveConflicts,
  toConflictKey,
  type BuildRow,
  type Database,
  type FoundConflict,
  type MergeRequestRow,
} from '@amplication/store';
import type { Context, GitConnection } from '../context.ts';
import { toGitPlace } from './git-place.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'mirrorsDirectory'>;

/** Where a sync found its conflicts. */
export interface SyncedPlace {
  readonly remote: string;
  readonly provider: GitConnection;
  readonly repository: Repository;
  readonly builds: readonly BuildRow[];
}

/** Those of the conflicts that nobody decided about while the sync ran, or in an earlier run of it. */
export async function leaveOutDecided(
  db: Database,
  conflicts: readonly SyncConflict[],
): Promise<readonly SyncConflict[]> {
  const serviceIds = [...new Set(conflicts.flatMap(({ serviceId }) => serviceId ?? []))];
  const resolved = await listResolutions(db, serviceIds);
  return conflicts.flatMap((conflict) => {
    const hunks = conflict.hunks.filter(({ fingerprint }) => !resolved.has(fingerprint));
    return hunks.length === 0 && conflict.hunks.length > 0 ? [] : [{ ...conflict, hunks }];
  });
}

/**
 * Keeps what a sync found, with the bytes of all sides, so that it can be looked at and decided whatever becomes of the
 * branch. Idempotent. Throws `RemoteTrouble` when the bytes are not at hand and the remote does not answer.
 */
export async function recordConflicts(
  ctx: Ctx,
  place: SyncedPlace,
  mergeRequest: MergeRequestRow,
  conflicts: readonly SyncConflict[],
): Promise<void> {
  const hashes = await keepContents(ctx, place, conflicts);
  const found = await Promise.all(conflicts.map((conflict) => toFound(ctx, place, mergeRequest, conflict, hashes)));
  const projectIds = new Set([...place.builds, ...found].map(({ projectId }) => projectId));
  await ctx.store.transact(async ({ db }) => {
    const where = { remote: place.remote, branch: mergeRequest.sourceBranch, mergeRequestId: mergeRequest.id };
    await saveConflicts(db, where, found);
    if (mergeRequest.state === 'merged') await endMergedConflicts(db, mergeRequest.id, ctx.clock());
    for (const projectId of projectIds) await notify(db, { topic: 'conflicts', projectId });
  });
}

/** The ledger's addresses of all sides, by git's ids. */
async function keepContents(
  ctx: Ctx,
  { remote, repository, provider }: SyncedPlace,
  conflicts: readonly SyncConflict[],
): Promise<ReadonlyMap<string, string>> {
  const { db } = ctx.store;
  const ids = [
    ...new Set(
      conflicts.flatMap(({ base, ours, theirs, result }) => [base, ours, theirs, result].flatMap((id) => id ?? [])),
    ),
  ];
  const known = await findBlobHashes(db, ids);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  const contents = await readContents(await toGitPlace(ctx, remote, repository, provider), missing);
  return new Map([...known, ...(await saveBlobs(db, contents))]);
}

async function toFound(
  ctx: Ctx,
  { remote, builds }: SyncedPlace,
  mergeRequest: MergeRequestRow,
  conflict: SyncConflict,
  hashes: ReadonlyMap<string, string>,
): Promise<FoundConflict> {
  const { serviceId, path, kind, hunks } = conflict;
  // A file that is held back stays as it is.
  const result = conflict.result ?? (kind === 'held-back' ? conflict.ours : undefined);
  const own = builds.find((build) => build.serviceId === serviceId);
  // A service of the branch that was not built now, perhaps of another project.
  const other = own === undefined && serviceId !== undefined ? await findLastBuild(ctx.store.db, serviceId) : undefined;
  const build = own ?? other ?? builds[0];
  if (build === undefined) throw new Error('A sync without builds found conflicts.');
  const hashOf = (id: string | undefined): string | null => (id === undefined ? null : (hashes.get(id) ?? null));
  return {
    id: ctx.newId(),
    remote,
    branch: mergeRequest.sourceBranch,
    key: toConflictKey(conflict),
    repositoryId: mergeRequest.repositoryId,
    projectId: build.projectId,
    buildId: build.id,
    mergeRequestId: mergeRequest.id,
    serviceId: serviceId ?? null,
    path,
    kind,
    hunks,
    baseHash: hashOf(conflict.base),
    oursHash: hashOf(conflict.ours),
    theirsHash: hashOf(conflict.theirs),
    resultHash: hashOf(result),
    resultGitId: result ?? null,
    createdAt: ctx.clock(),
  };
}
