import { isAncestor, log, mergeTrees, toCommitId } from '@amplication/git';
import { areDiscussionsResolved } from '../discussions/discussions.ts';
import { findHeadPipeline, isActive } from '../pipelines/find-head-pipeline.ts';
import { findBranch } from '../projects/project-git.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project } from '../state/sandbox-state.ts';

const draftTitle = /^\s*(\[draft\]|\(draft\)|draft:)/i;

/** Whether the title marks the merge request as a draft. */
export function isDraft(mergeRequest: Pick<MergeRequest, 'title'>): boolean {
  return draftTitle.test(mergeRequest.title);
}

/** The title with or without the mark of a draft, and otherwise as it was. */
export function withDraft(title: string, draft: boolean): string {
  if (draft) return isDraft({ title }) ? title : `Draft: ${title}`;
  let bare = title;
  while (isDraft({ title: bare })) bare = bare.replace(draftTitle, '').trimStart();
  return bare;
}

/** Whether merging squashes: the project may always or never do so, else the merge request (or the merger) decides. */
export function squashesOnMerge(project: Project, mergeRequest: MergeRequest, wanted?: boolean): boolean {
  if (project.squashOption === 'always') return true;
  return project.squashOption !== 'never' && (wanted ?? mergeRequest.squash);
}

/** Forgets the last check: one of the branches moved. */
export function resetMergeStatus(mergeRequest: MergeRequest): void {
  mergeRequest.checkGeneration += 1;
  if (mergeRequest.mergeStatus !== 'preparing') mergeRequest.mergeStatus = 'unchecked';
}

/** The first reason why it cannot be merged now, in GitLab's words, or `mergeable`. */
export function detailedMergeStatus(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  mergeRequest: MergeRequest,
): string {
  const { mergeStatus, state, diff } = mergeRequest;
  if (state !== 'opened') return 'not_open';
  if (mergeStatus === 'preparing' || mergeStatus === 'checking' || mergeStatus === 'unchecked') return mergeStatus;
  if (isDraft(mergeRequest)) return 'draft_status';
  if (diff.headSha === null || diff.commits === 0) return 'commits_status';
  if (project.onlyAllowMergeIfAllDiscussionsAreResolved && !areDiscussionsResolved(context.state, mergeRequest)) {
    return 'discussions_not_resolved';
  }
  if (mergeRequest.approvals.length < (mergeRequest.approvalsRequired ?? project.approvalsRequired)) {
    return 'not_approved';
  }
  if (mergeStatus === 'cannot_be_merged') return 'conflict';
  if (project.mergeMethod !== 'merge' && mergeRequest.isBehind) return 'need_rebase';
  return ciStatus(context, project, mergeRequest) ?? 'mergeable';
}

// Only a project that asks for a successful pipeline waits for one.
function ciStatus(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  mergeRequest: MergeRequest,
): string | undefined {
  if (!project.onlyAllowMergeIfPipelineSucceeds) return undefined;
  const pipeline = findHeadPipeline(context.state, mergeRequest);
  if (pipeline === undefined) return 'ci_must_pass';
  if (isActive(pipeline)) return 'ci_still_running';
  if (pipeline.status === 'success') return undefined;
  return pipeline.status === 'skipped' && project.allowMergeOnSkippedPipeline ? undefined : 'ci_must_pass';
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
  const answer = await findMergeability(context, project, mergeRequest);
  if (generation !== mergeRequest.checkGeneration) return;
  mergeRequest.mergeStatus = answer.isClean ? 'can_be_merged' : 'cannot_be_merged';
  mergeRequest.isBehind = answer.isBehind;
}

async function findMergeability(
  context: SandboxContext,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<{ readonly isClean: boolean; readonly isBehind: boolean }> {
  const { diff } = mergeRequest;
  const target = await findBranch(context, project, mergeRequest.targetBranch);
  if (diff.headSha === null || diff.baseSha === null || target === undefined || diff.commits === 0) {
    return { isClean: false, isBehind: false };
  }
  const gitDir = gitDirOf(context, project);
  const head = toCommitId(diff.headSha);
  const outcome = await mergeTrees({ gitDir, ours: target, theirs: head });
  const isBehind = !(await isAncestor({ gitDir, ancestor: target, descendant: head }));
  return { isClean: outcome.kind === 'clean', isBehind };
}

/** How many commits of the target branch the source branch lacks. */
export async function countDiverged(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<number> {
  const target = await findBranch(context, project, mergeRequest.targetBranch);
  const { headSha } = mergeRequest.diff;
  if (target === undefined || headSha === null) return 0;
  const gitDir = gitDirOf(context, project);
  return (await log({ gitDir, tips: [target], exclude: [toCommitId(headSha)], limit: 10_000 })).length;
}
