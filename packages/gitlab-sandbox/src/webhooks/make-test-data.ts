import { findBranch, getCommit } from '../projects/project-git.ts';
import { listTags } from '../projects/tags.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import type { FiredEvent } from './fire-hooks.ts';
import type { HookContext } from './hook-entities.ts';
import { issueData } from './issue-hooks.ts';
import { mergeRequestData } from './merge-request-hooks.ts';
import { noteData } from './note-hooks.ts';
import { pipelineData } from './pipeline-hooks.ts';
import { pushData } from './push-hooks.ts';

type Data = Readonly<Record<string, unknown>>;

/** What a hook would be told of the newest thing of its kind in the project; undefined when there is none. */
export async function makeTestData(
  context: HookContext,
  project: Project,
  user: User,
  event: FiredEvent,
): Promise<Data | undefined> {
  const { state } = context;
  if (event === 'push_events') return makePush(context, project, user);
  if (event === 'tag_push_events') return makeTagPush(context, project, user);
  if (event === 'pipeline_events') {
    const pipeline = state.pipelines.findLast((one) => one.projectId === project.id);
    return pipeline === undefined ? undefined : pipelineData(context, project, user, pipeline);
  }
  const ofProject = state.mergeRequests.filter((one) => one.projectId === project.id);
  if (event === 'merge_requests_events') {
    const newest = ofProject.at(-1);
    return newest === undefined ? undefined : mergeRequestData(context, project, user, newest, { action: 'open' });
  }
  if (event === 'issues_events' || event === 'confidential_issues_events') {
    const issue = state.issues.findLast((one) => one.projectId === project.id);
    return issue === undefined ? undefined : issueData(context, project, user, issue, 'open');
  }
  const note = state.notes.findLast((one) => !one.system && ofProject.some(({ id }) => id === one.mergeRequestId));
  const noted = ofProject.find(({ id }) => id === note?.mergeRequestId);
  if (note === undefined || noted === undefined) return undefined;
  return noteData(context, project, user, noted, note, 'create');
}

async function makePush(context: HookContext, project: Project, user: User): Promise<Data | undefined> {
  const name = project.defaultBranch;
  const after = name === null ? undefined : await findBranch(context, project, name);
  if (name === null || after === undefined) return undefined;
  const { parents } = await getCommit(context, project, after);
  return pushData(context, project, user, { kind: 'branch', name, before: parents[0] ?? null, after });
}

async function makeTagPush(context: HookContext, project: Project, user: User): Promise<Data | undefined> {
  const tag = (await listTags(context, project)).at(-1);
  if (tag === undefined) return undefined;
  return pushData(context, project, user, { kind: 'tag', name: tag.name, before: null, after: tag.commit });
}
