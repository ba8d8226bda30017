import { readCommit, toCommitId } from '@amplication/git';
import { fullPathOf } from '../access.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Pipeline } from '../state/pipeline-state.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { fireHooks } from './fire-hooks.ts';
import { hookCommit, hookProject, hookUser, toHookTime, type HookContext } from './hook-entities.ts';

/** Tells the hooks that a pipeline began or came to another status. */
export function firePipelineHooks(context: SandboxContext, project: Project, user: User, pipeline: Pipeline): void {
  const now = { ...pipeline };
  fireHooks(context, project, 'pipeline_events', () => pipelineData(context, project, user, now));
}

/** What a hook is told about a pipeline. */
export async function pipelineData(
  context: HookContext,
  project: Project,
  user: User,
  pipeline: Pipeline,
): Promise<Record<string, unknown>> {
  const commit = await readCommit({ gitDir: gitDirOf(context, project), id: toCommitId(pipeline.sha) });
  const builds = context.state.commitStatuses.filter((one) => one.pipelineId === pipeline.id);
  return {
    object_kind: 'pipeline',
    object_attributes: {
      id: pipeline.id,
      iid: pipeline.iid,
      name: null,
      ref: pipeline.ref,
      tag: pipeline.isTag,
      sha: pipeline.sha,
      before_sha: '0'.repeat(40),
      source: pipeline.source,
      status: pipeline.status,
      detailed_status: pipeline.status,
      stages: ['external'],
      created_at: toHookTime(pipeline.createdAt),
      finished_at: pipeline.finishedAt === null ? null : toHookTime(pipeline.finishedAt),
      duration: null,
      queued_duration: null,
      variables: [],
      url: `${context.url()}/${fullPathOf(context.state, project)}/-/pipelines/${pipeline.id}`,
    },
    merge_request: null,
    user: hookUser(context, user),
    project: hookProject(context, project),
    commit: hookCommit(context, project, commit),
    builds: builds.map(({ id, name, status, createdAt }) => ({
      id,
      stage: 'external',
      name,
      status,
      created_at: toHookTime(createdAt),
    })),
  };
}
