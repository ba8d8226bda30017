import { findHeadPipeline } from '../pipelines/find-head-pipeline.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project } from '../state/sandbox-state.ts';
import { checkMergeability, detailedMergeStatus } from './mergeability.ts';
import { mergeMergeRequest } from './merge-merge-request.ts';

/** Merges, after the answer, what was to be merged once its checks succeed and now can be. */
export function mergeWhenReady(context: SandboxContext, project: Project): void {
  const armed = context.state.mergeRequests.filter((one) => one.projectId === project.id && one.autoMerge !== null);
  for (const mergeRequest of armed) {
    context.runLater(async () => {
      await context.lock(`project:${project.id}`, () => mergeIfReady(context, project, mergeRequest));
      await context.flush();
    });
  }
}

async function mergeIfReady(context: SandboxContext, project: Project, mergeRequest: MergeRequest): Promise<void> {
  const { autoMerge } = mergeRequest;
  const user = context.state.users.find(({ id }) => id === autoMerge?.userId);
  if (autoMerge === null || user === undefined || mergeRequest.state !== 'opened') return;
  const pipeline = findHeadPipeline(context.state, mergeRequest);
  if (pipeline !== undefined && pipeline.status !== 'success') return;
  await checkMergeability(context, project, mergeRequest);
  if (detailedMergeStatus(context, project, mergeRequest) !== 'mergeable') return;
  await mergeMergeRequest(context, project, user, mergeRequest, {
    squash: autoMerge.squash ?? undefined,
    shouldRemoveSourceBranch: autoMerge.shouldRemoveSourceBranch ?? undefined,
    mergeCommitMessage: autoMerge.mergeCommitMessage ?? undefined,
    squashCommitMessage: autoMerge.squashCommitMessage ?? undefined,
  });
}
