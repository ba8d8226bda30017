import { fullPathOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { CommitStatus, Pipeline } from '../state/pipeline-state.ts';
import { presentUserById } from './present-user.ts';

type PipelineContext = Pick<SandboxContext, 'state' | 'url'>;

/** A pipeline as lists show it. */
export function presentPipelineBasic(context: PipelineContext, pipeline: Pipeline): Record<string, unknown> {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: pipeline.projectId,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: pipeline.status,
    source: pipeline.source,
    created_at: pipeline.createdAt,
    updated_at: pipeline.updatedAt,
    web_url: pageOf(context, pipeline),
    name: null,
  };
}

/** A pipeline as the single one, and as the head of a merge request, is shown. */
export function presentPipeline(context: PipelineContext, pipeline: Pipeline): Record<string, unknown> {
  return {
    ...presentPipelineBasic(context, pipeline),
    before_sha: '0'.repeat(40),
    tag: pipeline.isTag,
    yaml_errors: null,
    user: presentUserById(context, pipeline.userId),
    started_at: pipeline.startedAt,
    finished_at: pipeline.finishedAt,
    committed_at: null,
    duration: secondsBetween(pipeline.startedAt, pipeline.finishedAt),
    queued_duration: null,
    coverage: null,
    detailed_status: presentDetailedStatus(context, pipeline),
  };
}

/** What somebody said of a commit. */
export function presentCommitStatus(context: PipelineContext, status: CommitStatus): Record<string, unknown> {
  return {
    id: status.id,
    sha: status.sha,
    ref: status.ref,
    status: status.status,
    name: status.name,
    target_url: status.targetUrl,
    description: status.description,
    created_at: status.createdAt,
    started_at: status.startedAt,
    finished_at: status.finishedAt,
    allow_failure: false,
    coverage: status.coverage,
    pipeline_id: status.pipelineId,
    author: presentUserById(context, status.authorId),
  };
}

/** The same as a job of its pipeline. */
export function presentJob(
  context: PipelineContext,
  status: CommitStatus,
  pipeline: Pipeline,
): Record<string, unknown> {
  const { id, iid, project_id, sha, ref, status: state, web_url } = presentPipelineBasic(context, pipeline);
  return {
    id: status.id,
    status: status.status,
    stage: 'external',
    name: status.name,
    ref: status.ref,
    tag: pipeline.isTag,
    coverage: status.coverage,
    allow_failure: false,
    created_at: status.createdAt,
    started_at: status.startedAt,
    finished_at: status.finishedAt,
    erased_at: null,
    duration: secondsBetween(status.startedAt, status.finishedAt),
    queued_duration: null,
    user: presentUserById(context, status.authorId),
    pipeline: { id, iid, project_id, sha, ref, status: state, web_url },
    web_url: status.targetUrl ?? `${pageOf(context, pipeline)}#job-${status.id}`,
    artifacts: [],
    runner: null,
    artifacts_expire_at: null,
    tag_list: [],
  };
}

function pageOf(context: PipelineContext, pipeline: Pipeline): string {
  const project = context.state.projects.find(({ id }) => id === pipeline.projectId);
  const path = project === undefined ? '' : fullPathOf(context.state, project);
  return `${context.url()}/${path}/-/pipelines/${pipeline.id}`;
}

const labels: Readonly<Record<string, string>> = { success: 'passed', waiting_for_resource: 'waiting' };

function presentDetailedStatus(context: PipelineContext, pipeline: Pipeline): Record<string, unknown> {
  const label = labels[pipeline.status] ?? pipeline.status;
  return {
    icon: `status_${pipeline.status}`,
    text: label.charAt(0).toUpperCase() + label.slice(1),
    label,
    group: pipeline.status,
    tooltip: label,
    has_details: true,
    details_path: new URL(pageOf(context, pipeline)).pathname,
    illustration: null,
    favicon: `/assets/ci_favicons/favicon_status_${pipeline.status}.png`,
  };
}

function secondsBetween(start: string | null, end: string | null): number | null {
  return start === null || end === null ? null : Math.round((Date.parse(end) - Date.parse(start)) / 1000);
}
