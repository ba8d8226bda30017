import type { Pipeline, PipelineStatus } from '../state/pipeline-state.ts';
import type { MergeRequest, SandboxState } from '../state/sandbox-state.ts';

const active: readonly PipelineStatus[] = ['created', 'waiting_for_resource', 'preparing', 'pending', 'running'];

/** The newest pipeline of the head of a merge request, or undefined. */
export function findHeadPipeline(state: SandboxState, mergeRequest: MergeRequest): Pipeline | undefined {
  return listPipelinesOf(state, mergeRequest).find(({ sha }) => sha === mergeRequest.diff.headSha);
}

/** The pipelines of all heads that the merge request had, newest first. */
export function listPipelinesOf(state: SandboxState, mergeRequest: MergeRequest): readonly Pipeline[] {
  const heads = new Set([mergeRequest.diff.headSha, ...mergeRequest.versions.map(({ diff }) => diff.headSha)]);
  const projects = [mergeRequest.projectId, mergeRequest.sourceProjectId];
  return state.pipelines.filter(({ projectId, sha }) => projects.includes(projectId) && heads.has(sha)).reverse();
}

/** Whether the pipeline has not come to an end. */
export function isActive(pipeline: Pick<Pipeline, 'status'>): boolean {
  return active.includes(pipeline.status);
}
