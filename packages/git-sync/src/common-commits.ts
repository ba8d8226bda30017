import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAncestor, listMissing, runGit, toCommitId, type CommitId } from '@amplication/git';
import type { MergeRequestFacts } from './ports.ts';

/** A squash commit of a merged merge request, and the tip of the sync branch that went into it. */
export interface SquashedMerge {
  readonly squash: CommitId;
  readonly source: CommitId;
  readonly parents: readonly CommitId[];
}

/** The squash merges of which the mirror has both ends, newest first: git does not know that they are merges. */
export async function listSquashedMerges(
  gitDir: string,
  mergeRequests: readonly MergeRequestFacts[],
): Promise<readonly SquashedMerge[]> {
  const pairs = mergeRequests.flatMap(({ state, squashCommitSha: squash, sourceSha: source }) =>
    state !== 'merged' || squash === undefined || source === undefined || squash === source
      ? []
      : [{ squash: toCommitId(squash), source: toCommitId(source) }],
  );
  const missing = new Set(await listMissing({ gitDir, ids: pairs.flatMap((pair) => [pair.squash, pair.source]) }));
  const known = pairs.filter((pair) => !missing.has(pair.squash) && !missing.has(pair.source));
  if (known.length === 0) return [];
  const args = ['rev-list', '--no-walk=unsorted', '--parents', '--stdin'];
  const { stdout } = await runGit(args, { gitDir, input: known.map((pair) => `${pair.squash}\n`).join('') });
  const parents = new Map(
    stdout
      .toString('latin1')
      .split('\n')
      .map((line) => line.split(' '))
      .map(([commit = '', ...rest]) => [commit, rest.map(toCommitId)]),
  );
  return known.map((pair) => ({ ...pair, parents: parents.get(pair.squash) ?? [] }));
}

/** All best common ancestors of two commits, where a squash commit also has the commit that was squashed as a parent. */
export async function listCommonCommits(
  gitDir: string,
  a: CommitId,
  b: CommitId,
  squashed: readonly SquashedMerge[],
): Promise<readonly CommitId[]> {
  const folder = await mkdtemp(join(tmpdir(), 'git-sync-'));
  try {
    const grafts = join(folder, 'grafts');
    const lines = squashed.map(({ squash, parents, source }) => [squash, ...parents, source].join(' '));
    await writeFile(grafts, lines.map((line) => `${line}\n`).join(''));
    const { stdout } = await runGit(['merge-base', '--all', '--', a, b], {
      gitDir,
      environment: { GIT_GRAFT_FILE: grafts },
      okExitCodes: [0, 1],
    });
    return stdout.toString('latin1').split('\n').filter(Boolean).map(toCommitId);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The newest squash commit that the base branch has and the sync branch has not, though its source is behind it. */
export async function findOpenSquash(
  gitDir: string,
  tips: { readonly base: CommitId; readonly sync: CommitId },
  squashed: readonly SquashedMerge[],
): Promise<CommitId | undefined> {
  for (const { squash, source } of squashed) {
    const isOpen =
      (await isAncestor({ gitDir, ancestor: squash, descendant: tips.base })) &&
      (await isAncestor({ gitDir, ancestor: source, descendant: tips.sync }));
    if (isOpen) return (await isAncestor({ gitDir, ancestor: squash, descendant: tips.sync })) ? undefined : squash;
  }
  return undefined;
}
