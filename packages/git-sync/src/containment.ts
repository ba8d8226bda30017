import { isAncestor, type CommitId, toCommitId } from '@amplication/git';
import type { MergeRequestFacts } from './ports.ts';

/** The two tips that a sync joins. */
export interface Tips {
  readonly base: CommitId;
  readonly sync: CommitId | undefined;
}

/**
 * True when the sync branch has nothing that the base branch lacks: it is an ancestor, or a merge request into this target
 * was merged at exactly this tip and what it made of it (merge or squash commit) is still reachable from the base. Then, and
 * only then, the ref may be reset.
 */
export async function isContained(
  gitDir: string,
  tips: { readonly base: CommitId; readonly sync: CommitId },
  target: string,
  mergeRequests: readonly MergeRequestFacts[],
): Promise<boolean> {
  if (await isAncestor({ gitDir, ancestor: tips.sync, descendant: tips.base })) return true;
  for (const facts of mergeRequests) {
    if (facts.targetBranch !== target || facts.sourceSha !== tips.sync) continue;
    if (await isMergedInto(gitDir, facts, tips.base)) return true;
  }
  return false;
}

async function isMergedInto(gitDir: string, facts: MergeRequestFacts, base: CommitId): Promise<boolean> {
  if (facts.state !== 'merged') return false;
  for (const sha of [facts.mergeCommitSha, facts.squashCommitSha]) {
    if (sha !== undefined && (await isKnownAncestor(gitDir, toCommitId(sha), base))) return true;
  }
  return false;
}

/** A commit that the mirror does not have is reachable from nothing that it has. */
async function isKnownAncestor(gitDir: string, ancestor: CommitId, descendant: CommitId): Promise<boolean> {
  try {
    return await isAncestor({ gitDir, ancestor, descendant });
  } catch {
    return false;
  }
}
