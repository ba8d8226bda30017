import type { Discussion, DiscussionCalls, DiscussionNote, DiscussionPosition } from '../discussions.ts';
import { PositionRefused, ProviderError } from '../provider-error.ts';
import { listAll } from './list-all.ts';
import { discussionPath, mergeRequestPath } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { discussionSchema, noteSchema, type RawDiscussion, type RawNote } from './schemas.ts';

/** What a provider does with the discussions of GitLab's merge requests. */
export function createDiscussionCalls(rest: RestClient): DiscussionCalls {
  return {
    listDiscussions: async (query) => {
      const raws = await listAll(rest, `${mergeRequestPath(query)}/discussions`, {}, discussionSchema);
      return raws.map(toDiscussion);
    },
    createDiscussion: async (input) => {
      const { body: text, position } = input;
      const path = `${mergeRequestPath(input)}/discussions`;
      const content = position === undefined ? { body: text } : { body: text, position: toRawPosition(position) };
      try {
        const { body } = await rest({ method: 'POST', path, body: content, schema: discussionSchema });
        return toDiscussion(body);
      } catch (error) {
        if (position !== undefined && isAboutPosition(error)) throw new PositionRefused(error);
        throw error;
      }
    },
    resolveDiscussion: async (input) => {
      const path = discussionPath(input, input.discussionId);
      const content = { resolved: input.resolved };
      return toDiscussion((await rest({ method: 'PUT', path, body: content, schema: discussionSchema })).body);
    },
    addNote: async (input) => {
      const thread =
        input.discussionId === undefined ? mergeRequestPath(input) : discussionPath(input, input.discussionId);
      const path = `${thread}/notes`;
      return toNote((await rest({ method: 'POST', path, body: { body: input.body }, schema: noteSchema })).body);
    },
  };
}

// GitLab says `Note {:line_code=>[…]}` or `position[…] is …`; the only other thing that it can refuse is the text.
function isAboutPosition(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.status === 400 && !/:note=>|\bbody is\b/.test(error.message);
}

function toRawPosition(position: DiscussionPosition): Record<string, unknown> {
  return {
    position_type: 'text',
    base_sha: position.baseSha,
    start_sha: position.startSha,
    head_sha: position.headSha,
    new_path: position.path,
    old_path: position.oldPath ?? position.path,
    ...(position.newLine === undefined ? {} : { new_line: position.newLine }),
    ...(position.oldLine === undefined ? {} : { old_line: position.oldLine }),
  };
}

function toDiscussion(raw: RawDiscussion): Discussion {
  const notes = raw.notes.map(toNote);
  const resolvable = notes.filter((note) => note.resolvable);
  const position = raw.notes[0]?.position ?? null;
  const path = position?.new_path ?? position?.old_path ?? null;
  return {
    id: raw.id,
    notes,
    isResolvable: resolvable.length > 0,
    isResolved: resolvable.length > 0 && resolvable.every((note) => note.resolved),
    position: path === null ? null : { path, newLine: position?.new_line ?? null, oldLine: position?.old_line ?? null },
  };
}

function toNote(raw: RawNote): DiscussionNote {
  return {
    id: raw.id,
    body: raw.body,
    authorId: raw.author?.id ?? null,
    isSystem: raw.system,
    resolvable: raw.resolvable ?? false,
    resolved: raw.resolved ?? false,
    createdAt: raw.created_at,
  };
}
