import type { DiffRefs, MergeRequestKey } from './merge-requests.ts';

/** A line of a merge request's difference: an added one by `newLine`, a removed one by `oldLine`, an unchanged one by both. */
export interface DiscussionPosition extends DiffRefs {
  readonly path: string;
  /** Where the file was before, when it was renamed. */
  readonly oldPath?: string | undefined;
  readonly newLine?: number | undefined;
  readonly oldLine?: number | undefined;
}

export interface DiscussionNote {
  readonly id: number;
  readonly body: string;
  /** null when the host no longer knows who wrote it. */
  readonly authorId: number | null;
  /** Written by the host itself, about a change. */
  readonly isSystem: boolean;
  readonly resolvable: boolean;
  readonly resolved: boolean;
  readonly createdAt: string;
}

/** A thread on a merge request, or a comment by itself, which nobody resolves. */
export interface Discussion {
  readonly id: string;
  /** Oldest first, never empty. */
  readonly notes: readonly DiscussionNote[];
  readonly isResolvable: boolean;
  /** Whether all that can be resolved of it is; false for a comment by itself. */
  readonly isResolved: boolean;
  /** The line that it is about; null when it is about none. */
  readonly position: {
    readonly path: string;
    readonly newLine: number | null;
    readonly oldLine: number | null;
  } | null;
}

/** What a provider does with the discussions of merge requests. */
export interface DiscussionCalls {
  /** All threads and comments, oldest first, those of the host itself too. */
  listDiscussions(query: MergeRequestKey): Promise<readonly Discussion[]>;
  /**
   * Begins a thread that can be resolved. Throws `PositionRefused` when the host does not take the line (it is not in
   * the difference, or the commits are out of date): nothing was written then, so that the caller may begin one without.
   * Sent once: after `host-trouble`, look with `listDiscussions` whether the text is there.
   */
  createDiscussion(
    input: MergeRequestKey & { readonly body: string; readonly position?: DiscussionPosition | undefined },
  ): Promise<Discussion>;
  /** Resolves or reopens; no change when it is so already. Throws kind `forbidden` for a comment by itself. */
  resolveDiscussion(
    input: MergeRequestKey & { readonly discussionId: string; readonly resolved: boolean },
  ): Promise<Discussion>;
  /** Answers in a thread; without `discussionId` writes a comment by itself. Sent once, as `createDiscussion`. */
  addNote(
    input: MergeRequestKey & { readonly discussionId?: string | undefined; readonly body: string },
  ): Promise<DiscussionNote>;
}
