import type { CommitId, History } from '@amplication/git';
import type { MergeRequestFacts } from '../ports.ts';

/**
 * True when the sync branch has nothing that the base branch lacks: it is an ancestor, or a merge request into this target
 * was merged at exactly this tip and what it made of it (merge or squash commit) is still reachable from the base. Then, and
 * only then, the ref may be reset.
 */
export function isContained(
  history: History,
  sync: CommitId,
  target: string,
  mergeRequests: readonly MergeRequestFacts[],
): boolean {
  if (history.left.size === 0) return true;
  return mergeRequests.some((facts) => {
    if (facts.state !== 'merged' || facts.targetBranch !== target || facts.sourceSha !== sync) return false;
    // What was made of this tip is no ancestor of it: on the base branch it is among the commits of its own.
    return [facts.mergeCommitSha, facts.squashCommitSha].some(
      (sha) => sha !== undefined && history.right.has(sha as CommitId),
    );
  });
}
