import { fullPathOf } from '../access.ts';
import { lineCodeOf } from '../discussions/check-position.ts';
import { presentPosition } from '../rest/present-note.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Note, Project, User } from '../state/sandbox-state.ts';
import { fireHooks } from './fire-hooks.ts';
import { hookProject, hookRepository, hookUser, toHookTime, type HookContext } from './hook-entities.ts';
import { mergeRequestAttributes } from './merge-request-hooks.ts';

/** Tells the hooks about a comment that somebody wrote or changed. */
export function fireNoteHooks(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  note: Note,
  action: 'create' | 'update' = 'create',
): void {
  const event = note.internal ? 'confidential_note_events' : 'note_events';
  const [nowNote, nowMergeRequest] = [{ ...note }, { ...mergeRequest }];
  fireHooks(context, project, event, () => noteData(context, project, user, nowMergeRequest, nowNote, action));
}

/** What a hook is told about a comment on a merge request. */
export async function noteData(
  context: HookContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  note: Note,
  action: 'create' | 'update',
): Promise<Record<string, unknown>> {
  const page = `${context.url()}/${fullPathOf(context.state, project)}/-/merge_requests/${mergeRequest.iid}`;
  return {
    object_kind: 'note',
    event_type: note.internal ? 'confidential_note' : 'note',
    user: hookUser(context, user),
    project_id: project.id,
    project: hookProject(context, project),
    repository: hookRepository(context, project),
    object_attributes: {
      id: note.id,
      note: note.body,
      description: note.body,
      noteable_type: 'MergeRequest',
      noteable_id: mergeRequest.id,
      author_id: note.authorId,
      created_at: toHookTime(note.createdAt),
      updated_at: toHookTime(note.updatedAt),
      project_id: project.id,
      attachment: null,
      line_code: note.position === null ? null : lineCodeOf(note.position),
      commit_id: '',
      discussion_id: note.discussionId,
      type: note.type,
      system: note.system,
      internal: note.internal,
      st_diff: null,
      ...(note.position === null ? { position: null } : presentPosition(note)),
      resolved_at: note.resolvedAt,
      resolved_by_id: note.resolvedById,
      action,
      url: `${page}#note_${note.id}`,
    },
    merge_request: await mergeRequestAttributes(context, project, mergeRequest),
  };
}
