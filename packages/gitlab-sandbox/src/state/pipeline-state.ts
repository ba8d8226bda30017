export const pipelineStatuses = [
  'created',
  'waiting_for_resource',
  'preparing',
  'pending',
  'running',
  'success',
  'failed',
  'canceled',
  'skipped',
  'manual',
  'scheduled',
] as const;

export type PipelineStatus = (typeof pipelineStatuses)[number];

/** A pipeline that nothing runs: others tell it how it goes. */
export interface Pipeline {
  readonly id: number;
  readonly iid: number;
  readonly projectId: number;
  readonly userId: number;
  readonly sha: string;
  readonly ref: string;
  readonly isTag: boolean;
  readonly source: string;
  status: PipelineStatus;
  readonly createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** What somebody (a builder, a scanner) says of a commit; it is a job of a pipeline. */
export interface CommitStatus {
  readonly id: number;
  readonly pipelineId: number;
  readonly projectId: number;
  readonly authorId: number;
  readonly sha: string;
  readonly ref: string;
  readonly name: string;
  status: PipelineStatus;
  targetUrl: string | null;
  description: string | null;
  coverage: number | null;
  readonly createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}
