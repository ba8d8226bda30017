import { isResolvable, isResolved, listDiscussions, type Discussion } from '../discussions/discussions.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Note, User } from '../state/sandbox-state.ts';
import { html, type Html } from './html.ts';
import { renderMarkdown } from './markdown.ts';

/** The threads, comments and GitLab's own notes of a merge request; threads with a button when the user may resolve. */
export function discussionCards(
  context: Pick<SandboxContext, 'state'>,
  mergeRequest: MergeRequest,
  options: { readonly target: string; readonly mayResolve: boolean },
): readonly Html[] {
  return listDiscussions(context.state, mergeRequest).map((discussion) => {
    const [first] = discussion.notes;
    if (first?.system === true) {
      return html`<p class="soft">${authorOf(context, first)?.name} ${inline(first.body)}</p>`;
    }
    return html`<section class="card" id="note_${first?.id}">${place(discussion)}${discussion.notes.map((note) => noteBody(context, note))}${resolveForm(discussion, options)}</section>`;
  });
}

function place({ notes }: Discussion): Html {
  const position = notes[0]?.position ?? null;
  if (position === null) return html``;
  const line = position.newLine ?? position.oldLine;
  return html`<p class="soft"><code>${position.newPath}</code>, ${position.newLine === null ? 'removed line' : 'line'} ${line}</p>`;
}

function noteBody(context: Pick<SandboxContext, 'state'>, note: Note): Html {
  return html`<p class="soft">${authorOf(context, note)?.name}</p>${renderMarkdown(note.body)}`;
}

function resolveForm(discussion: Discussion, options: { readonly target: string; readonly mayResolve: boolean }): Html {
  if (!discussion.notes.some(isResolvable)) return html``;
  const resolved = isResolved(discussion);
  const state = resolved
    ? html`<span class="badge merged">Resolved</span>`
    : html`<span class="badge opened">Unresolved</span>`;
  const button = !options.mayResolve
    ? ''
    : resolved
      ? html`<button name="action" value="unresolve">Reopen thread</button>`
      : html`<button name="action" value="resolve">Resolve thread</button>`;
  return html`<form class="row" method="post" action="${options.target}"><input type="hidden" name="discussion_id" value="${discussion.id}">${state}${button}</form>`;
}

function authorOf(context: Pick<SandboxContext, 'state'>, note: Note): User | undefined {
  return context.state.users.find((one) => one.id === note.authorId);
}

function inline(body: string): string {
  return (body.split('\n', 1)[0] ?? '').replaceAll('**', '');
}
