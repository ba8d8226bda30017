import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { CommitStatus, Pipeline, PipelineStatus } from '../state/pipeline-state.ts';
import { nextId, type Project, type User } from '../state/sandbox-state.ts';
import { mergeWhenReady } from '../merge-requests/auto-merge.ts';
import { firePipelineHooks } from '../webhooks/pipeline-hooks.ts';
import { isActive } from './find-head-pipeline.ts';

export interface PipelineInput {
  readonly sha: string;
  readonly ref: string;
  readonly isTag?: boolean;
  readonly source: string;
  readonly status: PipelineStatus;
}

/** Begins a pipeline that nothing runs. */
export function createPipeline(context: SandboxContext, project: Project, user: User, input: PipelineInput): Pipeline {
  const now = timestamp(context);
  const pipeline: Pipeline = {
    isTag: false,
    ...input,
    id: nextId(context.state, 'pipeline'),
    iid: project.nextPipelineIid,
    projectId: project.id,
    userId: user.id,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    finishedAt: null,
    status: 'created',
  };
  project.nextPipelineIid += 1;
  context.state.pipelines.push(pipeline);
  setPipelineStatus(context, project, user, pipeline, input.status);
  return pipeline;
}

/** Brings a pipeline to another status, tells the hooks, and merges what has waited for it. */
export function setPipelineStatus(
  context: SandboxContext,
  project: Project,
  user: User,
  pipeline: Pipeline,
  status: PipelineStatus,
): void {
  if (pipeline.status === status && status !== 'created') return;
  Object.assign(pipeline, timesOf(context, pipeline, status), { status, updatedAt: timestamp(context) });
  firePipelineHooks(context, project, user, pipeline);
  mergeWhenReady(context, project);
}

export interface StatusInput {
  readonly name: string;
  readonly status: PipelineStatus;
  readonly targetUrl: string | undefined;
  readonly description: string | undefined;
  readonly coverage: number | undefined;
}

/** Adds what somebody says of the commit of a pipeline, or changes what was said by that name; the pipeline follows. */
export function setCommitStatus(
  context: SandboxContext,
  project: Project,
  user: User,
  pipeline: Pipeline,
  input: StatusInput,
): CommitStatus {
  const { commitStatuses } = context.state;
  const known = commitStatuses.find((one) => one.pipelineId === pipeline.id && one.name === input.name);
  const status = known ?? newStatus(context, project, user, pipeline, input.name);
  if (known === undefined) commitStatuses.push(status);
  Object.assign(status, timesOf(context, status, input.status), { status: input.status });
  status.targetUrl = input.targetUrl ?? status.targetUrl;
  status.description = input.description ?? status.description;
  status.coverage = input.coverage ?? status.coverage;
  const all = commitStatuses.filter((one) => one.pipelineId === pipeline.id).map((one) => one.status);
  setPipelineStatus(context, project, user, pipeline, toPipelineStatus(all));
  return status;
}

function newStatus(
  context: SandboxContext,
  project: Project,
  user: User,
  pipeline: Pipeline,
  name: string,
): CommitStatus {
  return {
    id: nextId(context.state, 'commitStatus'),
    pipelineId: pipeline.id,
    projectId: project.id,
    authorId: user.id,
    sha: pipeline.sha,
    ref: pipeline.ref,
    name,
    status: 'created',
    targetUrl: null,
    description: null,
    coverage: null,
    createdAt: timestamp(context),
    startedAt: null,
    finishedAt: null,
  };
}

/** What the statuses of its jobs make of a pipeline: what is not done yet comes before what has failed. */
export function toPipelineStatus(statuses: readonly PipelineStatus[]): PipelineStatus {
  const order = [
    'running',
    'pending',
    'preparing',
    'waiting_for_resource',
    'created',
    'failed',
    'canceled',
    'manual',
  ] as const;
  const first = order.find((one) => statuses.includes(one));
  if (first !== undefined) return first;
  return statuses.every((one) => one === 'skipped') ? 'skipped' : 'success';
}

function timesOf(
  context: Pick<SandboxContext, 'now'>,
  one: Pick<Pipeline, 'startedAt' | 'finishedAt'>,
  status: PipelineStatus,
): Pick<Pipeline, 'startedAt' | 'finishedAt'> {
  const now = timestamp(context);
  if (isActive({ status }))
    return { startedAt: status === 'running' ? (one.startedAt ?? now) : one.startedAt, finishedAt: null };
  return { startedAt: one.startedAt ?? now, finishedAt: now };
}
