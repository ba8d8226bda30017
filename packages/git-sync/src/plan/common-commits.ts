import type { CommitId, History } from '@amplication/git';
import type { MergeRequestFacts } from '../ports.ts';

/** A squash commit of a merged merge request, and the tip of the sync branch that went into it. */
export interface SquashedMerge {
  readonly squash: CommitId;
  readonly source: CommitId;
}

/** The squash merges, newest first: git does not know that they are merges. */
export function listSquashedMerges(mergeRequests: readonly MergeRequestFacts[]): readonly SquashedMerge[] {
  return mergeRequests.flatMap(({ state, squashCommitSha: squash, sourceSha: source }) =>
    state !== 'merged' || squash === undefined || source === undefined || squash === source
      ? []
      : [{ squash: squash as CommitId, source: source as CommitId }],
  );
}

/**
 * All best common ancestors of two commits, where a squash commit also has the commit that was squashed as a parent. A
 * squash that both sides have changes nothing: it descends from its source and comes before it.
 */
export function listCommonCommits(history: History, squashed: readonly SquashedMerge[]): readonly CommitId[] {
  const { left, right } = history;
  const joined = squashed.filter(
    ({ squash, source }) => (right.has(squash) && left.has(source)) || (left.has(squash) && right.has(source)),
  );
  if (joined.length === 0) return history.common;
  const parentsOf = (id: CommitId): readonly CommitId[] => [
    ...(left.get(id) ?? right.get(id) ?? []),
    ...joined.flatMap(({ squash, source }) => (squash === id ? [source] : [])),
  ];
  const candidates = [...new Set([...joined.map(({ source }) => source), ...history.common])];
  const dominated = new Set<CommitId>();
  for (const candidate of candidates) {
    const seen = new Set<CommitId>();
    const open = [...parentsOf(candidate)];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      dominated.add(id);
      open.push(...parentsOf(id));
    }
  }
  return candidates.filter((candidate) => !dominated.has(candidate));
}

/** The newest squash commit that the base branch has and the sync branch has not, though its source is behind it. */
export function findOpenSquash(history: History, squashed: readonly SquashedMerge[]): CommitId | undefined {
  return squashed.find(({ squash, source }) => history.right.has(squash) && history.left.has(source))?.squash;
}
