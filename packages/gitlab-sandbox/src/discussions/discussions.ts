import { randomBytes } from 'node:crypto';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type MergeRequest, type Note, type NotePosition, type SandboxState } from '../state/sandbox-state.ts';

type DiscussionContext = Pick<SandboxContext, 'state' | 'now'>;

/** The notes of one thread, oldest first; a comment by itself is a thread of one. */
export interface Discussion {
  readonly id: string;
  readonly notes: readonly Note[];
}

/** The threads and comments of a merge request, oldest first. */
export function listDiscussions(state: SandboxState, mergeRequest: MergeRequest): readonly Discussion[] {
  const found = new Map<string, Note[]>();
  for (const note of state.notes) {
    if (note.mergeRequestId !== mergeRequest.id) continue;
    const notes = found.get(note.discussionId);
    if (notes === undefined) found.set(note.discussionId, [note]);
    else notes.push(note);
  }
  return [...found].map(([id, notes]) => ({ id, notes }));
}

/** Whether somebody can resolve it: notes of threads are, comments by themselves and GitLab's own notes are not. */
export function isResolvable(note: Note): boolean {
  return note.type !== null && !note.system;
}

/** Whether all that can be resolved of it is; false for what cannot be. */
export function isResolved(discussion: Discussion): boolean {
  const resolvable = discussion.notes.filter(isResolvable);
  return resolvable.length > 0 && resolvable.every((note) => note.resolvedAt !== null);
}

/** Whether no thread of the merge request waits for somebody to resolve it. */
export function areDiscussionsResolved(state: SandboxState, mergeRequest: MergeRequest): boolean {
  return state.notes.every(
    (note) => note.mergeRequestId !== mergeRequest.id || !isResolvable(note) || note.resolvedAt !== null,
  );
}

/** Begins a thread, or writes a comment by itself (`type` null). */
export function addNote(
  context: DiscussionContext,
  mergeRequest: MergeRequest,
  authorId: number,
  note: {
    readonly body: string;
    readonly type: Note['type'];
    readonly position?: NotePosition | undefined;
    readonly internal?: boolean | undefined;
    /** Now, when absent. */
    readonly createdAt?: string | undefined;
  },
): Note {
  return push(context, mergeRequest, authorId, {
    ...note,
    discussionId: randomBytes(20).toString('hex'),
    system: false,
    isResolved: false,
  });
}

/** Writes what GitLab itself tells about a change of the merge request. */
export function addSystemNote(
  context: DiscussionContext,
  mergeRequest: MergeRequest,
  authorId: number,
  body: string,
): Note {
  const discussionId = randomBytes(20).toString('hex');
  return push(context, mergeRequest, authorId, { body, type: null, discussionId, system: true, isResolved: false });
}

/** Answers in a thread; a comment by itself becomes one. An answer to a resolved thread leaves it resolved. */
export function replyTo(
  context: DiscussionContext,
  mergeRequest: MergeRequest,
  authorId: number,
  discussion: Discussion,
  body: string,
): Note {
  for (const note of discussion.notes) note.type ??= 'DiscussionNote';
  return push(context, mergeRequest, authorId, {
    body,
    type: discussion.notes[0]?.type ?? 'DiscussionNote',
    position: discussion.notes[0]?.position ?? undefined,
    internal: discussion.notes[0]?.internal,
    discussionId: discussion.id,
    system: false,
    isResolved: isResolved(discussion),
  });
}

/** Resolves or reopens notes; those that cannot be, or are so already, stay as they are. */
export function resolveNotes(
  context: DiscussionContext,
  notes: readonly Note[],
  userId: number,
  resolved: boolean,
): void {
  for (const note of notes) {
    if (!isResolvable(note) || (note.resolvedAt !== null) === resolved) continue;
    note.resolvedAt = resolved ? timestamp(context) : null;
    note.resolvedById = resolved ? userId : null;
  }
}

/** Takes a note away; a thread goes with its last one. */
export function removeNote(state: SandboxState, note: Note): void {
  state.notes.splice(state.notes.indexOf(note), 1);
}

function push(
  context: DiscussionContext,
  mergeRequest: MergeRequest,
  authorId: number,
  input: Pick<Note, 'body' | 'type' | 'discussionId' | 'system'> & {
    readonly position?: NotePosition | undefined;
    readonly internal?: boolean | undefined;
    readonly createdAt?: string | undefined;
    readonly isResolved: boolean;
  },
): Note {
  const now = timestamp(context);
  const note: Note = {
    id: nextId(context.state, 'note'),
    mergeRequestId: mergeRequest.id,
    issueId: null,
    discussionId: input.discussionId,
    authorId,
    type: input.type,
    body: input.body,
    createdAt: input.createdAt ?? now,
    updatedAt: input.createdAt ?? now,
    system: input.system,
    internal: input.internal ?? false,
    position: input.position ?? null,
    resolvedById: input.isResolved ? authorId : null,
    resolvedAt: input.isResolved ? now : null,
  };
  context.state.notes.push(note);
  if (!input.system) mergeRequest.updatedAt = now;
  return note;
}
