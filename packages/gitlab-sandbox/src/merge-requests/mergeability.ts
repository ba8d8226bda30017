import { mergeTrees, toCommitId } from '@amplication/git';
import { findBranch } from '../projects/project-git.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project } from '../state/sandbox-state.ts';

const draftTitle = /^\s*(\[draft\]|\(draft\)|draft:|draft\s-)/i;

/** Whether the title marks the merge request as a draft. */
export function isDraft(mergeRequest: Pick<MergeRequest, 'title'>): boolean {
  return draftTitle.test(mergeRequest.title);
}

/** Forgets the last check: one of the branches moved. */
export function resetMergeStatus(mergeRequest: MergeRequest): void {
  mergeRequest.checkGeneration += 1;
  if (mergeRequest.mergeStatus !== 'preparing') mergeRequest.mergeStatus = 'unchecked';
}

/** The first reason why it cannot be merged now, in GitLab's words, or `mergeable`. */
export function detailedMergeStatus(project: Project, mergeRequest: MergeRequest): string {
  const { mergeStatus, state, diff } = mergeRequest;
  if (state !== 'opened') return 'not_open';
  if (mergeStatus === 'preparing' || mergeStatus === 'checking' || mergeStatus === 'unchecked') return mergeStatus;
  if (isDraft(mergeRequest)) return 'draft_status';
  if (diff.headSha === null || diff.commits === 0) return 'commits_status';
  if (mergeStatus === 'cannot_be_merged') return 'conflict';
  if (project.mergeMethod !== 'merge' && diff.baseSha !== diff.startSha) return 'need_rebase';
  return 'mergeable';
}

/**
 * What reading one merge request sets in motion: it becomes prepared, and a check begins whose answer a later read
 * shows. Lists set nothing in motion.
 */
export function startMergeCheck(context: SandboxContext, project: Project, mergeRequest: MergeRequest): void {
  if (mergeRequest.state !== 'opened') return;
  if (mergeRequest.mergeStatus === 'preparing') {
    mergeRequest.preparedAt = timestamp(context);
    mergeRequest.mergeStatus = 'unchecked';
  }
  if (mergeRequest.mergeStatus !== 'unchecked') return;
  mergeRequest.mergeStatus = 'checking';
  context.runLater(() => checkMergeability(context, project, mergeRequest));
}

/** Finds out whether the branches merge without conflict and stores the answer, unless a branch moved meanwhile. */
export async function checkMergeability(
  context: SandboxContext,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<void> {
  const generation = mergeRequest.checkGeneration;
  const answer = await canBeMerged(context, project, mergeRequest);
  if (generation !== mergeRequest.checkGeneration) return;
  mergeRequest.mergeStatus = answer ? 'can_be_merged' : 'cannot_be_merged';
}

async function canBeMerged(context: SandboxContext, project: Project, mergeRequest: MergeRequest): Promise<boolean> {
  const { diff } = mergeRequest;
  const target = await findBranch(context, project, mergeRequest.targetBranch);
  if (diff.headSha === null || diff.baseSha === null || target === undefined || diff.commits === 0) return false;
  const outcome = await mergeTrees({
    gitDir: gitDirOf(context, project),
    ours: target,
    theirs: toCommitId(diff.headSha),
  });
  return outcome.kind === 'clean';
}
