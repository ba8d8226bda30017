import { lineCodeOf } from '../discussions/check-position.ts';
import { isResolvable, type Discussion } from '../discussions/discussions.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Note, Suggestion } from '../state/sandbox-state.ts';
import { presentUserById } from './present-user.ts';

type NoteContext = Pick<SandboxContext, 'state' | 'url'>;

/** A note of a merge request; what resolving says is there only where it can be resolved. */
export function presentNote(context: NoteContext, mergeRequest: MergeRequest, note: Note): Record<string, unknown> {
  const resolvable = isResolvable(note);
  return {
    id: note.id,
    type: note.type,
    body: note.body,
    attachment: null,
    author: presentUserById(context, note.authorId),
    created_at: note.createdAt,
    updated_at: note.updatedAt,
    system: note.system,
    noteable_id: mergeRequest.id,
    noteable_type: 'MergeRequest',
    project_id: mergeRequest.projectId,
    ...(note.position === null ? {} : { commit_id: null, ...presentPosition(note) }),
    resolvable,
    ...(resolvable
      ? {
          resolved: note.resolvedAt !== null,
          resolved_by: presentUserById(context, note.resolvedById),
          resolved_at: note.resolvedAt,
        }
      : {}),
    confidential: note.internal,
    internal: note.internal,
    imported: false,
    imported_from: 'none',
    noteable_iid: mergeRequest.iid,
    commands_changes: {},
    ...(note.type === 'DiffNote' ? { suggestions: presentSuggestions(context, note) } : {}),
  };
}

/** A thread with its notes. */
export function presentDiscussion(
  context: NoteContext,
  mergeRequest: MergeRequest,
  discussion: Discussion,
): Record<string, unknown> {
  return {
    id: discussion.id,
    individual_note: discussion.notes[0]?.type === null,
    notes: discussion.notes.map((note) => presentNote(context, mergeRequest, note)),
  };
}

function presentSuggestions(context: NoteContext, note: Note): readonly unknown[] {
  return context.state.suggestions.filter((one) => one.noteId === note.id).map(presentSuggestion);
}

/** A change that a note proposes. */
export function presentSuggestion(suggestion: Suggestion): Record<string, unknown> {
  return {
    id: suggestion.id,
    from_line: suggestion.fromLine,
    to_line: suggestion.toLine,
    appliable: !suggestion.isApplied,
    applied: suggestion.isApplied,
    from_content: suggestion.fromContent,
    to_content: suggestion.toContent,
  };
}

/** The place of a note in a difference, as the API shows it. */
export function presentPosition({ position }: Note): Record<string, unknown> {
  if (position === null) return {};
  const end = {
    line_code: lineCodeOf(position),
    type: position.oldLine === null ? 'new' : position.newLine === null ? 'old' : null,
    old_line: position.oldLine,
    new_line: position.newLine,
  };
  return {
    position: {
      base_sha: position.baseSha,
      start_sha: position.startSha,
      head_sha: position.headSha,
      old_path: position.oldPath,
      new_path: position.newPath,
      position_type: 'text',
      old_line: position.oldLine,
      new_line: position.newLine,
      line_range: { start: end, end },
    },
  };
}
